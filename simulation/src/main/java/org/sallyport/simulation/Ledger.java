package org.sallyport.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.CustodyFold;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.CaseFacts;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.Determination;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * A second book-keeping over the journal, written for checkers only: plain lists of what was recorded, none of the
 * states that production code folds. Where law or custody must be worked out again, it asks the pure functions with the
 * facts recorded so far.
 */
final class Ledger {
    /** One notice. */
    static final class Note {
        NoticeContent content;
        Instant sendAt;
        Instant deadline;
        Instant plannedAt;
        final List<EpisodeEvent.AttemptStarted> attempts = new ArrayList<>();
        Optional<Instant> paused = Optional.empty();
        Optional<Instant> withheld = Optional.empty();
        Optional<Instant> taken = Optional.empty();
        Optional<Instant> acknowledged = Optional.empty();
        Optional<Instant> escalated = Optional.empty();
        Optional<Instant> dropped = Optional.empty();

        Note(EpisodeEvent.NoticePlanned e) {
            this.content = e.content();
            this.sendAt = e.sendAt();
            this.deadline = e.deadline();
            this.plannedAt = e.at();
        }

        String number() {
            return content.notice().number();
        }

        /** Whether a person must still decide whether it leaves, or decided that it does not. */
        boolean kept(Ledger ledger, String facility) {
            return !told()
                    && dropped.isEmpty()
                    && paused.filter(at -> ledger.sentThrough
                                    .getOrDefault(facility, Instant.MIN)
                                    .isBefore(at))
                            .isPresent();
        }

        boolean told() {
            return !attempts.isEmpty();
        }
    }

    /** One question answered by a person, and the determination that was in force then. */
    record Decided(EpisodeEvent.DecisionGiven given, Optional<Determination> on, long position) {}

    /** One case. */
    static final class Case {
        final CaseId id;
        final RequestId request;
        final String agency;
        final String requester;
        EpisodeId stay;
        Instant changed;
        final Map<NoticeId, Note> notes = new LinkedHashMap<>();
        final List<EpisodeEvent.Determined> determined = new ArrayList<>();
        final List<Decided> decided = new ArrayList<>();
        final List<NoticeId> toldInOrder = new ArrayList<>();
        Optional<String> closed = Optional.empty();
        /** When its agency was first asked what it did, by how many days after the stay. */
        final Map<Integer, Instant> reminded = new TreeMap<>();

        private final Map<UUID, Integer> reminders = new TreeMap<>();

        Case(EpisodeEvent.CaseOpened e, EpisodeId stay) {
            this.id = e.caseId();
            this.request = e.request();
            this.agency = e.agency();
            this.requester = e.requester();
            this.stay = stay;
            this.changed = e.at();
        }

        Optional<Note> lastTold() {
            return toldInOrder.reversed().stream()
                    .map(notes::get)
                    .filter(n -> n != null && !n.content.wording().equals("hospital"))
                    .findFirst();
        }
    }

    /** One stay. */
    static final class Stay {
        final List<FeedEvent> received = new ArrayList<>();
        final List<Instant> recorded = new ArrayList<>();
        boolean absorbed;
        String facility = "";
        Instant changed = Instant.MIN;
    }

    /** One request. */
    static final class Asked {
        RequestFile file;
        Optional<Instant> stoppedAt = Optional.empty();
        String stoppedBy = "";
        final Set<EpisodeId> everBound = new HashSet<>();
        final Set<EpisodeId> proposed = new HashSet<>();
        final Set<EpisodeId> rejected = new HashSet<>();
        Instant changed = Instant.MIN;
        /** When its agency filed it, changed it, or said that it stands. */
        Instant spoke = Instant.MIN;

        /** How many days such a request stood at its facility then. */
        int validDays;

        final List<Instant> reminded = new ArrayList<>();

        Asked(RequestId id) {
            this.file = RequestFile.none(id);
        }

        boolean stands() {
            return stoppedAt.isEmpty()
                    && !file.offered()
                    && file.request().isPresent()
                    && file.closed().isEmpty();
        }
    }

    private static final int YEAR = 365;

    final Evidence evidence;
    final Map<RequestId, Asked> requests = new TreeMap<>();
    final Map<EpisodeId, Stay> stays = new TreeMap<>();
    final Map<CaseId, Case> cases = new TreeMap<>();
    final Map<String, Map<String, Mode>> modes = new HashMap<>();
    final Map<String, Instant> stopped = new HashMap<>();
    /** Until when a person let paused notices leave, by facility. */
    final Map<String, Instant> sentThrough = new HashMap<>();

    /** How many days a request stands that names no last day, by facility that chose. */
    final Map<String, Integer> validDays = new HashMap<>();

    final Map<String, Instant> facilityChanged = new HashMap<>();
    private final Map<String, Facility> facilities = new HashMap<>();
    Instant bookChanged = Instant.MIN;
    private PolicyBook book;

    Ledger(Evidence evidence) {
        this.evidence = evidence;
        this.book = evidence.firstBook();
        evidence.facilities().forEach(f -> facilities.put(f.id().path(), f));
    }

    Facility facility(String path) {
        return java.util.Objects.requireNonNull(facilities.get(path));
    }

    PolicyBook book() {
        return book;
    }

    Mode mode(String facility, String requester) {
        return modes.getOrDefault(facility, Map.of()).getOrDefault(requester, Mode.SHADOW);
    }

    /** The stay as the facts recorded so far tell it. */
    CustodyEpisode custody(Stay stay) {
        return CustodyFold.fold(facility(stay.facility).ordering(), stay.received);
    }

    Stay stayOf(Case c) {
        return stays.getOrDefault(c.stay, new Stay());
    }

    Asked requestOf(Case c) {
        return requests.getOrDefault(c.request, new Asked(c.request));
    }

    /** The law's answer to this case as of this moment, from the facts recorded so far. */
    Determination law(Case c, Instant asOf) {
        var stay = stayOf(c);
        return book.decide(CaseFacts.of(c.id, requestOf(c).file, custody(stay), facility(stay.facility), asOf));
    }

    /** Enters one entry of the journal. */
    void enter(Envelope entry) {
        switch (entry.event()) {
            case RequestEvent e -> request(entry, e);
            case EpisodeEvent e -> episode(entry, new EpisodeId(entry.stream().id()), e);
            case FacilityEvent e -> facility(entry, e);
            default -> {}
        }
    }

    private void request(Envelope entry, RequestEvent event) {
        var at = entry.recordedAt();
        var asked = requests.computeIfAbsent(new RequestId(entry.stream().id()), Asked::new);
        asked.file = asked.file.apply(event);
        asked.changed = at;
        switch (event) {
            case RequestEvent.Received _, RequestEvent.Amended _, RequestEvent.Revalidated _ -> {
                asked.spoke = at;
                asked.validDays = validDays.getOrDefault(entry.facility(), YEAR);
                asked.reminded.clear();
            }
            case RequestEvent.ReminderTried _ -> asked.reminded.add(at);
            case RequestEvent.Withdrawn _ -> stop(asked, "withdrawn", at);
            case RequestEvent.Cancelled _ -> stop(asked, "cancelled", at);
            case RequestEvent.Expired _ -> stop(asked, "expired", at);
            case RequestEvent.Bound(var episode, var _, var _) -> asked.everBound.add(episode);
            case RequestEvent.MatchProposed(var episode, var _, var _) -> asked.proposed.add(episode);
            case RequestEvent.MatchRejected(var episode, var _, var _) -> asked.rejected.add(episode);
            default -> {}
        }
    }

    private static void stop(Asked asked, String how, Instant at) {
        if (asked.stoppedAt.isEmpty()) {
            asked.stoppedAt = Optional.of(at);
            asked.stoppedBy = how;
        }
    }

    private void facility(Envelope entry, FacilityEvent event) {
        facilityChanged.put(entry.facility(), entry.recordedAt());
        switch (event) {
            case FacilityEvent.ModeSet(var requester, var mode, var _, var _) ->
                modes.computeIfAbsent(entry.facility(), _ -> new HashMap<>()).put(requester, mode);
            case FacilityEvent.SendingStopped _ -> stopped.putIfAbsent(entry.facility(), entry.recordedAt());
            case FacilityEvent.PauseDecided decided -> {
                if (decided.send()) {
                    sentThrough.put(entry.facility(), entry.recordedAt());
                }
            }
            case FacilityEvent.ValiditySet(var days, var _, var _) -> validDays.put(entry.facility(), days);
            case FacilityEvent.SendingResumed _ -> stopped.remove(entry.facility());
            case FacilityEvent.BookActivated(var hash, var _, var _) -> {
                book = java.util.Objects.requireNonNull(evidence.books().get(hash));
                bookChanged = entry.recordedAt();
            }
            default -> {}
        }
    }

    private void episode(Envelope entry, EpisodeId id, EpisodeEvent event) {
        var stay = stays.computeIfAbsent(id, _ -> new Stay());
        stay.facility = entry.facility();
        switch (event) {
            case EpisodeEvent.FactReceived(var fact) -> {
                stay.received.add(fact);
                stay.recorded.add(entry.recordedAt());
                stay.changed = entry.recordedAt();
            }
            case EpisodeEvent.StayAbsorbed _ -> stay.absorbed = true;
            case EpisodeEvent.StayParted(var bookings, var _, var _) -> {
                stay.received.removeIf(e -> bookings.contains(e.subject()));
                stay.changed = entry.recordedAt();
            }
            case EpisodeEvent.CaseOpened opened -> cases.put(opened.caseId(), new Case(opened, id));
            case EpisodeEvent.CaseCarried(var from, var at) -> {
                var carried = cases.get(from.id());
                if (carried != null) {
                    carried.stay = id;
                    carried.changed = at;
                }
            }
            case EpisodeEvent.OfCase e -> ofCase(entry, e);
            default -> {}
        }
    }

    private void ofCase(Envelope entry, EpisodeEvent.OfCase event) {
        var c = cases.get(event.caseId());
        if (c == null) {
            return;
        }
        switch (event) {
            case EpisodeEvent.Determined e -> c.determined.add(e);
            case EpisodeEvent.NoticePlanned e -> planned(c, e);
            case EpisodeEvent.NoticeDropped e -> note(c, e.notice()).ifPresent(n -> n.dropped = Optional.of(e.at()));
            case EpisodeEvent.NoticePaused e -> note(c, e.notice()).ifPresent(n -> n.paused = Optional.of(e.at()));
            case EpisodeEvent.NoticeWithheld e -> note(c, e.notice()).ifPresent(n -> n.withheld = Optional.of(e.at()));
            case EpisodeEvent.DecisionGiven e -> {
                var on = c.determined.isEmpty()
                        ? Optional.<Determination>empty()
                        : Optional.of(c.determined.getLast().determination());
                c.decided.add(new Decided(e, on, entry.position()));
                c.changed = e.at();
            }
            case EpisodeEvent.AttemptStarted e -> {
                note(c, e.content().notice()).ifPresent(n -> {
                    n.content = e.content();
                    n.attempts.add(e);
                });
                c.toldInOrder.remove(e.content().notice());
                c.toldInOrder.add(e.content().notice());
            }
            case EpisodeEvent.AttemptEnded e ->
                note(c, e.notice())
                        .filter(_ -> e.taken())
                        .ifPresent(n -> n.taken = n.taken.or(() -> Optional.of(e.at())));
            case EpisodeEvent.Acknowledged e ->
                note(c, e.notice()).ifPresent(n -> n.acknowledged = n.acknowledged.or(() -> Optional.of(e.at())));
            case EpisodeEvent.Escalated e ->
                note(c, e.notice()).ifPresent(n -> n.escalated = n.escalated.or(() -> Optional.of(e.at())));
            case EpisodeEvent.ReminderRaised(var _, var reminder) -> c.reminders.put(reminder.id(), reminder.days());
            case EpisodeEvent.ReminderTried(var _, var reminder, var _, var at) ->
                c.reminded.putIfAbsent(c.reminders.getOrDefault(reminder, 0), at);
            case EpisodeEvent.CaseClosed e -> c.closed = Optional.of(e.outcome());
            case EpisodeEvent.CaseReopened _ -> c.closed = Optional.empty();
            default -> {}
        }
    }

    private static void planned(Case c, EpisodeEvent.NoticePlanned e) {
        var known = c.notes.get(e.content().notice());
        if (known == null) {
            c.notes.put(e.content().notice(), new Note(e));
            return;
        }
        known.sendAt = e.sendAt();
        known.deadline = e.deadline();
        known.plannedAt = e.at();
        known.dropped = Optional.empty();
        known.paused = Optional.empty();
        known.withheld = Optional.empty();
        if (!known.told()) {
            known.content = e.content();
        }
    }

    private static Optional<Note> note(Case c, NoticeId id) {
        return Optional.ofNullable(c.notes.get(id));
    }
}

package org.sallyport.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.RosterOutcome;
import org.sallyport.journal.EntryAltered;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestId;
import org.sallyport.request.Validity;

/**
 * The release desk: everything that can be said to Sallyport, each in one transaction. What comes back as
 * {@link Outgoing} is for channels, after commit; a lost one is found again when its lease ends.
 */
public final class Desk {
    private final Store store;
    private final FeedDesk feeds;
    private final RequestDesk requests;
    private final CaseDesk cases;
    private final RelayDesk relays;
    private final FacilityDesk facilities;
    private final ExpungementDesk expungements;
    private final RetentionDesk retention;
    private final RosterDesk rosters;
    private final LogDesk log;
    private final ReconcileDesk reconciler;

    /** A desk over a store. Any number of desks may share one store. */
    public Desk(Store store) {
        this.store = store;
        this.feeds = new FeedDesk(store);
        this.requests = new RequestDesk(store);
        this.cases = new CaseDesk(store);
        this.relays = new RelayDesk(store);
        this.facilities = new FacilityDesk(store);
        this.expungements = new ExpungementDesk(store);
        this.retention = new RetentionDesk(store);
        this.rosters = new RosterDesk(store);
        this.log = new LogDesk(store);
        this.reconciler = new ReconcileDesk(store);
    }

    /** What became of a batch of a feed, and what must be handed to channels. */
    public record Taken(List<FeedReply> replies, List<Outgoing> outgoing) {}

    /**
     * What a receipt says: number, time, defects of form, and the last day by the facility's rule where the request
     * names none; and what must be handed to channels.
     */
    public record Filed(
            String number,
            Instant at,
            List<String> defects,
            Optional<LocalDate> validThrough,
            List<Outgoing> outgoing) {}

    /**
     * Takes in a batch of one facility's feed; {@code digest} is a digest of an event's content without its receipt.
     */
    public Taken accept(FacilityId facility, List<FeedEvent> batch, Function<FeedEvent, String> digest) {
        return feeds.accept(
                facility,
                batch.stream()
                        .map(e -> new FeedDesk.Digested(e, digest.apply(e)))
                        .toList());
    }

    /** Records an accepted request; the same id again changes nothing and gets the same receipt. */
    public Filed file(RequestId id, NotificationRequest request, List<String> defects) {
        return requests.file(id, request, defects);
    }

    /** Applies a command to a request. */
    public Reply request(RequestId id, FacilityId facility, RequestCommand command, String actor) {
        return requests.command(id, facility, command, actor);
    }

    /** A person confirms that a proposed stay is the subject's. */
    public Reply confirmMatch(RequestId id, FacilityId facility, EpisodeId episode, String by) {
        return requests.confirm(id, facility, episode, by);
    }

    /** A person rules a proposed stay out. */
    public Reply rejectMatch(RequestId id, FacilityId facility, EpisodeId episode, String by) {
        return requests.reject(id, facility, episode, by);
    }

    /** Acknowledges a notice. */
    public Reply acknowledge(NoticeId notice, String answer, String officerReference, String actor) {
        return cases.onNotice(
                notice, new CaseCommand.Acknowledge(notice, answer, officerReference), new Cause("acknowledge", actor));
    }

    /** Applies a command to a case. */
    public Reply onCase(CaseId caseId, CaseCommand command, String actor) {
        return cases.onCase(caseId, command, new Cause(word(command), actor));
    }

    /** The result of an attempt, as a command: a stale one is recorded, never obeyed. */
    public Reply attemptEnded(NoticeId notice, int attempt, boolean taken, String detail) {
        return cases.onNotice(
                notice, new CaseCommand.EndAttempt(notice, attempt, taken, detail), new Cause("attempt", "sallyport"));
    }

    /** Passes a request on to the facility the person was transferred to, if both facilities' tables let it now. */
    public Reply passOn(Outgoing.ToFacility order) {
        return relays.passOn(order);
    }

    /** The result of telling a role. */
    public void alarmTried(Outgoing.ToRole told, boolean taken) {
        UUID alarm = told.alarm().id();
        if (told.episode().isPresent()) {
            cases.alarmTried(told.facility(), told.episode().get(), alarm, taken);
        } else {
            facilities.alarmTried(told.facility(), alarm, taken);
        }
    }

    /** The result of reminding an agency. */
    public void reminderTried(Outgoing.ToRequester reminded, boolean taken) {
        if (taken && reminded.caseId().isPresent()) {
            cases.reminderTaken(
                    reminded.facility(),
                    reminded.caseId().get(),
                    reminded.reminder().id());
        } else if (taken) {
            requests.reminderTaken(
                    reminded.facility(), reminded.request(), reminded.reminder().id());
        }
    }

    /** Asks that what is kept of a stay be destroyed; the same id again changes nothing. */
    public Reply proposeExpungement(
            UUID id, FacilityId facility, EpisodeId episode, String reason, String citation, String by) {
        return expungements.propose(id, facility, episode, reason, citation, by);
    }

    /** Another person confirms it: dispatch stops, and who was told is asked to delete. */
    public Reply confirmExpungement(FacilityId facility, UUID id, String by) {
        return expungements.confirm(facility, id, by);
    }

    /** Takes it back, or refuses it. */
    public Reply dropExpungement(FacilityId facility, UUID id, String by) {
        return expungements.drop(facility, id, by);
    }

    /** The confirmed expungements of a facility that wait for nobody any more. */
    public List<UUID> ripeExpungements(FacilityId facility) {
        return expungements.ripe(facility);
    }

    /** What a confirmed expungement will destroy, for whoever keeps something of it outside the journal. */
    public Optional<ExpungementScope> scope(FacilityId facility, UUID expungement) {
        return expungements.scope(facility, expungement);
    }

    /** Destroys what is kept, for good. */
    public Reply destroy(FacilityId facility, UUID expungement) {
        return expungements.destroy(facility, expungement);
    }

    /** An older state was restored: an expungement made since is to be carried out again, at once. */
    public Reply reapplyExpungement(FacilityId facility, Expungement order) {
        return expungements.reapply(facility, order);
    }

    /** Places a legal hold on a stay, or on everything of a facility; the same id again changes nothing. */
    public Reply placeHold(
            UUID id, FacilityId facility, Optional<EpisodeId> episode, String reason, String citation, String by) {
        return retention.hold(id, facility, episode, reason, citation, by);
    }

    /** Lifts a legal hold; lifted already, nothing changes. */
    public Reply liftHold(UUID id, FacilityId facility, String citation, String by) {
        return retention.lift(id, facility, citation, by);
    }

    /** What a run of the retention schedule would destroy now, and what is kept although its time is over. */
    public RetentionReport checkRetention(FacilityId facility, RetentionSchedule schedule) {
        return retention.check(facility, schedule);
    }

    /** What a record that goes is found by outside the journal; empty when it is kept by now. */
    public Optional<ExpungementScope> scope(
            FacilityId facility, RetentionSchedule schedule, RetentionReport.Item item) {
        return retention.scope(facility, schedule, item);
    }

    /** Destroys one record whose time is over; refused when it is kept by now. */
    public Reply destroy(
            FacilityId facility, RetentionSchedule schedule, RetentionReport.Item item, UUID run, String by) {
        return retention.destroy(facility, schedule, item, run, by);
    }

    /** Records what a run did. */
    public void retentionRan(FacilityId facility, RetentionReport report, UUID run, int went, String by) {
        retention.ran(facility, report, run, went, by);
    }

    /** Those of these bookings whose stay was destroyed. */
    public Set<String> destroyed(FacilityId facility, Collection<String> bookings) {
        return store.transact(tx -> ExpungementDesk.destroyed(tx, facility, bookings));
    }

    /**
     * A stay or request of a facility could not be read: it is set aside, and the auditor is told.
     *
     * @throws EntryAltered where it is the facility's own record, without which nothing of it can be done
     */
    public void unreadable(FacilityId facility, EntryAltered altered) {
        new Unreadable(store).found(facility, altered, Optional.empty());
    }

    /** Facilities where anything is due. */
    public Set<FacilityId> due() {
        return store.transact(Transaction::facilitiesDue);
    }

    /**
     * Looks at up to {@code most} stays and requests of a facility whose moment has come, and at the facility itself.
     */
    public List<Outgoing> wake(FacilityId facility, int most) {
        var out = new ArrayList<Outgoing>(cases.wake(facility, most));
        out.addAll(requests.wake(facility, most));
        out.addAll(facilities.wake(facility));
        return out;
    }

    /**
     * What one look of the reconciler found.
     *
     * @param streams  how many requests and stays were compared
     * @param rows     rows of lists and look-ups that were missing, wrong or too many
     * @param matches  requests that applied to a stay, or did not, against the facts
     * @param owed     requests and stays that nobody would have looked at in time
     * @param outgoing what must be handed to channels
     */
    public record Reconciled(int streams, int rows, int matches, int owed, List<Outgoing> outgoing) {
        /** How many differences. */
        public int differences() {
            return rows + matches + owed;
        }
    }

    /** Compares the next part of a facility's records with what follows from them; empty when none is due. */
    public Optional<Reconciled> reconcile(FacilityId facility, Reconciliation.Rhythm rhythm) {
        return reconciler.step(facility, rhythm);
    }

    /** A roster was refused since it lost many: the feed counts as silent until a supervisor accepts it. */
    public void rosterRefused(FacilityId facility, Instant takenAt, int lost, int present) {
        rosters.refused(facility, takenAt, lost, present);
    }

    /** A supervisor takes a refused roster in, for a reason. */
    public void rosterAccepted(FacilityId facility, Instant takenAt, String by, String reason) {
        rosters.accepted(facility, takenAt, by, reason);
    }

    /** A roster was taken in whole; the desk is asked about whom it lacks for the first time. */
    public void rosterTaken(FacilityId facility, Instant takenAt, RosterOutcome.Counts counts) {
        rosters.taken(facility, takenAt, counts);
    }

    /** The desk said whether a person that a roster lacks is still held. */
    public void absenceAnswered(FacilityId facility, EpisodeId episode, boolean stillHeld, String by) {
        rosters.answered(facility, episode, stillHeld, by);
    }

    /** Of these bookings, those whose absence from a roster means nothing. */
    public Set<String> away(FacilityId facility, Collection<String> bookings) {
        return rosters.away(facility, bookings);
    }

    /** The stays these bookings belong to; unknown ones are left out. */
    public Map<String, EpisodeId> stays(FacilityId facility, Collection<String> bookings) {
        return rosters.stays(facility, bookings);
    }

    /** Something is wrong with the audit log, or no longer is; a role of the facility is told once. */
    public void logStands(FacilityId facility, LogTrouble trouble, boolean present) {
        log.stands(facility, trouble, present);
    }

    /** Sets a facility's settings; {@code contacts} name an e-mail address per role. */
    public void configure(Facility facility, Map<String, String> contacts, String by) {
        facilities.configure(facility, contacts, by);
    }

    /** Enrols an agency, or changes its routes. */
    public void enrol(Agency agency, String by) {
        facilities.enrol(agency, by);
    }

    /** Sets how far Sallyport may act for one kind of requester. */
    public void mode(FacilityId facility, String requester, Mode mode, String by) {
        facilities.mode(facility, requester, mode, by);
    }

    /** Stops all sending at a facility. */
    public void stopSending(FacilityId facility, String reason, String by) {
        facilities.stop(facility, reason, by);
    }

    /** Lets sending go on. */
    public void resumeSending(FacilityId facility, String by) {
        facilities.resume(facility, by);
    }

    /** Decides whether everything paused at a facility in a burst leaves; {@code reason} in words that name nobody. */
    public Reply decidePaused(FacilityId facility, boolean send, String reason, String by) {
        return facilities.decidePaused(facility, send, reason, by);
    }

    /**
     * Sets how many notices in an hour are never paused as a burst.
     *
     * @throws IllegalArgumentException if {@code fewest} is below 1
     */
    public void breaker(FacilityId facility, int fewest, String by) {
        if (fewest < 1) {
            throw new IllegalArgumentException("at least one notice an hour is never paused");
        }
        facilities.breaker(facility, fewest, by);
    }

    /** Sets how long a request stands here that names no last day; it holds for what is filed or confirmed later. */
    public void validity(FacilityId facility, Validity validity, String by) {
        facilities.validity(facility, validity, by);
    }

    /** Records that a named person adopted a table, and puts the book that holds the adoption in force. */
    public void adopt(
            FacilityId facility, String table, String version, String by, Function<PolicyBook, PolicyBook> how) {
        facilities.adopt(facility, table, version, by, how);
    }

    /** Records what a facility does where the law says may, and puts the book that holds it in force. */
    public void practice(
            FacilityId facility,
            String act,
            String requester,
            String practice,
            String by,
            Function<PolicyBook, PolicyBook> how) {
        facilities.practice(facility, act, requester, practice, by, how);
    }

    /** Puts a policy book in force. */
    public void activate(FacilityId facility, PolicyBook book, String by) {
        facilities.activate(facility, book, by);
    }

    private static String word(CaseCommand command) {
        return switch (command) {
            case CaseCommand.EndAttempt _ -> "attempt";
            case CaseCommand.Acknowledge _ -> "acknowledge";
            case CaseCommand.Decide _ -> "decide";
            case CaseCommand.GiveCopy _ -> "give-copy";
            case CaseCommand.RecordHandOver _ -> "hand-over";
            case CaseCommand.RecordStaffAction _ -> "staff-action";
            case CaseCommand.ReportOutcome _ -> "outcome";
        };
    }
}

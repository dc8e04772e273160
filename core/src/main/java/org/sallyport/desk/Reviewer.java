package org.sallyport.desk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.Breaker;
import org.sallyport.notice.CaseReview;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NextWake;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.Situation;
import org.sallyport.notice.StayReview;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** Looks at a locked stay and all its cases, records what follows, and says when to look again. */
final class Reviewer {
    /** How long a try to tell a role may take before it is tried again. */
    static final Duration ALARM_AGAIN = Duration.ofSeconds(60);

    private Reviewer() {}

    /**
     * Reviews one stay whose lock is held; returns what must be handed to channels after commit. While the facility's
     * feed tells what happened during a silence, the stay is looked at once it has: nothing overtaken is decided.
     */
    static List<Outgoing> review(Transaction tx, FacilityFile at, EpisodeId id, Cause of) {
        var cause = of.ofWhatFollows();
        var facility = at.facility().orElseThrow();
        var catchingUp = tx.lastHeard(facility.id()).filter(h -> h.catchingUp(tx.now()));
        if (catchingUp.isPresent()) {
            tx.wakeAt(id, facility.id(), Optional.of(catchingUp.get().settledAt()));
            return List.of();
        }
        var file = tx.episode(id);
        var out = new ArrayList<Outgoing>();
        var requests = tx.peek(new TreeSet<>(
                file.cases().values().stream().map(NoticeCase::request).toList()));
        for (var c : List.copyOf(file.cases().values())) {
            var request = requireNonNull(requests.get(c.request()));
            if (request.request().isEmpty() || unknowable(tx, c.agency())) {
                continue; // destroyed, its cases ended before; or nobody can tell who asks: the other cases go on
            }
            var agency = tx.agency(c.agency());
            var events = CaseReview.review(c, situation(tx, at, facility, file, request, agency));
            if (!events.isEmpty()) {
                file = tx.append(id, facility.id(), events, cause);
                if (events.stream().anyMatch(EpisodeEvent.NoticePaused.class::isInstance)) {
                    tx.wakeBy(facility.id(), tx.now());
                }
                outgoing(facility, file, agency, events, out);
                relays(facility, file, c, events, out);
            }
        }
        var alarms = StayReview.review(file, facility, tx.now());
        if (!alarms.isEmpty()) {
            file = tx.append(id, facility.id(), alarms, cause);
        }
        file = Reminding.of(tx, at, file, out);
        file = tellRoles(tx, at, file, out);
        tx.wakeAt(id, facility.id(), NextWake.of(file, facility, tx.now()));
        return out;
    }

    /** Whether something follows for a case of this locked stay that a look now would record. */
    static boolean owes(Transaction tx, FacilityFile at, EpisodeFile file) {
        var facility = at.facility().orElseThrow();
        var requests = tx.peek(new TreeSet<>(requests(file)));
        return file.cases().values().stream().anyMatch(c -> {
            var request = requireNonNull(requests.get(c.request()));
            return !unknowable(tx, c.agency())
                    && !CaseReview.review(c, situation(tx, at, facility, file, request, tx.agency(c.agency())))
                            .isEmpty();
        });
    }

    /** Whether the record of an agency was altered. */
    static boolean unknowable(Transaction tx, String agency) {
        try {
            tx.agency(agency);
            return false;
        } catch (EntryAltered _) {
            return true;
        }
    }

    static Situation situation(
            Transaction tx,
            FacilityFile at,
            Facility facility,
            EpisodeFile file,
            RequestFile request,
            Optional<Agency> agency) {
        var asked = request.request().orElseThrow();
        return new Situation(
                tx.now(),
                facility,
                file,
                file.custody(facility.ordering()),
                request,
                tx::serves,
                agency.map(a -> a.routes().stream().map(Agency.Route::channel).toList())
                        .orElse(List.of()),
                at.mode(asked.requester()),
                at.stopped().isPresent(),
                at.breaker(),
                () -> burst(tx, at),
                tx.book()::decide);
    }

    /** Whether as many notices left here lately as the facility's own history makes likely, so that one more waits. */
    private static boolean burst(Transaction tx, FacilityFile at) {
        var from = at.breaker().countFrom(tx.now());
        int caused = tx.causedSince(at.id(), from, Integer.MAX_VALUE);
        if (caused < at.breaker().fewest()) {
            return false;
        }
        int busiest = tx.busiestHour(at.id(), tx.now().minus(Breaker.HISTORY), from);
        return caused >= at.breaker().most(busiest);
    }

    /**
     * Machines first; the telephone is for agencies that have nothing else, and for the desk once nobody acknowledged.
     */
    private static List<String> channels(Agency agency) {
        var machines = agency.routes().stream()
                .map(Agency.Route::channel)
                .filter(c -> !c.equals("phone"))
                .toList();
        return machines.isEmpty()
                ? agency.routes().stream().map(Agency.Route::channel).toList()
                : machines;
    }

    private static void outgoing(
            Facility facility,
            EpisodeFile file,
            Optional<Agency> agency,
            List<EpisodeEvent> events,
            List<Outgoing> out) {
        for (var event : events) {
            if (event instanceof EpisodeEvent.AttemptStarted started && agency.isPresent()) {
                var route = agency.get().routes().stream()
                        .filter(r -> r.channel().equals(started.channel()))
                        .findFirst()
                        .orElseThrow();
                var deadline = requireNonNull(file.cases().get(started.caseId()))
                        .notice(started.content().notice())
                        .orElseThrow()
                        .deadline();
                out.add(new Outgoing.ToAgency(
                        facility.id(),
                        file.id(),
                        started.content(),
                        started.attempt(),
                        route,
                        started.leaseUntil(),
                        deadline));
            }
        }
    }

    private static void relays(
            Facility facility, EpisodeFile file, NoticeCase c, List<EpisodeEvent> events, List<Outgoing> out) {
        for (var event : events) {
            if (event instanceof EpisodeEvent.RelayOwed owed) {
                out.add(relay(facility, file, c, owed.to(), false));
            } else if (event instanceof EpisodeEvent.RelayRecalled recalled) {
                out.add(relay(facility, file, c, recalled.to(), true));
            }
        }
    }

    private static Outgoing relay(Facility facility, EpisodeFile file, NoticeCase c, String to, boolean back) {
        return new Outgoing.ToFacility(facility.id(), file.id(), c.id(), c.request(), new FacilityId(to), back);
    }

    private static EpisodeFile tellRoles(Transaction tx, FacilityFile at, EpisodeFile file, List<Outgoing> out) {
        var due = due(file.alarms(), tx.now());
        if (due.isEmpty()) {
            return file;
        }
        for (var alarm : due) {
            var address = at.contacts().getOrDefault(alarm.role(), "");
            out.add(new Outgoing.ToRole(at.id(), Optional.of(file.id()), alarm, address));
        }
        var again = Optional.of(tx.now().plus(ALARM_AGAIN));
        return tx.append(
                file.id(),
                at.id(),
                due.stream()
                        .<EpisodeEvent>map(a -> new EpisodeEvent.AlarmTried(a.id(), false, again, tx.now()))
                        .toList(),
                Cause.WAKE);
    }

    /** The alarms whose next try has come. */
    static List<Alarm> due(List<Alarm> alarms, Instant now) {
        return alarms.stream()
                .filter(a -> a.nextTry().filter(t -> !t.isAfter(now)).isPresent())
                .toList();
    }

    /** The requests of a stay's cases. */
    static List<RequestId> requests(EpisodeFile file) {
        return file.cases().values().stream().map(NoticeCase::request).toList();
    }
}

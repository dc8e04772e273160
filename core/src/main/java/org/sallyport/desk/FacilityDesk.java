package org.sallyport.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.Mode;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.Validity;

/**
 * Takes in what is said of a facility as a whole: settings, modes, stops, adoptions; and hears when its feed falls
 * silent.
 */
final class FacilityDesk {
    /** How soon it is noticed that nothing paused waits any more. */
    private static final Duration LOOK_AT_PAUSED = Duration.ofMinutes(5);

    private final Store store;

    FacilityDesk(Store store) {
        this.store = store;
    }

    void configure(Facility facility, Map<String, String> contacts, String by) {
        change(facility.id(), "configure", by, at -> new FacilityEvent.Configured(facility, contacts, by, at));
    }

    void enrol(Agency agency, String by) {
        store.transact(tx -> {
            tx.append(agency.id(), List.of(new AgencyEvent.Enrolled(agency, by, tx.now())), new Cause("enrol", by));
            return agency;
        });
    }

    void mode(FacilityId id, String requester, Mode mode, String by) {
        change(id, "set-mode", by, at -> new FacilityEvent.ModeSet(requester, mode, by, at));
    }

    void stop(FacilityId id, String reason, String by) {
        change(id, "stop-sending", by, at -> new FacilityEvent.SendingStopped(by, reason, at));
    }

    void resume(FacilityId id, String by) {
        change(id, "resume-sending", by, at -> new FacilityEvent.SendingResumed(by, at));
    }

    /** Records an adoption and puts the book that holds it in force, in one transaction. */
    void adopt(FacilityId id, String table, String version, String by, Function<PolicyBook, PolicyBook> how) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var book = how.apply(tx.book());
            tx.activate(book);
            tx.wakeOpenCases(id);
            return tx.append(
                    id,
                    List.of(
                            new FacilityEvent.TableAdopted(table, version, by, tx.now()),
                            new FacilityEvent.BookActivated(book.hash(), by, tx.now())),
                    new Cause("adopt-table", by));
        });
    }

    /** Records a practice and puts the book that holds it in force, in one transaction. */
    void practice(
            FacilityId id,
            String act,
            String requester,
            String practice,
            String by,
            Function<PolicyBook, PolicyBook> how) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var book = how.apply(tx.book());
            tx.activate(book);
            tx.wakeOpenCases(id);
            return tx.append(
                    id,
                    List.of(
                            new FacilityEvent.PracticeSet(act, requester, practice, by, tx.now()),
                            new FacilityEvent.BookActivated(book.hash(), by, tx.now())),
                    new Cause("set-practice", by));
        });
    }

    /** Decides of everything that is paused at this moment. */
    Reply decidePaused(FacilityId id, boolean send, String reason, String by) {
        return store.transact(tx -> {
            var file = tx.facilityToChange(id);
            if (file.breaker().pausedSince().isEmpty() && tx.paused(id).waiting() == 0) {
                return new Reply.Refused("pause.none");
            }
            var cause = new Cause(send ? "send-paused" : "withhold-paused", by);
            tx.append(id, List.of(new FacilityEvent.PauseDecided(send, reason, by, tx.now())), cause);
            tx.wakePaused(id);
            tx.wakeBy(id, tx.now());
            return new Reply.Done(List.of());
        });
    }

    void breaker(FacilityId id, int fewest, String by) {
        change(id, "set-breaker", by, at -> new FacilityEvent.BreakerSet(fewest, by, at));
    }

    /** Requests filed or confirmed from now on stand so long; the others as their receipts say. */
    void validity(FacilityId id, Validity validity, String by) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var event = new FacilityEvent.ValiditySet(validity.days(), by, tx.now());
            return tx.append(id, List.of(event), new Cause("set-validity", by));
        });
    }

    void activate(FacilityId id, PolicyBook book, String by) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            tx.activate(book);
            tx.wakeOpenCases(id);
            var event = new FacilityEvent.BookActivated(book.hash(), by, tx.now());
            return tx.append(id, List.of(event), new Cause("activate-book", by));
        });
    }

    /** Records a change that every open case may follow: each is looked at again at once. */
    private void change(FacilityId id, String what, String by, Function<Instant, FacilityEvent> event) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            tx.wakeOpenCases(id);
            return tx.append(id, List.of(event.apply(tx.now())), new Cause(what, by));
        });
    }

    /** Hears whether the feed fell silent or spoke again, and tells roles what waits to be told. */
    List<Outgoing> wake(FacilityId id) {
        return store.transact(tx -> {
            if (!tx.facilityDue(id)) {
                return List.of();
            }
            var file = tx.facilityToChange(id);
            var facility = file.facility().orElse(null);
            if (facility == null) {
                tx.wakeAt(id, Optional.empty());
                return List.of();
            }
            file = listen(tx, file, facility);
            var paused = tx.paused(id);
            file = pauses(tx, file, facility, paused);
            var out = new ArrayList<Outgoing>();
            file = tellRoles(tx, file, out);
            tx.wakeAt(id, next(tx, file, facility, paused));
            return out;
        });
    }

    private static FacilityFile listen(Transaction tx, FacilityFile file, Facility facility) {
        var heard = tx.lastHeard(facility.id());
        if (heard.isEmpty()) {
            return file;
        }
        boolean silent =
                file.refusedRoster().isPresent() || !heard.get().silentAt().isAfter(tx.now());
        if (silent && file.silentSince().isEmpty()) {
            var alarm = Alarm.raise(
                    "feed-silent",
                    "supervisor",
                    facility.id() + " " + heard.get().at(),
                    tx.now());
            return tx.append(
                    facility.id(),
                    List.of(
                            new FacilityEvent.FeedFellSilent(heard.get().at(), tx.now()),
                            new FacilityEvent.AlarmRaised(alarm)),
                    Cause.WAKE);
        }
        if (!silent && file.silentSince().isPresent()) {
            return tx.append(facility.id(), List.of(new FacilityEvent.FeedHeardAgain(tx.now())), Cause.WAKE);
        }
        return file;
    }

    /** Calls a supervisor when notices begin to wait, and again before the first of them loses its deadline. */
    private static FacilityFile pauses(
            Transaction tx, FacilityFile file, Facility facility, Transaction.Paused paused) {
        var events = new ArrayList<FacilityEvent>();
        var since = file.breaker().pausedSince();
        if (since.isEmpty() && paused.waiting() > 0) {
            events.add(new FacilityEvent.NoticesPaused(paused.waiting(), paused.firstDeadline(), tx.now()));
            events.add(alarm("notices-paused", facility, tx.now(), tx.now()));
        } else if (since.isPresent() && paused.waiting() == 0) {
            events.add(new FacilityEvent.PauseEnded(tx.now()));
        }
        if (since.isPresent()
                && lastCall(facility, paused)
                        .filter(at -> !at.isAfter(tx.now()))
                        .isPresent()) {
            var call = alarm("paused-deadline", facility, since.get(), tx.now());
            if (file.alarms().stream().noneMatch(a -> a.id().equals(call.alarm().id()))) {
                events.add(call);
            }
        }
        return events.isEmpty() ? file : tx.append(facility.id(), events, Cause.WAKE);
    }

    private static FacilityEvent.AlarmRaised alarm(String kind, Facility facility, Instant since, Instant now) {
        return new FacilityEvent.AlarmRaised(Alarm.raise(kind, "supervisor", facility.id() + " " + since, now));
    }

    /** A quarter of the margin before the first deadline of what waits. */
    private static Optional<Instant> lastCall(Facility facility, Transaction.Paused paused) {
        return paused.firstDeadline().map(at -> at.minus(facility.sendMargin().dividedBy(4)));
    }

    private static FacilityFile tellRoles(Transaction tx, FacilityFile file, List<Outgoing> out) {
        var due = Reviewer.due(file.alarms(), tx.now());
        if (due.isEmpty()) {
            return file;
        }
        for (var alarm : due) {
            var address = file.contacts().getOrDefault(alarm.role(), "");
            out.add(new Outgoing.ToRole(file.id(), Optional.empty(), alarm, address));
        }
        var again = Optional.of(tx.now().plus(Reviewer.ALARM_AGAIN));
        return tx.append(
                file.id(),
                due.stream()
                        .<FacilityEvent>map(a -> new FacilityEvent.AlarmTried(a.id(), false, again, tx.now()))
                        .toList(),
                Cause.WAKE);
    }

    private static Optional<Instant> next(
            Transaction tx, FacilityFile file, Facility facility, Transaction.Paused paused) {
        var moments = new ArrayList<Instant>();
        file.alarms().forEach(a -> a.nextTry().ifPresent(moments::add));
        lastCall(facility, paused).filter(at -> at.isAfter(tx.now())).ifPresent(moments::add);
        if (paused.waiting() > 0) {
            moments.add(tx.now().plus(LOOK_AT_PAUSED));
        }
        tx.lastHeard(facility.id())
                .map(Transaction.Heard::silentAt)
                .filter(at -> at.isAfter(tx.now()))
                .ifPresent(moments::add);
        return moments.stream().min(Instant::compareTo);
    }

    void alarmTried(FacilityId id, UUID alarm, boolean taken) {
        store.transact(tx -> {
            tx.facilityToChange(id);
            var again = taken ? Optional.<Instant>empty() : Optional.of(tx.now().plus(Reviewer.ALARM_AGAIN));
            return tx.append(id, List.of(new FacilityEvent.AlarmTried(alarm, taken, again, tx.now())), Cause.WAKE);
        });
    }
}

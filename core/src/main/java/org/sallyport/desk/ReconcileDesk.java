package org.sallyport.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NextWake;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * Compares, part by part, what is recorded of a facility's requests and stays with what follows from it: the rows of
 * lists and look-ups, which request applies to which stay, what is owed and when each is looked at next. A difference
 * is put right, recorded and told to a supervisor.
 */
final class ReconcileDesk {
    /** Waits are stored to the minute where sending is stopped; nothing smaller counts as late. */
    private static final Duration TOLERANCE = Duration.ofSeconds(61);

    private static final Cause CAUSE = new Cause("reconcile", "sallyport");

    private final Store store;

    ReconcileDesk(Store store) {
        this.store = store;
    }

    private record Pair(RequestId request, EpisodeId stay) {}

    private record Looked(
            Reconciliation.Slice slice, int rows, List<Pair> matches, List<RequestId> requests, List<EpisodeId> stays) {
        boolean clean() {
            return rows == 0 && matches.isEmpty() && requests.isEmpty() && stays.isEmpty();
        }
    }

    /** Compares the next part; empty when none is due, or another worker has it. */
    Optional<Desk.Reconciled> step(FacilityId id, Reconciliation.Rhythm rhythm) {
        try {
            return put(id, store.transact(tx -> look(tx, id, rhythm)));
        } catch (EntryAltered e) {
            new Unreadable(store).found(id, e, Optional.empty());
            store.transact(tx -> tx.reconciliation().claim(id, rhythm)); // passes over this part
            return Optional.empty();
        }
    }

    /** Puts right what was found. */
    private Optional<Desk.Reconciled> put(FacilityId id, Optional<Looked> looked) {
        if (looked.isEmpty()) {
            return Optional.empty();
        }
        var found = looked.get();
        var out = new ArrayList<Outgoing>();
        for (var pair : found.matches()) {
            out.addAll(store.transact(tx -> match(tx, id, pair)));
        }
        for (var stay : found.stays()) {
            out.addAll(store.transact(tx -> {
                var at = tx.facility(id);
                tx.episodes(List.of(stay));
                return Reviewer.review(tx, at, stay, CAUSE);
            }));
        }
        if (!found.clean()) {
            store.transact(tx -> tell(tx, id, found));
        }
        int owed = found.requests().size() + found.stays().size();
        return Optional.of(new Desk.Reconciled(
                found.slice().size(), found.rows(), found.matches().size(), owed, out));
    }

    private static Optional<Looked> look(Transaction tx, FacilityId id, Reconciliation.Rhythm rhythm) {
        var at = tx.facility(id);
        if (at.facility().isEmpty()) {
            return Optional.empty();
        }
        var slice = tx.reconciliation().claim(id, rhythm);
        if (slice.isEmpty()) {
            return Optional.empty();
        }
        var facility = at.facility().get();
        var requests = tx.requests(slice.get().requests()).values();
        var stays = tx.episodes(slice.get().stays()).values();
        int rows = tx.reconciliation().repair(facility, slice.get());
        var late = lateRequests(tx, facility, requests);
        late.forEach(request -> tx.wakeAt(request, id, Optional.of(tx.now())));
        boolean catchingUp =
                tx.lastHeard(id).filter(h -> h.catchingUp(tx.now())).isPresent();
        return Optional.of(new Looked(
                slice.get(),
                rows,
                matches(tx, facility, stays),
                late,
                catchingUp ? List.of() : owing(tx, at, facility, stays)));
    }

    private static List<Pair> matches(Transaction tx, Facility facility, Collection<EpisodeFile> stays) {
        var found = new ArrayList<Pair>();
        for (var stay : stays) {
            var custody = stay.custody(facility.ordering());
            if (!Matching.findable(custody, stay)) {
                continue;
            }
            var named = new TreeSet<>(tx.requestsWith(facility.id(), MatchKeys.of(custody, facility.id())));
            stay.cases().values().forEach(c -> named.add(c.request()));
            tx.peek(named).forEach((request, file) -> {
                if (Matching.differs(facility, file, stay)) {
                    found.add(new Pair(request, stay.id()));
                }
            });
        }
        return found;
    }

    private static List<RequestId> lateRequests(Transaction tx, Facility facility, Collection<RequestFile> requests) {
        var expected = new TreeMap<RequestId, Instant>();
        requests.stream()
                .filter(r -> r.request().isPresent())
                .forEach(r -> RequestDesk.look(r, facility, tx.now()).ifPresent(when -> expected.put(r.id(), when)));
        var wakes = tx.reconciliation().requestWakes(expected.keySet());
        return expected.entrySet().stream()
                .filter(e -> late(Optional.ofNullable(wakes.get(e.getKey())), e.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** The stays of which something follows now that nobody will look at in time. */
    private static List<EpisodeId> owing(
            Transaction tx, FacilityFile at, Facility facility, Collection<EpisodeFile> stays) {
        var wakes = tx.reconciliation()
                .stayWakes(stays.stream().map(EpisodeFile::id).toList());
        var found = new ArrayList<EpisodeId>();
        for (var stay : stays) {
            var wake = Optional.ofNullable(wakes.get(stay.id()));
            if (stay.absorbedInto().isPresent()
                    || stay.received().isEmpty()
                    || wake.filter(w -> !w.isAfter(tx.now())).isPresent()) {
                continue; // nothing to look at, or about to be
            }
            boolean late = NextWake.of(stay, facility, tx.now())
                    .filter(expected -> late(wake, expected))
                    .isPresent();
            if (late || Reviewer.owes(tx, at, stay)) {
                found.add(stay.id());
            }
        }
        return found;
    }

    private static boolean late(Optional<Instant> wake, Instant expected) {
        return wake.isEmpty() || wake.get().isAfter(expected.plus(TOLERANCE));
    }

    private static List<Outgoing> match(Transaction tx, FacilityId id, Pair pair) {
        var at = tx.facility(id);
        var seen = tx.peek(List.of(pair.request())).get(pair.request());
        if (seen == null || seen.request().isEmpty()) {
            return List.of();
        }
        tx.lockKeys(MatchKeys.of(seen.request().get().subject(), id));
        var request = tx.request(pair.request());
        var stays = new TreeSet<>(request.bound().keySet());
        stays.add(pair.stay());
        tx.episodes(stays);
        Matching.apply(tx, at, request, tx.episode(pair.stay()), CAUSE);
        return Reviewer.review(tx, at, pair.stay(), CAUSE);
    }

    /** On record each time; a supervisor is told once a day (UTC). */
    private static FacilityFile tell(Transaction tx, FacilityId id, Looked found) {
        var file = tx.facilityToChange(id);
        var events = new ArrayList<FacilityEvent>();
        int owed = found.requests().size() + found.stays().size();
        events.add(
                new FacilityEvent.DifferencesFound(found.rows(), found.matches().size(), owed, tx.now()));
        var day = LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
        var alarm = Alarm.raise("records-differed", "supervisor", id + " " + day, tx.now());
        if (file.alarms().stream().noneMatch(a -> a.id().equals(alarm.id()))) {
            events.add(new FacilityEvent.AlarmRaised(alarm));
        }
        tx.wakeBy(id, tx.now());
        return tx.append(id, events, CAUSE);
    }
}

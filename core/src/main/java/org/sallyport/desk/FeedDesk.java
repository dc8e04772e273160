package org.sallyport.desk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.CustodyFold;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.MatchKey;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.NoticeCase;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;

/**
 * Takes in a batch of one facility's feed in one transaction: every event recorded once, every stay it touches folded,
 * matched and reviewed, everything that follows appended with it.
 */
final class FeedDesk {
    private final Store store;

    FeedDesk(Store store) {
        this.store = store;
    }

    /** One event and the digest of its content, by which the same id with other content is found out. */
    record Digested(FeedEvent event, String digest) {}

    Desk.Taken accept(FacilityId facility, List<Digested> batch) {
        return store.transact(tx -> new Batch(tx, facility).take(batch));
    }

    private static final class Batch {
        private final Transaction tx;
        private final FacilityFile at;
        private final Facility facility;
        private final Map<String, EpisodeId> stays = new HashMap<>();
        private final Set<String> gone = new TreeSet<>();

        Batch(Transaction tx, FacilityId id) {
            this.tx = tx;
            this.at = tx.facility(id);
            this.facility = at.facility()
                    .orElseThrow(() -> new IllegalArgumentException("No facility " + id + " is configured."));
        }

        Desk.Taken take(List<Digested> batch) {
            var replies = new ArrayList<FeedReply>();
            forgotten(batch);
            var fresh = fresh(batch, replies);
            heartbeat(fresh, saidUpTo(batch));
            var facts = fresh.stream()
                    .filter(e -> !(e.fact() instanceof CustodyFact.Heartbeat))
                    .toList();
            resolve(facts);
            var keys = keysOf(facts);
            tx.lockKeys(keys);
            var touched = new TreeSet<>(stays.values());
            lock(keys, touched);
            record(facts, touched);
            match(facts, touched);
            var out = new ArrayList<Outgoing>();
            for (var id : touched) {
                out.addAll(Reviewer.review(tx, at, id, Cause.FEED));
            }
            return new Desk.Taken(replies, out);
        }

        /** Finds the bookings whose stay was destroyed: nothing is taken in of them, and nothing noted. */
        private void forgotten(List<Digested> batch) {
            var bookings = new TreeSet<String>();
            for (var d : batch) {
                bookings.add(d.event().subject());
                bookings.addAll(others(d.event().fact()));
            }
            gone.addAll(ExpungementDesk.destroyed(tx, facility.id(), bookings));
        }

        private boolean isGone(Digested d) {
            return gone.contains(d.event().subject());
        }

        /** Sorts out what was received before, in the batch or ever. */
        private List<FeedEvent> fresh(List<Digested> batch, List<FeedReply> replies) {
            var firsts = new LinkedHashMap<Transaction.FeedKey, String>();
            for (var d : batch) {
                if (!isGone(d)) {
                    firsts.putIfAbsent(key(d), d.digest());
                }
            }
            var seen = tx.note(firsts);
            var taken = new LinkedHashSet<Transaction.FeedKey>();
            var fresh = new ArrayList<FeedEvent>();
            for (var d : batch) {
                if (isGone(d)) {
                    replies.add(new FeedReply(d.event().id(), FeedReply.Status.REFUSED_DESTROYED));
                    continue;
                }
                var key = key(d);
                boolean first = taken.add(key);
                boolean sameAsFirst = d.digest().equals(firsts.get(key));
                var status = status(seen.getOrDefault(key, Transaction.Seen.NEW), first, sameAsFirst);
                if (status == FeedReply.Status.ACCEPTED) {
                    fresh.add(d.event());
                }
                replies.add(new FeedReply(d.event().id(), status));
            }
            return fresh;
        }

        private static FeedReply.Status status(Transaction.Seen seen, boolean first, boolean sameAsFirst) {
            if (!sameAsFirst || seen == Transaction.Seen.OTHER_CONTENT) {
                return FeedReply.Status.REFUSED_OTHER_CONTENT;
            }
            return first && seen == Transaction.Seen.NEW ? FeedReply.Status.ACCEPTED : FeedReply.Status.DUPLICATE;
        }

        private static Transaction.FeedKey key(Digested d) {
            return new Transaction.FeedKey(d.event().source(), d.event().id());
        }

        /** The newest moment of which a batch speaks; a heartbeat that waited in a queue speaks of its own. */
        private Instant saidUpTo(List<Digested> batch) {
            return batch.stream()
                    .map(Digested::event)
                    .map(e -> e.recordedAt().orElse(e.time()))
                    .max(Instant::compareTo)
                    .orElse(tx.now());
        }

        private void heartbeat(List<FeedEvent> fresh, Instant saidUpTo) {
            Optional<Duration> promised = Optional.empty();
            for (var e : fresh) {
                if (e.fact() instanceof CustodyFact.Heartbeat(var within)) {
                    promised = Optional.of(within);
                }
            }
            tx.heard(facility.id(), tx.now(), promised, saidUpTo);
            if (at.silentSince().isPresent()) {
                tx.wakeBy(facility.id(), tx.now());
            }
        }

        /** Finds the stay of every booking spoken of; a booking not seen before names a stay of its own. */
        private void resolve(List<FeedEvent> facts) {
            var bookings = new TreeSet<String>();
            for (var e : facts) {
                bookings.add(e.subject());
                bookings.addAll(others(e.fact()));
            }
            bookings.removeAll(gone);
            stays.putAll(tx.episodesOf(facility.id(), bookings));
            for (var booking : bookings) {
                if (!stays.containsKey(booking)) {
                    var id = tx.nameOf(facility.id(), booking);
                    stays.put(booking, id);
                    tx.belongs(facility.id(), booking, id);
                }
            }
        }

        private EpisodeId stayOf(String booking) {
            return requireNonNull(stays.get(booking));
        }

        private static List<String> others(CustodyFact fact) {
            return switch (fact) {
                case CustodyFact.Linked(var bookings) -> bookings;
                case CustodyFact.Merged(var bookings) -> bookings;
                case CustodyFact.Split(var bookings) -> bookings;
                case CustodyFact.Corrected(var _, var replacement) ->
                    replacement.map(Batch::others).orElse(List.of());
                case CustodyFact.Booked _,
                        CustodyFact.Identified _,
                        CustodyFact.Represented _,
                        CustodyFact.Charged _,
                        CustodyFact.Disposed _,
                        CustodyFact.Prior _,
                        CustodyFact.RecordChecked _,
                        CustodyFact.BondSet _,
                        CustodyFact.BondPosted _,
                        CustodyFact.HearingScheduled _,
                        CustodyFact.ReleaseProjected _,
                        CustodyFact.ReleaseProjectionWithdrawn _,
                        CustodyFact.GroundEnded _,
                        CustodyFact.Held _,
                        CustodyFact.HoldEnded _,
                        CustodyFact.Left _,
                        CustodyFact.Returned _,
                        CustodyFact.Releasing _,
                        CustodyFact.Released _,
                        CustodyFact.ReleasedInError _,
                        CustodyFact.RecordSealed _,
                        CustodyFact.Heartbeat _ -> List.of();
            };
        }

        /** The keys a batch may make findable: of every event that says who someone is, and of the bookings named. */
        private Set<MatchKey> keysOf(List<FeedEvent> facts) {
            var keys = new TreeSet<MatchKey>();
            for (var e : facts) {
                if (saysWhoOrWhether(e.fact())) {
                    var alone = CustodyFold.fold(facility.ordering(), List.of(e));
                    keys.addAll(MatchKeys.of(alone, facility.id()));
                }
            }
            return keys;
        }

        /** Requests before stays, each sorted: those that share a key, and every stay those are bound to. */
        private void lock(Set<MatchKey> keys, Set<EpisodeId> touched) {
            var requests = tx.requests(tx.requestsWith(facility.id(), keys));
            var all = new TreeSet<>(touched);
            requests.values().forEach(r -> all.addAll(r.bound().keySet()));
            tx.episodes(all);
        }

        private void record(List<FeedEvent> facts, Set<EpisodeId> touched) {
            SortedMap<EpisodeId, List<EpisodeEvent>> pending = new TreeMap<>();
            for (var e : facts) {
                var id = stayOf(e.subject());
                pending.computeIfAbsent(id, _ -> new ArrayList<>()).add(new EpisodeEvent.FactReceived(e));
                if (!others(e.fact()).isEmpty()) {
                    flush(pending);
                    restructure(e, id, touched);
                }
            }
            flush(pending);
        }

        private void flush(SortedMap<EpisodeId, List<EpisodeEvent>> pending) {
            pending.forEach((id, events) -> tx.append(id, facility.id(), events, Cause.FEED));
            pending.clear();
        }

        private void restructure(FeedEvent e, EpisodeId id, Set<EpisodeId> touched) {
            var fact = e.fact() instanceof CustodyFact.Corrected(var _, var to) && to.isPresent() ? to.get() : e.fact();
            if (fact instanceof CustodyFact.Split(var bookings)) {
                for (var booking : bookings) {
                    part(id, booking, touched);
                }
                return;
            }
            for (var booking : others(fact)) {
                if (gone.contains(booking)) {
                    continue;
                }
                var other = stayOf(booking);
                if (!other.equals(id)) {
                    join(id, other, touched);
                }
            }
        }

        /** Another stay's records become this one's; its open cases come along with what was already told. */
        private void join(EpisodeId into, EpisodeId other, Set<EpisodeId> touched) {
            var from = tx.episode(other);
            var events = new ArrayList<EpisodeEvent>();
            events.add(new EpisodeEvent.StayJoined(other, tx.now()));
            from.received().forEach(r -> events.add(new EpisodeEvent.FactReceived(r)));
            var here = tx.episode(into);
            var last = new ArrayList<EpisodeEvent>();
            for (var c : from.cases().values()) {
                if (c.closed().isEmpty() && here.caseOf(c.request()).isEmpty()) {
                    events.add(new EpisodeEvent.CaseCarried(c, tx.now()));
                } else if (c.closed().isEmpty()) {
                    handUp(c, last, events);
                }
            }
            from.alarms().stream()
                    .filter(alarm -> alarm.nextTry().isPresent())
                    .filter(alarm -> here.alarms().stream().noneMatch(a -> a.id().equals(alarm.id())))
                    .forEach(alarm -> events.add(new EpisodeEvent.AlarmRaised(alarm))); // rung on from here
            last.add(new EpisodeEvent.StayAbsorbed(into, tx.now()));
            tx.append(into, facility.id(), events, Cause.FEED);
            tx.append(other, facility.id(), last, Cause.FEED);
            tx.findable(other, facility.id(), Set.of());
            tx.wakeAt(other, facility.id(), Optional.empty());
            rebind(from.cases().values(), other, into);
            var bookings = new TreeSet<String>();
            from.received().forEach(r -> bookings.add(r.subject()));
            stays.forEach((booking, id) -> {
                if (id.equals(other)) {
                    bookings.add(booking); // named before it ever spoke: what it will say belongs here too
                }
            });
            stays.replaceAll((booking, id) -> id.equals(other) ? into : id);
            bookings.forEach(b -> tx.belongs(facility.id(), b, into));
            touched.remove(other);
            touched.add(into);
        }

        /**
         * A request was bound to both stays: the case here goes on and nobody watches the other's any more, so a
         * notice of it that left and was not acknowledged goes to the supervisor now (L3).
         */
        private void handUp(NoticeCase stranded, List<EpisodeEvent> there, List<EpisodeEvent> here) {
            for (var n : stranded.notices()) {
                if (n.mayHaveLeft()
                        && n.acknowledgedAt().isEmpty()
                        && n.escalatedAt().isEmpty()) {
                    there.add(new EpisodeEvent.Escalated(stranded.id(), n.id(), "supervisor", tx.now()));
                    here.add(new EpisodeEvent.AlarmRaised(
                            Alarm.raise("not-acknowledged", "supervisor", n.id().number(), tx.now())));
                }
            }
        }

        private void rebind(Collection<NoticeCase> cases, EpisodeId from, EpisodeId into) {
            var ids = new TreeSet<RequestId>();
            cases.stream().filter(c -> c.closed().isEmpty()).forEach(c -> ids.add(c.request()));
            for (var request : tx.requests(ids).values()) {
                var how = request.bound().getOrDefault(from, "joined");
                Matching.unbind(tx, facility, request, from, "stay-joined", Cause.FEED);
                if (request.rejected().contains(into)) {
                    continue; // a person ruled that stay out; what was told is taken back
                }
                var events = List.<RequestEvent>of(new RequestEvent.Bound(into, how, tx.now()));
                tx.append(
                        request.id(),
                        facility.id(),
                        request.request().orElseThrow().agency(),
                        events,
                        Cause.FEED);
            }
        }

        private void part(EpisodeId from, String booking, Set<EpisodeId> touched) {
            var file = tx.episode(from);
            var moving = file.received().stream()
                    .filter(r -> r.subject().equals(booking))
                    .toList();
            if (moving.isEmpty() || moving.size() == file.received().size()) {
                return;
            }
            var own = tx.nameOf(facility.id(), booking);
            var into = own.equals(from) || tx.episode(own).absorbedInto().isPresent()
                    ? tx.nameOf(facility.id(), booking + " parted " + tx.now())
                    : own;
            tx.episodes(List.of(into));
            var events = new ArrayList<EpisodeEvent>();
            moving.forEach(r -> events.add(new EpisodeEvent.FactReceived(r)));
            tx.append(into, facility.id(), events, Cause.FEED);
            tx.append(
                    from,
                    facility.id(),
                    List.of(new EpisodeEvent.StayParted(List.of(booking), into, tx.now())),
                    Cause.FEED);
            tx.belongs(facility.id(), booking, into);
            stays.put(booking, into);
            touched.add(into);
        }

        /** Brings stays whose identity or end was spoken of together with the requests their keys find. */
        private void match(List<FeedEvent> facts, Set<EpisodeId> touched) {
            var spoken = new TreeSet<EpisodeId>();
            for (var e : facts) {
                if (saysWhoOrWhether(e.fact())) {
                    spoken.add(stayOf(e.subject()));
                    others(e.fact()).stream().filter(b -> !gone.contains(b)).forEach(b -> spoken.add(stayOf(b)));
                }
            }
            spoken.retainAll(touched);
            var keys = new TreeMap<EpisodeId, Set<MatchKey>>();
            for (var id : spoken) {
                var file = tx.episode(id);
                var stay = file.custody(facility.ordering());
                boolean findable = Matching.findable(stay, file);
                keys.put(id, findable ? MatchKeys.of(stay, facility.id()) : Set.of());
            }
            var all = new TreeSet<MatchKey>();
            keys.values().forEach(all::addAll);
            tx.requestsWith(facility.id(), all); // one look-up for every stay below
            keys.forEach(this::match);
        }

        private void match(EpisodeId id, Set<MatchKey> keys) {
            tx.findable(id, facility.id(), keys);
            var candidates = new TreeSet<>(tx.requestsWith(facility.id(), keys));
            candidates.addAll(Reviewer.requests(tx.episode(id)));
            for (var request : tx.requests(candidates).values()) {
                Matching.apply(tx, at, request, tx.episode(id), Cause.FEED);
            }
        }

        /** Whether a fact can change who the person is, or whether they are still held. */
        private static boolean saysWhoOrWhether(CustodyFact fact) {
            return fact instanceof CustodyFact.Booked
                    || fact instanceof CustodyFact.Identified
                    || fact instanceof CustodyFact.Released
                    || fact instanceof CustodyFact.ReleasedInError
                    || fact instanceof CustodyFact.Returned
                    || fact instanceof CustodyFact.Corrected
                    || !others(fact).isEmpty();
        }
    }
}

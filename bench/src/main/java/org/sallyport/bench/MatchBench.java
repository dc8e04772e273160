package org.sallyport.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.sallyport.custody.CustodyFold;
import org.sallyport.custody.Facility;
import org.sallyport.custody.MatchKey;
import org.sallyport.desk.Cause;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Store;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.request.SubjectMatch;

/**
 * One booking matched where a million requests wait and 700,000 people are in custody: DESIGN section 8 asks for a p99
 * of at most 10 ms. Every other booking is of a person about whom a request waits. Matching is: lock the keys of the
 * person, find the requests that share one, lock and open them, compare. The whole booking is the transaction of a feed
 * that brings just this event, durable, with case and projections.
 *
 * <p>Stays are loaded through the desk, requests through the store, in large transactions.
 *
 * <p>Arguments: open requests (default 1,000,000), people in custody (default 700,000), bookings of each sort (1,000).
 */
public final class MatchBench {
    private static final int JAILS = 700;
    private static final int AT_ONCE = 500;
    private static final int WARM_UP = 200;

    private final Store store;
    private final Desk desk;
    private final List<FeedLoad> loads;
    private final int requestsEach;
    private final int heldEach;

    private MatchBench(PostgresStore store, int requests, int held) {
        this.store = store;
        this.desk = new Desk(store);
        this.loads = IngestBench.enter(desk, JAILS);
        this.requestsEach = Math.ceilDiv(requests, JAILS);
        this.heldEach = Math.ceilDiv(held, JAILS);
    }

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int held = args.length > 1 ? Integer.parseInt(args[1]) : 700_000;
        int bookings = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "matching", 4)) {
            var random = new SecureRandom();
            var setup = new PostgresStore.Setup(
                    new BusinessClock.OfDatabase(),
                    MasterKey.kept(scratch.folder().resolve("keys"), random),
                    random,
                    Books.ofThisRun(),
                    20_000);
            var bench = new MatchBench(PostgresStore.open(database, setup, PolicyBook.empty()), requests, held);
            bench.load();
            BulkLoad.settle(database);
            Figures.print("open requests", (double) bench.requestsEach * JAILS);
            Figures.print("people in custody", (double) bench.heldEach * JAILS);
            bench.measure(bookings);
        }
    }

    /** People numbered from 0 are in custody; those after them are asked about, and not yet booked. */
    private void load() throws Exception {
        try (var workers = Executors.newFixedThreadPool(2)) {
            var work = new ArrayList<Callable<Integer>>();
            for (var load : loads) {
                work.add(() -> {
                    for (int from = 0; from < heldEach; from += AT_ONCE) {
                        var booked = IntStream.range(from, Math.min(heldEach, from + AT_ONCE))
                                .mapToObj(load::booked)
                                .toList();
                        desk.accept(load.facility(), booked, e -> e.id());
                    }
                    for (int from = 0; from < requestsEach; from += AT_ONCE) {
                        file(load, heldEach + from, heldEach + Math.min(requestsEach, from + AT_ONCE));
                    }
                    return load.number();
                });
            }
            long start = System.nanoTime();
            for (var done : workers.invokeAll(work)) {
                done.get();
            }
            Figures.print("loading, seconds", (System.nanoTime() - start) / 1e9);
        }
    }

    /** Writes for each request what the desk writes for one that nobody in custody answers to. */
    private void file(FeedLoad load, int from, int to) {
        store.transact(tx -> {
            var id = load.facility();
            tx.facility(id);
            var asked = new TreeMap<RequestId, NotificationRequest>();
            IntStream.range(from, to).forEach(person -> asked.put(load.requestId(person), load.asks(person)));
            var keys = new TreeSet<MatchKey>();
            asked.values().forEach(request -> keys.addAll(MatchKeys.of(request.subject(), id)));
            tx.lockKeys(keys);
            tx.requests(asked.keySet());
            asked.forEach((request, content) -> {
                var received = new RequestEvent.Received(request, content, List.of(), tx.now());
                tx.append(request, id, content.agency(), List.of(received), new Cause("file", content.agency()));
                tx.findable(request, id, MatchKeys.of(content.subject(), id));
                tx.wakeAt(request, id, Optional.of(tx.now().plus(Duration.ofHours(72))));
            });
            return asked.size();
        });
    }

    private void measure(int bookings) {
        matched(0, WARM_UP);
        Figures.printMillis("match one booking", matched(WARM_UP, WARM_UP + bookings));
        int next = WARM_UP + bookings;
        whole(next, next + WARM_UP);
        next += WARM_UP;
        Figures.printMillis("whole booking transaction", whole(next, next + bookings));
    }

    /** Even bookings are of people asked about, odd ones of people nobody asks about; each of the next jail. */
    private int person(int booking) {
        int nth = booking / JAILS;
        return booking % 2 == 0 ? heldEach + nth : heldEach + requestsEach + nth;
    }

    private long[] matched(int from, int to) {
        var took = new long[to - from];
        for (int i = from; i < to; i++) {
            var load = loads.get(i % JAILS);
            var booking = load.booked(person(i));
            int expected = i % 2 == 0 ? 1 : 0;
            took[i - from] = store.transact(tx -> {
                var facility = tx.facility(load.facility()).facility().orElseThrow();
                var stay = CustodyFold.fold(Facility.Ordering.TIME, List.of(booking));
                long start = System.nanoTime();
                var keys = MatchKeys.of(stay, facility.id());
                tx.lockKeys(keys);
                long strong = tx.requests(tx.requestsWith(facility.id(), keys)).values().stream()
                        .map(r -> SubjectMatch.match(r.request().orElseThrow(), facility.id(), stay))
                        .filter(SubjectMatch.Strong.class::isInstance)
                        .count();
                long nanos = System.nanoTime() - start;
                if (strong != expected) {
                    throw new IllegalStateException(strong + " requests apply, expected " + expected);
                }
                return nanos;
            });
        }
        return took;
    }

    private long[] whole(int from, int to) {
        var took = new long[to - from];
        for (int i = from; i < to; i++) {
            var load = loads.get(i % JAILS);
            var booking = List.of(load.booked(person(i)));
            long start = System.nanoTime();
            desk.accept(load.facility(), booking, e -> e.id());
            took[i - from] = System.nanoTime() - start;
        }
        return took;
    }
}

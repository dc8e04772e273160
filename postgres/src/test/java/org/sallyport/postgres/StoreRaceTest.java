package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.sallyport.desk.Desk;
import org.sallyport.policy.PolicyBook;

/**
 * A booking and a request for the same person committed at the same instant: whoever commits second sees the first.
 * {@code -Dsallyport.races=10000} runs as many.
 */
class StoreRaceTest {
    private static final int RACES = Integer.getInteger("sallyport.races", 1_000);
    private static final int PAIRS = 2;
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");

    @Test
    void a_booking_and_a_request_at_the_same_instant_always_meet() throws Exception {
        try (var opened = TestStore.ofDatabaseClock(PolicyBook.empty());
                var workers = Executors.newFixedThreadPool(2 * PAIRS)) {
            var desk = new Desk(opened.store());
            Cast.enter(desk);
            var work = new ArrayList<Callable<Integer>>();
            for (int pair = 0; pair < PAIRS; pair++) {
                var meet = new CyclicBarrier(2);
                int first = pair;
                work.add(() -> each(first, meet, n -> desk.accept(Cast.JAIL, List.of(Cast.booked(n, WHEN)), e -> "d")));
                work.add(() -> each(first, meet, n -> desk.file(Cast.requestId(n), Cast.asks(n), List.of())));
            }
            int raced = 0;
            for (var done : workers.invokeAll(work)) {
                raced += done.get();
            }
            assertEquals(2 * RACES, raced);
            assertEquals(List.of(), unbound(opened.store()));
            assertEquals(List.of(), opened.store().differences());
        }
    }

    private interface Racer {
        void run(int n);
    }

    private static int each(int first, CyclicBarrier meet, Racer racer) throws Exception {
        int count = 0;
        for (int n = first; n < RACES; n += PAIRS) {
            meet.await();
            racer.run(n);
            count++;
        }
        return count;
    }

    private static List<Integer> unbound(PostgresStore store) {
        var missed = new ArrayList<Integer>();
        for (int n = 0; n < RACES; n++) {
            var id = Cast.requestId(n);
            Set<?> bound = store.transact(tx -> tx.request(id).bound().keySet());
            if (bound.size() != 1) {
                missed.add(n);
            }
        }
        return missed;
    }
}

package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.Desk;
import org.sallyport.desk.FeedReply;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.embedded.EmbeddedPostgres;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;

/** PostgreSQL killed under load: what was acknowledged is there, once, and what was not can be said again. */
class StoreCrashTest {
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");
    private static final int FEEDERS = 3;
    private static final int KILLS = 3;
    private static final int ACKNOWLEDGED_BETWEEN_KILLS = 200;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void no_acknowledged_event_is_lost_and_none_is_recorded_twice() throws Exception {
        try (var scratch = ScratchServer.start(Map.of());
                var database = Database.open(scratch.server(), "crash", FEEDERS + 1);
                var feeders = Executors.newFixedThreadPool(FEEDERS)) {
            var random = new SecureRandom();
            var setup = new PostgresStore.Setup(
                    new BusinessClock.OfDatabase(),
                    MasterKey.kept(scratch.folder().resolve("keys"), random),
                    random,
                    Books.ofThisRun(),
                    1000);
            var store = PostgresStore.open(database, setup, PolicyBook.empty());
            var desk = new Desk(store);
            Cast.enter(desk);
            var running = new ArrayList<Future<?>>();
            for (int feeder = 0; feeder < FEEDERS; feeder++) {
                int first = feeder;
                running.add(feeders.submit(() -> feed(desk, first)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                reach(kill * ACKNOWLEDGED_BETWEEN_KILLS);
                kill(scratch.server());
            }
            reach((KILLS + 1) * ACKNOWLEDGED_BETWEEN_KILLS);
            ended.set(true);
            for (var one : running) {
                one.get();
            }
            var recorded = recorded(store);
            for (var id : acknowledged) {
                assertEquals(1, recorded.getOrDefault(id, 0), "event " + id);
            }
            assertTrue(recorded.values().stream().allMatch(n -> n == 1));
            assertEquals(List.of(), store.differences());
        }
    }

    /** Says each batch until it is answered, as a feed does. */
    private void feed(Desk desk, int first) {
        for (int n = first; !ended.get(); n += FEEDERS * 10) {
            var batch = new ArrayList<FeedEvent>();
            for (int i = 0; i < 10; i++) {
                batch.add(Cast.booked(n + i * FEEDERS, WHEN));
            }
            while (!said(desk, batch)) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean said(Desk desk, List<FeedEvent> batch) {
        try {
            var taken = desk.accept(Cast.JAIL, batch, e -> "d");
            for (var reply : taken.replies()) {
                assertTrue(reply.status() != FeedReply.Status.REFUSED_OTHER_CONTENT, reply.toString());
                acknowledged.add(reply.id());
            }
            return true;
        } catch (DatabaseFailure e) {
            return false; // the server is gone or coming back: not acknowledged, so it is said again
        }
    }

    private void reach(int events) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (acknowledged.size() < events) {
            assertTrue(System.nanoTime() < until, "stuck at " + acknowledged.size() + " events");
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void kill(EmbeddedPostgres server) {
        assertTrue(ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly());
    }

    private static Map<String, Integer> recorded(PostgresStore store) {
        var found = new HashMap<String, Integer>();
        long after = 0;
        while (true) {
            long from = after;
            var part = store.transact(tx -> tx.read(from, 1000));
            if (part.isEmpty()) {
                return found;
            }
            for (var entry : part) {
                if (entry.event() instanceof EpisodeEvent.FactReceived(var event)) {
                    found.merge(event.id(), 1, Integer::sum);
                }
            }
            after = part.getLast().position();
        }
    }
}

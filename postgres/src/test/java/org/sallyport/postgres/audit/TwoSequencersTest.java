package org.sallyport.postgres.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.Desk;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Cast;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.TestStore;

/** Two nodes sequence one journal while it grows, and lose their connections at random: one tree, nothing twice. */
class TwoSequencersTest {
    private static final long SEED = 4711;
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");
    private static final int NODES = 2;
    private static final int KILLS = 40;

    private final AtomicBoolean fed = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void one_tree_no_entry_twice_none_missing() throws Exception {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty());
                var threads = Executors.newFixedThreadPool(2 * NODES)) {
            Cast.enter(new Desk(opened.store()));
            var running = new ArrayList<Future<?>>();
            for (int node = 0; node < NODES; node++) {
                int first = node;
                running.add(threads.submit(() -> feed(new Desk(opened.store()), first)));
                running.add(threads.submit(() -> sequence(opened.database())));
            }
            kill(opened.database());
            fed.set(true);
            running.get(0).get();
            running.get(2).get();
            ended.set(true);
            for (var one : running) {
                one.get();
            }
            var head = SequencerTest.sequence(opened.database());

            var tree = new Frontier();
            var positions = new HashSet<Long>();
            each(opened.database(), (leaf, position) -> {
                tree.append(leaf);
                assertTrue(positions.add(position), "twice: " + position);
            });
            assertEquals(head, tree.head());
            assertEquals(SequencerTest.leaves(opened.database()).size(), positions.size());
            assertEquals(0, new AuditLog(opened.database()).tail().unsequenced());
            assertEquals(
                    head,
                    Frontier.of(head.size(), new AuditLog(opened.database()).hashes(head.size()))
                            .head());
            assertTrue(lost.get() > 0, "no sequencer lost its connection");
            assertTrue(passes.get() > KILLS, passes + " passes");
        }
    }

    private void feed(Desk desk, int first) {
        for (int n = first; !fed.get(); n += NODES * 5) {
            var batch = new ArrayList<FeedEvent>();
            for (int i = 0; i < 5; i++) {
                batch.add(Cast.booked(n + i * NODES, WHEN));
            }
            while (!said(desk, batch)) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean said(Desk desk, List<FeedEvent> batch) {
        try {
            desk.accept(Cast.JAIL, batch, e -> "d");
            return true;
        } catch (DatabaseFailure e) {
            return false;
        }
    }

    private void sequence(Database database) {
        var sequencer = SequencerTest.sequencer(database);
        while (!ended.get()) {
            try {
                if (sequencer.pass() instanceof Sequencer.Pass.Taken) {
                    passes.incrementAndGet();
                }
            } catch (DatabaseFailure e) {
                lost.incrementAndGet();
            }
        }
    }

    /** Ends connections of this database, one at a time, in the middle of whatever they do. */
    private static void kill(Database database) throws InterruptedException {
        var random = new Random(SEED);
        for (int killed = 0; killed < KILLS; ) {
            LockSupport.parkNanos(5_000_000L + random.nextInt(40_000_000));
            double draw = random.nextDouble();
            killed += database.transact(connection -> {
                try (var statement = connection.prepareStatement("select count(pg_terminate_backend(pid)) from"
                        + " (select pid from pg_stat_activity where datname = current_database()"
                        + " and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'"
                        + " order by (pid * ?::float8) - floor(pid * ?::float8) limit 1) victim")) {
                    statement.setDouble(1, draw);
                    statement.setDouble(2, draw);
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getInt(1);
                    }
                }
            });
        }
    }

    private interface Each {
        void leaf(Hash leaf, long position);
    }

    private static void each(Database database, Each each) {
        database.transact(connection -> {
            try (var statement = connection.prepareStatement("select entry, position from audit_leaf order by index");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.leaf(Hash.leaf(rows.getBytes(1)), rows.getLong(2));
                }
            }
            return each;
        });
    }
}

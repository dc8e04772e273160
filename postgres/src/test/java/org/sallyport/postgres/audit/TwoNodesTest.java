package org.sallyport.postgres.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.desk.Desk;
import org.sallyport.desk.KeyedNames;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Cast;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseAddress;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.TestServer;
import org.sallyport.postgres.TestStore;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.postgres.sealing.Tokens;

/** Two processes on one PostgreSQL, each booking people and growing the log, killed and started again at random. */
class TwoNodesTest {
    private static final long SEED = 4711;
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final int EACH = 1_000_000;
    private static final int TAKEN_MOST = 60;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void killed_and_started_again_at_random_they_grow_one_tree_with_every_entry_once() throws Exception {
        var server = TestServer.scratch().server();
        var random = new SecureRandom();
        var master = MasterKey.kept(TestServer.scratch().folder().resolve("keys"), random);
        var keys = new KeyRing(master, random, 1_000);
        try (var database = Database.open(server, "two_nodes", 4)) {
            var clock = new BusinessClock.Stepped(() -> NodeProcess.WHEN);
            var setup = new PostgresStore.Setup(clock, master, random, TestStore.BOOKS, 1_000);
            Cast.enter(new Desk(PostgresStore.open(database, setup, PolicyBook.empty())));

            var taken = run(DatabaseAddress.of(server, "two_nodes"));

            var log = OpenLog.of(database, keys, Optional.empty());
            while (!(log.sequencer().pass() instanceof Sequencer.Pass.Taken(var entries, var _, var _)
                    && entries == 0)) {
                Thread.onSpinWait();
            }
            oneTree(database);
            var names = new KeyedNames(database.transact(keys::tokens).of(Tokens.Purpose.STREAM_NAME));
            taken.forEach(n -> assertEquals(1, booked(database, names, n), "booking " + n + " was acknowledged"));
            var against = new AuditCheck.Against(List.of(), Optional.empty(), log.signer());
            var checked = new AuditCheck(database, keys, TestStore.BOOKS)
                    .run(new Frontier(), against, AuditCheck.Progress.NONE);
            assertEquals(Optional.empty(), checked.difference().map(Difference::sentence));
            assertEquals(checked.head().size(), checked.opened());
        }
    }

    /** Kills one of the two, now and then both, each after some more bookings; the numbers acknowledged. */
    private static Set<Integer> run(DatabaseAddress address) throws Exception {
        var random = new Random(SEED);
        var taken = new ConcurrentSkipListSet<Integer>();
        var nodes = new NodeProcess[2];
        int started = 0;
        try {
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = NodeProcess.start(address, EACH * started++, taken);
            }
            for (int killed = 0; killed < KILLS; ) {
                boolean both = random.nextInt(3) == 0;
                int first = random.nextInt(nodes.length);
                nodes[first].awaitTaken(1 + random.nextInt(TAKEN_MOST));
                for (int i = 0; i < nodes.length; i++) {
                    if (both || i == first) {
                        nodes[i].kill();
                        killed++;
                        nodes[i] = NodeProcess.start(address, EACH * started++, taken);
                    }
                }
            }
            for (var node : nodes) {
                node.awaitTaken(1);
            }
        } finally {
            for (var node : nodes) {
                if (node != null) {
                    node.kill();
                }
            }
        }
        return Set.copyOf(taken);
    }

    private static void oneTree(Database database) {
        var tree = new Frontier();
        var positions = new HashSet<Long>();
        database.transact(connection -> {
            try (var statement = connection.prepareStatement("select entry, position from audit_leaf order by index");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tree.append(Hash.leaf(rows.getBytes(1)));
                    assertTrue(positions.add(rows.getLong(2)), "twice: " + rows.getLong(2));
                }
            }
            return positions;
        });
        assertEquals(new AuditLog(database).head(), tree.head());
        var recorded = SequencerTest.leaves(database);
        assertEquals(recorded.size(), positions.size(), "none is missing");
        var again = new Frontier();
        recorded.forEach(again::append);
        assertEquals(again.head(), tree.head(), "in order of transaction and position");
    }

    private static int booked(Database database, KeyedNames names, int n) {
        var stream = names.name("stay", Cast.JAIL.path(), Cast.bookingNumber(n));
        return database.transact(connection -> {
            try (var statement =
                    connection.prepareStatement("select count(*) from journal where stream = ? and version = 1")) {
                statement.setObject(1, stream);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }
}

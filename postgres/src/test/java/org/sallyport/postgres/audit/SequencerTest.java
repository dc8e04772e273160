package org.sallyport.postgres.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.ConsistencyProof;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.InclusionProof;
import org.sallyport.audit.Tile;
import org.sallyport.audit.TreeHead;
import org.sallyport.desk.Desk;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Cast;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.TestStore;

/** The tree grows from the journal in its order, by whole transactions, and nothing about it is guessed. */
class SequencerTest {
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");

    @Test
    void every_entry_gets_one_leaf_in_order_of_transaction_and_position() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            var log = new AuditLog(opened.database());
            assertEquals(TreeHead.EMPTY, log.head());
            assertEquals(Optional.empty(), log.checkpoint());

            book(opened, 0, 300);
            assertTrue(log.tail().unsequenced() > 600);
            var first = sequence(opened.database());
            book(opened, 300, 310);
            var second = sequence(opened.database());

            assertEquals(0, log.tail().unsequenced());
            assertEquals(second, log.head());
            var leaves = leaves(opened.database());
            assertEquals(second.size(), leaves.size());
            var tree = new Frontier();
            leaves.forEach(tree::append);
            assertEquals(second, tree.head());
            assertTrue(ConsistencyProof.of(first.size(), second.size(), log.hashes(second.size()))
                    .proves(first.root(), second.root()));
            for (long index : new long[] {0, 255, 256, first.size() - 1, first.size(), second.size() - 1}) {
                assertTrue(InclusionProof.of(index, second.size(), log.hashes(second.size()))
                        .proves(leaves.get((int) index), second.root()));
            }
        }
    }

    @Test
    void tiles_and_bundles_are_served_in_every_width_the_tree_has_reached_and_no_other() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            book(opened, 0, 200);
            var head = sequence(opened.database());
            var log = new AuditLog(opened.database());
            var leaves = leaves(opened.database());

            var full = log.tile(new Tile(0, 0, Tile.FULL)).orElseThrow();
            assertEquals(leaves.get(255), Hash.at(full, 255 * Hash.BYTES));
            var partial = log.tile(new Tile(0, 0, 3)).orElseThrow();
            assertEquals(3 * Hash.BYTES, partial.length);
            var bundle = EntryBundle.read(log.tile(new Tile(Tile.ENTRIES, 1, 2)).orElseThrow())
                    .orElseThrow();
            assertEquals(leaves.get(257), Hash.leaf(bundle.get(1)));

            int last = (int) (head.size() % Tile.FULL);
            assertTrue(log.tile(new Tile(0, head.size() / Tile.FULL, last)).isPresent());
            assertEquals(Optional.empty(), log.tile(new Tile(0, head.size() / Tile.FULL, last + 1)));
            assertEquals(Optional.empty(), log.tile(new Tile(Tile.ENTRIES, head.size() / Tile.FULL, last + 1)));
            assertEquals(Optional.empty(), log.tile(new Tile(5, 0, 1)));
            assertArrayEquals(
                    Frontier.of(256, log.hashes(256)).head().root().bytes(),
                    log.tile(new Tile(1, 0, 1)).orElseThrow());
        }
    }

    /** A transaction still running may yet write entries that come before later ones: those wait for it. */
    @Test
    void an_entry_waits_for_every_transaction_that_began_before_it() throws Exception {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty());
                var running = opened.database().connections().getConnection()) {
            book(opened, 0, 1);
            var before = sequence(opened.database());
            try (var statement = running.createStatement()) {
                statement.execute("select pg_current_xact_id()");
            }
            book(opened, 1, 2);
            assertEquals(before, sequence(opened.database()));
            assertTrue(new AuditLog(opened.database()).tail().unsequenced() > 0);
            running.rollback();
            assertTrue(sequence(opened.database()).size() > before.size());
        }
    }

    @Test
    void whoever_finds_another_at_it_does_not_wait() throws Exception {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty());
                var other = opened.database().connections().getConnection()) {
            try (var statement = other.createStatement()) {
                statement.execute("select 1 from audit_head for update");
            }
            assertEquals(
                    new Sequencer.Pass.Elsewhere(), sequencer(opened.database()).pass());
            other.rollback();
        }
    }

    @Test
    void a_tree_that_does_not_fit_together_is_not_grown() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            book(opened, 0, 2);
            var head = sequence(opened.database());
            book(opened, 2, 3);
            run(opened.database(), "update audit_tile set hashes = substr(hashes, 1, 32) where level = 0");
            assertThrows(LogBroken.class, () -> sequence(opened.database()));
            run(opened.database(), "update audit_head set root = sha256('other')");
            assertThrows(LogBroken.class, () -> sequence(opened.database()));
            assertEquals(head.size(), new AuditLog(opened.database()).head().size());
        }
    }

    static void book(TestStore opened, int from, int to) {
        var desk = new Desk(opened.store());
        if (from == 0) {
            Cast.enter(desk);
        }
        for (int n = from; n < to; n++) {
            desk.file(Cast.requestId(n), Cast.asks(n), List.of());
            desk.accept(Cast.JAIL, List.of(Cast.booked(n, WHEN)), e -> "d");
        }
    }

    static Sequencer sequencer(Database database) {
        return new Sequencer(database, head -> "unsigned " + head.size());
    }

    /** Passes until nothing more can be taken. */
    static TreeHead sequence(Database database) {
        var sequencer = sequencer(database);
        while (true) {
            if (sequencer.pass() instanceof Sequencer.Pass.Taken(var _, var head, var more) && !more) {
                return head;
            }
        }
    }

    /** The leaf hashes of the whole journal, in the order the tree promises, from the journal alone. */
    static List<Hash> leaves(Database database) {
        return database.transact(connection -> {
            var found = new ArrayList<Hash>();
            var sql = "select " + JournalLeaf.COLUMNS + " from journal j order by j.tx, j.position";
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(JournalLeaf.read(rows, 1).hash());
                }
            }
            return found;
        });
    }

    static void run(Database database, String sql) {
        database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}

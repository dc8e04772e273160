package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.audit.ConsistencyProof;
import org.sallyport.audit.TreeHead;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.desk.Desk;
import org.sallyport.journal.Envelope;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.audit.AuditLog;
import org.sallyport.postgres.audit.Sequencer;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** What a backup holds comes back, and what is no whole backup changes nothing. */
class BackupTest {
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");
    private static final int PEOPLE = 8;
    private static final AtomicInteger TARGETS = new AtomicInteger();
    private static final Books BOOKS = Books.ofThisRun();

    /** Whoever adds a table decides here, once, whether a backup holds it. */
    private static final List<String> KEPT = List.of(
            "access_account",
            "access_key",
            "audit_checkpoint",
            "audit_head",
            "audit_leaf",
            "audit_tile",
            "audit_witness",
            "destroyed_stream",
            "feed_heard",
            "feed_seen",
            "journal",
            "phone_sheet",
            "policy_book",
            "quarantine",
            "roster_kept",
            "roster_mapping",
            "roster_owed",
            "roster_question",
            "roster_refused",
            "sealing_key",
            "settings",
            "stream_head");

    @TempDir
    private Path folder;

    private static void live(Desk desk, int from, int to) {
        for (int n = from; n < to; n++) {
            var projected = new CustodyFact.ReleaseProjected(
                    WHEN.plus(Duration.ofDays(9)), Basis.SENTENCE_END, Certainty.SCHEDULED, false);
            desk.file(Cast.requestId(n), Cast.asks(n), List.of());
            desk.accept(
                    Cast.JAIL,
                    List.of(Cast.booked(n, WHEN), Cast.event("e-projected-" + n, n, WHEN, projected)),
                    _ -> "d");
        }
    }

    private static PostgresStore.Setup setup(Path keys) {
        var random = new SecureRandom();
        return new PostgresStore.Setup(
                new BusinessClock.Stepped(() -> WHEN), MasterKey.kept(keys, random), random, BOOKS, 100);
    }

    private Path backup(Database database) throws IOException {
        var file = folder.resolve("backup-" + TARGETS.incrementAndGet());
        try (var out = Files.newOutputStream(file)) {
            Backup.write(database, out, (_, _) -> {});
        }
        return file;
    }

    private static BackupFile good(Path file) {
        return assertInstanceOf(Checked.Good.class, BackupFile.read(file)).value() instanceof BackupFile read
                ? read
                : null;
    }

    private static List<String> codes(Checked<?> checked) {
        return assertInstanceOf(Checked.Bad.class, checked).problems().stream()
                .map(p -> ((Problem) p).code())
                .toList();
    }

    private static DatabaseAddress target() {
        var server = TestServer.scratch().server();
        var name = "restored_" + TARGETS.incrementAndGet();
        server.createDatabase(name);
        return DatabaseAddress.of(server, name);
    }

    private static Database restored(Path file, Path keys) {
        return Restore.restore(good(file), target(), setup(keys), (_, _) -> {}) instanceof Checked.Good<Database>(var d)
                ? d
                : null;
    }

    @Test
    void every_table_is_either_kept_or_written_again() {
        try (var database = TestServer.fresh(2)) {
            List<KeptTables.Table> tables = database.transact(KeptTables::of);
            var found = new TreeSet<String>();
            tables.forEach(t -> found.add(t.name()));
            assertEquals(new TreeSet<>(KEPT), found, "name a new table in KEPT, or in KeptTables.NOT_KEPT");
        }
    }

    @Test
    void everything_acknowledged_comes_back_and_work_goes_on() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            var store = PostgresStore.open(database, setup(keys), PolicyBook.empty());
            var desk = new Desk(store);
            Cast.enter(desk);
            live(desk, 0, PEOPLE);
            var file = backup(database);
            live(desk, PEOPLE, PEOPLE + 1); // after the snapshot

            try (var back = restored(file, keys)) {
                var again = PostgresStore.open(back, setup(keys), PolicyBook.empty());
                assertEquals(good(file).manifest().rows("journal"), count(back, "journal"));
                assertEquals(List.of(), again.differences());
                assertEquals(
                        store.transact(tx -> tx.read(0, 10_000)).subList(0, (int) count(back, "journal")),
                        again.transact(tx -> tx.read(0, 10_000)));
                assertEquals(PEOPLE, again.lists().stays(Cast.JAIL, true, 100).size());
                live(new Desk(again), PEOPLE, PEOPLE + 2);
                assertEquals(
                        PEOPLE + 2, again.lists().stays(Cast.JAIL, true, 100).size());
                assertEquals(List.of(), again.differences());
                var repeated = new Desk(again).accept(Cast.JAIL, List.of(Cast.booked(0, WHEN)), _ -> "d");
                assertEquals("DUPLICATE", repeated.replies().getFirst().status().name());
            }
        }
    }

    /** Readers wait for rows below the oldest running transaction: a number of another server would hide or show wrongly. */
    @Test
    void entries_bear_the_transaction_that_imported_them() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            Cast.enter(new Desk(PostgresStore.open(database, setup(keys), PolicyBook.empty())));
            try (var back = restored(backup(database), keys)) {
                int numbers = back.transact(c -> {
                    try (var rows = c.createStatement()
                            .executeQuery("select count(distinct tx), bool_and(tx < pg_snapshot_xmin("
                                    + "pg_current_snapshot())) from journal")) {
                        rows.next();
                        assertTrue(rows.getBoolean(2));
                        return rows.getInt(1);
                    }
                });
                assertEquals(1, numbers);
            }
        }
    }

    @Test
    void damage_is_named_and_nothing_is_restored() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            var desk = new Desk(PostgresStore.open(database, setup(keys), PolicyBook.empty()));
            Cast.enter(desk);
            live(desk, 0, 3);
            var file = backup(database);
            var bytes = Files.readAllBytes(file);

            var cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length - 40));
            assertEquals(List.of("backup.truncated"), codes(BackupFile.read(cut)));
            var damaged = bytes.clone();
            int place = find(bytes, "tables/journal.copy") + 200;
            damaged[place] ^= 0x40;
            assertEquals(
                    List.of("backup.part.damaged"),
                    codes(BackupFile.read(Files.write(folder.resolve("damaged"), damaged))));
            assertEquals(
                    List.of("backup.truncated"),
                    codes(BackupFile.read(Files.writeString(folder.resolve("text"), "no backup"))));
            assertEquals(List.of("backup.missing"), codes(BackupFile.read(folder.resolve("nowhere"))));
        }
    }

    private static int find(byte[] in, String what) {
        return new String(in, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(what);
    }

    @Test
    void another_master_key_and_a_database_in_use_are_both_named_before_anything_is_read_in() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            Cast.enter(new Desk(PostgresStore.open(database, setup(keys), PolicyBook.empty())));
            var file = good(backup(database));
            String name = database.transact(c -> c.getCatalog());
            var here = DatabaseAddress.of(TestServer.scratch().server(), name);
            long before = count(database, "journal");
            var refused = Restore.restore(file, here, setup(folder.resolve("other")), (_, _) -> {});
            assertEquals(List.of("backup.master-key", "restore.not-empty"), codes(refused));
            assertEquals(before, count(database, "journal"));
        }
    }

    /** An entry before the audit log's mark that is not in the tree yet, as one committed late is. */
    private static Connection late(Connection connection) throws SQLException {
        var copied = "version, type, schema, recorded_at, facility, agency, cause, actor, sealed, commitment";
        Rows.run(
                connection,
                "insert into journal (position, stream, key_id, " + copied + ") select 0, gen_random_uuid(),"
                        + " gen_random_uuid(), " + copied + " from journal order by position limit 1");
        return connection;
    }

    private static TreeHead sequence(Database database) {
        var sequencer = new Sequencer(database, head -> "note of " + head.size());
        while (sequencer.pass() instanceof Sequencer.Pass.Taken(var _, var _, var more) && more) {
            assertTrue(more);
        }
        return new AuditLog(database).head();
    }

    /** The machine is lost with its disk: another one has every entry and the same tree, and goes on with both. */
    @Test
    void after_the_data_directory_is_gone_the_journal_and_the_root_come_back_and_grow_on() throws Exception {
        var keys = folder.resolve("keys");
        Path file;
        TreeHead head;
        List<Envelope> entries;
        try (var lost = ScratchServer.start(Map.of());
                var database = Database.open(lost.server(), "sallyport", 4)) {
            var store = PostgresStore.open(database, setup(keys), PolicyBook.empty());
            var desk = new Desk(store);
            Cast.enter(desk);
            live(desk, 0, PEOPLE);
            head = sequence(database);
            database.transact(BackupTest::late);
            live(desk, PEOPLE, PEOPLE + 1);
            entries = store.transact(tx -> tx.read(-1, 10_000));
            file = backup(database);
        }
        try (var back = restored(file, keys)) {
            var again = PostgresStore.open(back, setup(keys), PolicyBook.empty());
            assertEquals(entries, again.transact(tx -> tx.read(-1, 10_000)));
            assertEquals(head, new AuditLog(back).head());
            live(new Desk(again), PEOPLE + 1, PEOPLE + 2);
            var grown = sequence(back);
            assertEquals(count(back, "journal"), grown.size());
            assertEquals(count(back, "journal"), count(back, "audit_leaf"));
            assertEquals(0, new AuditLog(back).tail().unsequenced());
            var proof = ConsistencyProof.of(head.size(), grown.size(), new AuditLog(back).hashes(grown.size()));
            assertTrue(proof.proves(head.root(), grown.root()));
        }
    }

    /** A killed restore leaves its mark; nobody works on it, and the next restore begins anew. */
    @Test
    void a_restore_cut_off_leaves_a_database_that_nobody_uses_until_it_is_restored_again() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            Cast.enter(new Desk(PostgresStore.open(database, setup(keys), PolicyBook.empty())));
            var file = backup(database);
            var into = target();
            try (var half = Database.open(into, 2)) {
                half.transact(c -> {
                    RestoreMark.set(c);
                    Rows.run(c, "insert into match_key values ('x')");
                    return c;
                });
            }
            assertThrows(DatabaseFailure.class, () -> Database.open(into, 2));
            var done = Restore.restore(good(file), into, setup(keys), (_, _) -> {});
            try (var back = ((Checked.Good<Database>) done).value()) {
                assertEquals(good(file).manifest().rows("journal"), count(back, "journal"));
                boolean marked = back.transact(RestoreMark::stands);
                assertFalse(marked);
            }
        }
    }

    @Test
    void a_fault_in_the_middle_leaves_the_database_as_empty_as_it_was() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            var desk = new Desk(PostgresStore.open(database, setup(keys), PolicyBook.empty()));
            Cast.enter(desk);
            live(desk, 0, 2);
            var file = good(backup(database));
            var into = target();
            assertThrows(
                    IllegalStateException.class,
                    () -> Restore.restore(file, into, setup(keys), (rows, _) -> {
                        if (rows > 0) {
                            throw new IllegalStateException("planned");
                        }
                    }));
            try (var empty = Database.connect(into, 1)) {
                boolean left = empty.transact(c -> RestoreMark.exists(c, "journal"));
                assertFalse(left);
            }
        }
    }

    static long count(Database database, String table) {
        return database.transact(c -> {
            try (var rows = c.createStatement().executeQuery("select count(*) from " + table)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Rows of each kept table, for comparing two databases. */
    static TreeMap<String, Long> counts(Database database) {
        var found = new TreeMap<String, Long>();
        new ArrayList<>(KEPT).forEach(table -> found.put(table, count(database, table)));
        return found;
    }

    @Test
    void a_restored_database_holds_the_same_rows_in_every_table() throws Exception {
        var keys = folder.resolve("keys");
        try (var database = TestServer.fresh(4)) {
            var desk = new Desk(PostgresStore.open(database, setup(keys), PolicyBook.empty()));
            Cast.enter(desk);
            live(desk, 0, 4);
            try (var back = restored(backup(database), keys)) {
                assertEquals(counts(database), counts(back));
            }
        }
    }
}

package org.sallyport.postgres.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.TreeHead;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.TestServer;
import org.sallyport.postgres.TestStore;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;

/** Single rows changed straight in PostgreSQL by its superuser: each is found, and its entry named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCheckTest {
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");
    private static final int PEOPLE = 60;
    private static final List<String> TABLES = List.of(
            "journal", "stream_head", "sealing_key", "audit_leaf", "audit_tile", "audit_head", "audit_checkpoint");

    private final TestStore opened = TestStore.stepped(() -> WHEN, PolicyBook.empty());
    private TreeHead honest = TreeHead.EMPTY;

    @BeforeAll
    void live() {
        SequencerTest.book(opened, 0, PEOPLE);
        honest = SequencerTest.sequence(opened.database());
        TABLES.forEach(t -> run("create table safe_" + t + " as table " + t));
    }

    @AfterEach
    void undo() {
        run("truncate " + String.join(", ", TABLES));
        TABLES.forEach(t -> run("insert into " + t + " select * from safe_" + t));
    }

    @AfterAll
    void end() {
        opened.close();
    }

    @Test
    void an_honest_journal_passes_and_every_determination_comes_out_the_same() {
        var result = check();
        assertEquals(Optional.empty(), result.difference().map(Difference::sentence));
        assertEquals(honest, result.head());
        assertEquals(honest.size(), result.opened());
        assertEquals(PEOPLE, result.replayed());
        assertEquals(0, result.destroyed() + result.waiting() + result.elsewhere());
    }

    /** Each attack is about the row at {@code :p}. */
    static Stream<Arguments> attacks() {
        return Stream.of(
                arguments("alter", "row-altered", "update journal set actor = 'someone' where position = :p"),
                arguments(
                        "back-date",
                        "row-altered",
                        "update journal set recorded_at = recorded_at - interval '1 day' where position = :p"),
                arguments(
                        "alter the commitment",
                        "row-altered",
                        "update journal set commitment = sha256(commitment) where position = :p"),
                arguments("delete", "row-missing", "delete from journal where position = :p"),
                arguments(
                        "delete with its leaf",
                        "leaf-missing",
                        "delete from journal where position = :p; delete from audit_leaf where position = :p"),
                arguments("insert among the old", "row-unlogged", inserted(", tx", ", '5'")),
                arguments("insert where nobody looks", "row-from-the-future", inserted(", tx", ", '99999999999'")),
                arguments(
                        "reorder",
                        "row-altered",
                        "update journal set position = 9999999 where position = :p;"
                                + " update journal set position = :p where position = :p + 1;"
                                + " update journal set position = :p + 1 where position = 9999999"),
                arguments(
                        "put another payload in",
                        "payload-altered",
                        "update journal set sealed = (select sealed from journal where position = :p + 1)"
                                + " where position = :p"),
                arguments(
                        "name another key",
                        "key-renamed",
                        "update journal set key_id = gen_random_uuid() where position = :p"));
    }

    /** A copy of the row as a later version of its stream. */
    private static String inserted(String column, String value) {
        return "insert into journal (stream, version, type, schema, recorded_at, facility, agency, cause, actor,"
                + " key_id, sealed, commitment" + column + ") select stream, version + 100, type, schema, recorded_at,"
                + " facility, agency, cause, actor, key_id, sealed, commitment" + value
                + " from journal where position = :p";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void an_attack_on_one_row_is_found_and_the_entry_named(String attack, String code, String sql) {
        long position = victim();
        long index = number("select index from audit_leaf where position = " + position);
        run(sql.replace(":p", Long.toString(position)));
        var found = check().difference().orElseThrow(() -> new AssertionError(attack + " was not found"));
        assertEquals(code, found.code(), found.sentence());
        if (attack.startsWith("insert")) {
            assertTrue(found.place().position().orElseThrow() > position, found.sentence());
        } else {
            assertEquals(Optional.of(index), found.place().index(), found.sentence());
        }
    }

    /** The same, with our hashes made over: leaves, tiles, head and checkpoint are those of the changed journal. */
    static Stream<Arguments> madeOver() {
        return Stream.of(
                arguments("alter", "payload-altered", "update journal set actor = 'someone' where position = :p"),
                arguments(
                        "back-date",
                        "payload-altered",
                        "update journal set recorded_at = recorded_at - interval '1 day' where position = :p"),
                arguments("delete", "stream-broken", "delete from journal where position = :p"),
                arguments("insert", "payload-altered", inserted(", tx", ", '5'")),
                arguments(
                        "reorder",
                        "payload-altered",
                        "with two as (select stream, version from journal where position = :p)"
                                + " update journal j set version = 2 * two.version + 1 - j.version from two"
                                + " where j.stream = two.stream and j.version in (two.version, two.version + 1)"),
                arguments(
                        "put another payload in",
                        "payload-altered",
                        "update journal set sealed = (select sealed from journal where position = :p + 1),"
                                + " commitment = (select commitment from journal where position = :p + 1)"
                                + " where position = :p"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("madeOver")
    void with_our_hashes_made_over_seals_and_streams_still_tell(String attack, String code, String sql) {
        long position = victim();
        var stream = opened.database().transact(c -> stream(c, position));
        run(sql.replace(":p", Long.toString(position)));
        makeTheLogOver();
        var found = check().difference().orElseThrow(() -> new AssertionError(attack + " was not found"));
        assertEquals(code, found.code(), found.sentence());
        assertEquals(Optional.of(stream), found.place().stream(), found.sentence());
    }

    private static UUID stream(Connection connection, long position) throws SQLException {
        try (var statement = connection.prepareStatement("select stream from journal where position = " + position);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }

    @Test
    void a_row_inserted_at_the_end_is_found_by_its_seal() {
        run(inserted("", "").replace(":p", Long.toString(victim())));
        SequencerTest.sequence(opened.database());
        var found = check().difference().orElseThrow();
        assertEquals("payload-altered", found.code());
        assertEquals(Optional.of(honest.size()), found.place().index());
    }

    @Test
    void what_the_log_keeps_is_compared_too() {
        run("update audit_leaf set index = -1 where index = 7; update audit_leaf set index = 7 where index = 8;"
                + " update audit_leaf set index = 8 where index = -1");
        assertEquals("tile-altered", code(check()));
        undo();
        run("update audit_tile set hashes = overlay(hashes placing sha256('x') from 33) where level = 0");
        var found = check().difference().orElseThrow();
        assertEquals("tile-altered", found.code());
        assertEquals(Optional.of(1L), found.place().index());
        undo();
        run("update audit_head set root = sha256('x')");
        assertEquals("head-altered", code(check()));
        undo();
        run("update audit_checkpoint set root = sha256('x')");
        assertEquals("history-rewritten", code(check()));
        undo();
        run("update stream_head set version = version + 1 where stream = (select stream from stream_head limit 1)");
        assertEquals("stream-broken", code(check()));
    }

    @Test
    void a_key_destroyed_without_a_recorded_expungement_is_named_and_leaves_the_headings_bound() {
        run("delete from sealing_key where key_id = (select stream from journal where position = " + victim() + ")");
        var result = check();
        var found = result.difference().orElseThrow();
        assertEquals("key-destroyed", found.code(), found.sentence());
        var named = found.place().stream().orElseThrow();
        assertEquals(
                1,
                number("select count(*) from journal where position = " + victim() + " and stream = '" + named + "'"));
        assertTrue(result.destroyed() > 1);
        run("update journal set recorded_at = recorded_at - interval '1 day' where position = " + victim());
        assertEquals("row-altered", code(check()));
    }

    /** The operator holds every key: a determination sealed anew, the log made over again and signed. */
    @Test
    void a_determination_replaced_with_every_key_in_hand_does_not_come_out_the_same() {
        long position = number("select min(position) from journal where type = 'episode.determined'");
        opened.database().transact(connection -> {
            replace(connection, position);
            return position;
        });
        makeTheLogOver();
        var found = check().difference().orElseThrow();
        assertEquals("determination-differs", found.code(), found.sentence());
        assertEquals(Optional.of(position), found.place().position());
    }

    private void replace(Connection connection, long position) throws SQLException {
        var sql = "select null::bytea, j.key_id, j.sealed, " + JournalLeaf.COLUMNS + " from journal j where position = "
                + position;
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            var key = keys().find(connection, List.of(rows.getObject(2, UUID.class)))
                    .values()
                    .iterator()
                    .next();
            var heading = JournalLeaf.read(rows, 4).heading();
            var codec = new EventCodec();
            var json = key.open(rows.getBytes(3), heading.envelope());
            var made = (EpisodeEvent.Determined) codec.read(heading.type(), heading.schema(), json);
            var text = new String(codec.write(made).json(), java.nio.charset.StandardCharsets.UTF_8);
            var other = text.replace("\"toNotify\":\"ask\"", "\"toNotify\":\"yes\"")
                    .replace("\"toNotify\":\"ASK\"", "\"toNotify\":\"YES\"");
            assertTrue(!other.equals(text), text);
            var sealed = key.seal(other.getBytes(java.nio.charset.StandardCharsets.UTF_8), heading.envelope());
            try (var update =
                    connection.prepareStatement("update journal set sealed = ?, commitment = ? where position = ?")) {
                update.setBytes(1, sealed.payload());
                update.setBytes(2, sealed.commitment());
                update.setLong(3, position);
                update.executeUpdate();
            }
        }
    }

    /** The operator removes the newest row of a stream and makes everything of ours agree: only others can tell. */
    @Test
    void a_log_made_over_is_found_by_what_others_hold_of_the_old_one() {
        var published = published();
        run("with gone as (delete from journal j using stream_head h where h.stream = j.stream"
                + " and h.version = j.version and h.stream = (select stream from journal where position = " + victim()
                + ") returning j.stream)"
                + " update stream_head h set version = h.version - 1 from gone where gone.stream = h.stream");
        long removed = number("select l.index from safe_audit_leaf l where not exists (select 1 from journal j"
                + " where j.position = l.position)");
        makeTheLogOver();
        assertEquals(Optional.empty(), check().difference().map(Difference::sentence));

        var shrunk = check(new AuditCheck.Vouched("the witness's checkpoint", honest), Optional.empty());
        assertEquals("log-shrunk", shrunk.code());
        SequencerTest.book(opened, PEOPLE, PEOPLE + 5);
        SequencerTest.sequence(opened.database());
        var rewritten = check(new AuditCheck.Vouched("the witness's checkpoint", honest), Optional.empty());
        assertEquals("history-rewritten", rewritten.code());
        assertTrue(rewritten.words().contains("the witness's checkpoint"), rewritten.words());
        var named = check(new AuditCheck.Vouched("the witness's checkpoint", honest), Optional.of(published));
        assertEquals("entry-republished", named.code());
        assertEquals(Optional.of(removed), named.place().index());
    }

    /** A server refuses to start on such a row, and this is the command it names. */
    @Test
    void a_row_altered_before_the_log_took_it_in_is_found_too() {
        SequencerTest.book(opened, PEOPLE, PEOPLE + 1);
        long position = number("select max(position) from journal");
        run("update journal set actor = 'someone' where position = " + position);
        var found = check().difference().orElseThrow();
        assertEquals("payload-altered", found.code(), found.sentence());
        assertEquals(Optional.of(position), found.place().position());
        assertEquals(Optional.empty(), found.place().index());
    }

    @Test
    void a_check_goes_on_where_an_earlier_one_stopped() {
        var reached = new AtomicReference<>(new byte[0]);
        var size = new AtomicReference<>(0L);
        check(new Frontier(), none(), new AuditCheck.Progress() {
            @Override
            public void at(String stage, long done, long of) {}

            @Override
            public void good(long upTo, byte[] roots) {
                size.set(upTo);
                reached.set(roots);
            }
        });
        assertEquals(honest.size(), size.get());
        SequencerTest.book(opened, PEOPLE, PEOPLE + 3);
        var head = SequencerTest.sequence(opened.database());
        var result = check(Frontier.of(size.get(), reached.get()), none(), AuditCheck.Progress.NONE);
        assertEquals(Optional.empty(), result.difference().map(Difference::sentence));
        assertEquals(head.size() - honest.size(), result.opened());
        assertEquals("log-shrunk", code(check(Frontier.of(1L << 40, new byte[32]), none(), AuditCheck.Progress.NONE)));
    }

    private void makeTheLogOver() {
        run("truncate audit_leaf, audit_tile, audit_checkpoint;"
                + " update audit_head set size = 0, root = sha256(''), frontier = '', tx = '0', position = 0");
        SequencerTest.sequence(opened.database());
    }

    private Published published() {
        Map<Long, byte[]> kept = new HashMap<>();
        opened.database().transact(connection -> {
            try (var statement = connection.prepareStatement("select index, entry from audit_leaf");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.put(rows.getLong(1), rows.getBytes(2));
                }
            }
            return kept;
        });
        return (index, entry) -> Arrays.equals(kept.getOrDefault(index, entry), entry);
    }

    private static String code(AuditCheck.Result result) {
        return result.difference().map(Difference::code).orElse("none");
    }

    private AuditCheck.Result check() {
        return check(new Frontier(), none(), AuditCheck.Progress.NONE);
    }

    private Difference check(AuditCheck.Vouched vouched, Optional<Published> published) {
        var against = new AuditCheck.Against(List.of(vouched), published, (_, _) -> Optional.empty());
        return check(new Frontier(), against, AuditCheck.Progress.NONE)
                .difference()
                .orElseThrow();
    }

    private AuditCheck.Result check(Frontier from, AuditCheck.Against against, AuditCheck.Progress progress) {
        return new AuditCheck(opened.database(), keys(), TestStore.BOOKS).run(from, against, progress);
    }

    private static KeyRing keys() {
        var random = new SecureRandom();
        return new KeyRing(MasterKey.kept(TestServer.scratch().folder().resolve("keys"), random), random, 1000);
    }

    private static AuditCheck.Against none() {
        return new AuditCheck.Against(List.of(), Optional.empty(), (_, _) -> Optional.empty());
    }

    private void run(String sql) {
        SequencerTest.run(opened.database(), sql);
    }

    /** The first row of a stay that has more. */
    private long victim() {
        return number("select min(position) from journal where type = 'episode.fact-received' and stream ="
                + " (select stream from journal where type = 'episode.determined' order by position limit 1)");
    }

    private long number(String sql) {
        return opened.database().transact(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}

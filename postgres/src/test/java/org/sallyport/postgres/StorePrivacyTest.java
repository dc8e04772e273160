package org.sallyport.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.desk.Cause;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Expungement;
import org.sallyport.desk.ExpungementScope;
import org.sallyport.desk.FeedReply;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Streams;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.policy.PolicyBook;

/** What stands in the tables says nothing of a person; what a key sealed is gone with the key. */
class StorePrivacyTest {
    private static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");
    private static final int PEOPLE = 20;

    private static void live(Desk desk) {
        Cast.enter(desk);
        for (int n = 0; n < PEOPLE; n++) {
            var projected = new CustodyFact.ReleaseProjected(
                    WHEN.plus(Duration.ofDays(9)), Basis.SENTENCE_END, Certainty.SCHEDULED, false);
            desk.file(Cast.requestId(n), Cast.asks(n), List.of());
            desk.accept(
                    Cast.JAIL,
                    List.of(Cast.booked(n, WHEN), Cast.event("e-projected-" + n, n, WHEN, projected)),
                    e -> "d");
        }
    }

    @Test
    void a_dump_of_every_table_holds_nothing_of_a_person() throws Exception {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            live(new Desk(opened.store()));
            var dump = dump(opened.database());
            assertTrue(dump.contains("episode.fact-received"), "the dump holds the journal");
            for (int n = 0; n < PEOPLE; n++) {
                var name = Cast.name(n);
                for (var word : List.of(
                        name.given(),
                        Cast.sid(n),
                        Cast.bookingNumber(n),
                        Cast.born(n).toString(),
                        "e-booked-" + n,
                        "R-" + n + "\t")) {
                    clear(dump, word);
                }
            }
        }
    }

    /** Whoever holds the database but not its keys cannot tell whether a number they guess was ever booked. */
    @Test
    void names_of_streams_are_derived_under_a_key_that_a_rotation_does_not_change() {
        var number = Cast.bookingNumber(3);
        var guess = UUID.nameUUIDFromBytes(("episode " + Cast.JAIL.path() + " " + number).getBytes(UTF_8));
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty());
                var elsewhere = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            live(new Desk(opened.store()));
            var name = opened.store().transact(tx -> tx.nameOf(Cast.JAIL, number));
            assertFalse(
                    opened.store().transact(tx -> tx.history(Streams.of(name))).isEmpty());
            assertNotEquals(name, elsewhere.store().transact(tx -> tx.nameOf(Cast.JAIL, number)));
            var dump = dump(opened.database());
            clear(dump, guess.toString());
            assertFalse(dump.contains(guess.toString().replace("-", "")));

            opened.store().upkeep().newMasterKey();
            while (opened.store().upkeep().wrapAgain(100) > 0) {
                assertEquals(8, name.value().version());
            }
            var next = opened.again(new BusinessClock.Stepped(() -> WHEN), 2).store();
            assertEquals(name, next.transact(tx -> tx.nameOf(Cast.JAIL, number)));
            assertEquals(List.of(), next.differences());
        }
    }

    private static void clear(String dump, String word) {
        assertFalse(dump.contains(word.toLowerCase(Locale.ROOT)), word);
        var hex = HexFormat.of().formatHex(word.getBytes(UTF_8));
        assertFalse(dump.contains(hex), word + " as bytes");
    }

    private static String dump(Database database) {
        return database.transact(connection -> {
            var tables = new ArrayList<String>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select table_name from information_schema.tables where table_schema = 'public'"
                            + " and table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            var out = new ByteArrayOutputStream();
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : tables) {
                try {
                    copy.copyOut("copy (select * from " + table + ") to stdout", out);
                } catch (java.io.IOException e) {
                    throw new SQLException(e);
                }
            }
            return out.toString(UTF_8).toLowerCase(Locale.ROOT);
        });
    }

    private static Expungement.Stage stage(PostgresStore store, UUID order) {
        return store.transact(tx -> tx.facility(Cast.JAIL).expungements().get(order))
                .stage();
    }

    /** An order by two persons; afterwards not one table holds a word, a token or a readable byte of the person. */
    @Test
    void an_expunged_stay_and_its_request_are_gone_on_every_node_and_their_commitments_stay() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            var store = opened.store();
            var desk = new Desk(store);
            live(desk);
            var other =
                    opened.again(new BusinessClock.Stepped(() -> WHEN), 1000).store();
            var stay = store.transact(tx -> tx.nameOf(Cast.JAIL, Cast.bookingNumber(3)));
            var request = Cast.requestId(3);
            assertFalse(other.transact(tx -> tx.history(Streams.of(stay))).isEmpty());
            long entries = BackupTest.count(opened.database(), "journal");

            var order = new UUID(5, 5);
            var named = desk.proposeExpungement(order, Cast.JAIL, stay, "for " + Cast.sid(3), "No. 1", "test.1");
            assertEquals(new Reply.Refused("expungement.names-person"), named);
            desk.proposeExpungement(order, Cast.JAIL, stay, "order of the court", "No. 1", "test.1");
            assertEquals(
                    new Reply.Refused("expungement.two-persons"), desk.confirmExpungement(Cast.JAIL, order, "test.1"));
            assertEquals(new Reply.Refused("expungement.stage"), desk.destroy(Cast.JAIL, order));
            desk.confirmExpungement(Cast.JAIL, order, "test.2");
            assertEquals(List.of(order), desk.ripeExpungements(Cast.JAIL));
            var scope = desk.scope(Cast.JAIL, order).orElseThrow();
            assertTrue(scope.isIn("{\"subject\":\"" + Cast.bookingNumber(3) + "\"}"));
            assertFalse(scope.isIn("{\"subject\":\"" + Cast.bookingNumber(4) + "\"}"));
            assertEquals(new Reply.Done(List.of()), desk.destroy(Cast.JAIL, order));
            store.upkeep().sweep();

            for (var node : List.of(store, other)) {
                assertEquals(List.of(), node.transact(tx -> tx.history(Streams.of(stay))));
                assertEquals(List.of(), node.transact(tx -> tx.history(Streams.of(request))));
                assertEquals(
                        PEOPLE - 1, node.lists().stays(Cast.JAIL, true, 100).size());
                assertTrue(node.lists().stay(stay).isEmpty());
                assertTrue(node.lists().request("R-3").isEmpty());
                assertEquals(Expungement.Stage.DONE, stage(node, order));
                assertEquals(List.of(), node.differences());
            }
            assertEquals(0, left(opened.database(), scope, other));
            var again = new Desk(other).accept(Cast.JAIL, List.of(Cast.booked(3, WHEN)), _ -> "d");
            assertEquals(
                    FeedReply.Status.REFUSED_DESTROYED,
                    again.replies().getFirst().status());
            assertEquals(0, left(opened.database(), scope, other), "what is sent again is not taken in");
            assertTrue(BackupTest.count(opened.database(), "journal") >= entries, "entries and commitments stay");
            long last = 0;
            for (var page = read(other, last); !page.isEmpty(); page = read(other, last)) {
                last = page.getLast().position();
            }
            assertEquals(BackupTest.count(opened.database(), "journal"), last, "what was destroyed ends no reading");
            store.rebuild();
            assertEquals(PEOPLE - 1, store.lists().stays(Cast.JAIL, true, 100).size());
            assertThrows(
                    IllegalStateException.class,
                    () -> other.transact(tx -> {
                        tx.facility(Cast.JAIL);
                        var fact = new EpisodeEvent.FactReceived(Cast.booked(3, WHEN));
                        return tx.append(stay, Cast.JAIL, List.of(fact), Cause.FEED);
                    }));
        }
    }

    private static List<Envelope> read(PostgresStore store, long after) {
        return store.transact(tx -> tx.read(after, 1));
    }

    /** How many keys, tokens and derived rows of the streams are left in any table. */
    private static long left(Database database, ExpungementScope scope, PostgresStore store) {
        var streams = scope.streams().stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        long rows = 0;
        for (var where : List.of(
                "sealing_key where key_id in (" + streams + ")",
                "findable where id in (" + streams + ")",
                "booking where episode in (" + streams + ")",
                "stay_row where episode in (" + streams + ")",
                "case_row where episode in (" + streams + ")",
                "request_row where request in (" + streams + ")",
                "stream_head where wake_at is not null and stream in (" + streams + ")",
                "match_key m where not exists (select 1 from findable f where f.token = m.token)")) {
            rows += BackupTest.count(database, where);
        }
        var seen = scope.seen().stream()
                .map(store.feeds()::token)
                .map(token -> "'\\x" + HexFormat.of().formatHex(token) + "'")
                .collect(Collectors.joining(","));
        return rows + BackupTest.count(database, "feed_seen where event in (" + seen + ")");
    }

    @Test
    void lists_come_in_order_and_only_of_the_facility_asked_for() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            var store = opened.store();
            live(new Desk(store));
            var lists = store.lists();
            assertEquals(1, lists.facilities().size());
            assertEquals(1, lists.agencies().size());
            assertEquals(PEOPLE, lists.cases(Cast.JAIL, false, 100).size());
            assertEquals(5, lists.cases(Cast.JAIL, true, 5).size());
            assertEquals(PEOPLE, lists.requestsOf(Cast.AGENCY, 100).size());
            assertEquals(PEOPLE, lists.requestsTo(Cast.JAIL, 100).size());
            assertEquals(Cast.requestId(7), lists.request("R-7").orElseThrow().id());
            assertTrue(lists.request("R-700").isEmpty());
            assertTrue(lists.requestsOf("other", 100).isEmpty());
            assertFalse(lists.journal(Cast.JAIL, 0, 10).isEmpty());
        }
    }

    @Test
    void another_node_over_the_same_database_sees_the_same_files() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            live(new Desk(opened.store()));
            var node = opened.again(new BusinessClock.Stepped(() -> WHEN), 2).store();
            for (int n = 0; n < PEOPLE; n++) {
                var number = Cast.bookingNumber(n);
                var stay = node.transact(tx -> tx.nameOf(Cast.JAIL, number));
                int here = opened.store()
                        .transact(tx -> tx.episode(stay).received().size());
                int there = node.transact(tx -> tx.episode(stay).received().size());
                assertEquals(2, here);
                assertEquals(here, there);
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Desk(node)
                            .accept(
                                    new org.sallyport.custody.FacilityId("zz/county/other"),
                                    List.of(Cast.booked(1, WHEN)),
                                    e -> "d"));
        }
    }
}

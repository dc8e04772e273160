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
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Streams;
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

    @Test
    void a_stay_whose_key_was_destroyed_is_gone_from_lists_and_look_ups_and_its_commitments_stay() {
        try (var opened = TestStore.stepped(() -> WHEN, PolicyBook.empty())) {
            var store = opened.store();
            live(new Desk(store));
            var stay = Streams.episode(Cast.JAIL, Cast.bookingNumber(3));
            int entries = store.transact(tx -> tx.history(Streams.of(stay))).size();
            assertNotEquals(0, entries);
            assertEquals(PEOPLE, store.lists().stays(Cast.JAIL, true, 100).size());

            assertTrue(store.expunge(Streams.of(stay)));

            assertEquals(List.of(), store.transact(tx -> tx.history(Streams.of(stay))));
            assertEquals(PEOPLE - 1, store.lists().stays(Cast.JAIL, true, 100).size());
            assertEquals(List.of(), store.differences());
            int kept = opened.database().transact(connection -> {
                try (var count = connection.prepareStatement(
                        "select count(*) from journal where stream = ? and length(commitment) = 32")) {
                    count.setObject(1, stay.value());
                    try (var rows = count.executeQuery()) {
                        rows.next();
                        return rows.getInt(1);
                    }
                }
            });
            assertEquals(entries, kept);
            assertFalse(store.expunge(Streams.of(stay)));
        }
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
                var stay = Streams.episode(Cast.JAIL, Cast.bookingNumber(n));
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

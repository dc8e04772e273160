package org.sallyport.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;

/** A day of the demonstration on PostgreSQL: what stands in clear in any table, and what the promises say. */
class DemoLeaksNothingTest {
    @Test
    void no_table_holds_a_name_a_birth_date_an_identifier_or_a_booking_number_in_clear() throws Exception {
        try (var stage = new DemoStage(7, 1, Map.of())) {
            var personal = new TreeSet<String>();
            stage.run().watch(entry -> personal(entry, personal));
            stage.run().connect();
            while (stage.run().step()) {
                assertTrue(!stage.clock().get().isAfter(stage.run().until()));
            }

            assertTrue(personal.size() > 500, "only " + personal.size() + " values to look for");
            var leaks = stage.backing().database().transact(connection -> leaks(connection, personal));
            assertEquals(List.of(), leaks);
            assertTrue(stage.summary().kept(), stage.summary().promises().toString());
        }
    }

    private static void personal(Envelope entry, Set<String> values) {
        if (entry.event() instanceof EpisodeEvent.FactReceived(var fact)) {
            values.add(fact.subject());
            if (fact.fact() instanceof CustodyFact.Booked booked) {
                var person = booked.person();
                values.add(person.name().given());
                values.add(person.localId());
                person.identifiers().forEach(i -> values.add(i.value()));
                person.birthDate().ifPresent(born -> values.add(born.toString()));
            }
        }
        values.remove("");
    }

    /** Table, column and how many rows: never the value. Columns of bytes are read as text too. */
    private static List<String> leaks(Connection connection, Set<String> personal) throws SQLException {
        var leaks = new ArrayList<String>();
        try (var columns = connection.createStatement();
                var rows = columns.executeQuery("""
                        select c.table_name, c.column_name, c.data_type from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where table_schema = 'public' and t.table_type = 'BASE TABLE'""")) {
            while (rows.next()) {
                var table = rows.getString(1);
                var column = rows.getString(2);
                var text = rows.getString(3).equals("bytea")
                        ? "encode(\"" + column + "\", 'escape')"
                        : "\"" + column + "\"::text";
                leaks.addAll(leaks(connection, table, column, text, personal));
            }
        }
        return leaks;
    }

    private static List<String> leaks(
            Connection connection, String table, String column, String text, Set<String> personal) throws SQLException {
        var found = new ArrayList<String>();
        try (var cells = connection.createStatement();
                var rows = cells.executeQuery("select " + text + " from \"" + table + "\"")) {
            long hits = 0;
            while (rows.next()) {
                var cell = rows.getString(1);
                hits += cell != null && personal.stream().anyMatch(cell::contains) ? 1 : 0;
            }
            if (hits > 0) {
                found.add(Map.of("table", table, "column", column, "rows", hits).toString());
            }
        }
        return found;
    }
}

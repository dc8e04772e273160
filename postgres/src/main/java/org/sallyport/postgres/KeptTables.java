package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tables a backup holds: all that the catalogue names, except those that are written again from others. A table
 * that someone adds is therefore in the next backup, whoever forgot to say so.
 */
final class KeptTables {
    /** Written again, made by migrations, locks only, or said of this one database. */
    static final Set<String> NOT_KEPT = notKept();

    private KeptTables() {}

    private static Set<String> notKept() {
        var names = new TreeSet<>(Rebuild.TABLES.keySet());
        names.addAll(
                List.of("match_key", "flyway_schema_history", "restore_unfinished", "audit_check", "reconciled_to"));
        return names;
    }

    /**
     * A table and its columns in order, without those a database fills in by itself: numbers of its own transactions
     * and what is computed.
     */
    record Table(String name, List<String> columns) {
        String list() {
            return name + " (" + String.join(", ", columns) + ")";
        }

        /** Whether it holds one row in every database, a fresh one too. */
        boolean isOneRow() {
            return columns.contains("one_row");
        }
    }

    /** The tables of this database, a table after those it refers to. */
    static List<Table> of(Connection connection) throws SQLException {
        var columns = new TreeMap<String, List<String>>();
        each(
                connection,
                "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
                        + " and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype"
                        + " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
                        + " and not c.relispartition order by c.relname, a.attnum",
                (table, column) ->
                        columns.computeIfAbsent(table, _ -> new ArrayList<>()).add(column));
        columns.keySet().removeAll(NOT_KEPT);
        var refers = new TreeMap<String, Set<String>>();
        each(
                connection,
                "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'"
                        + " and connamespace = 'public'::regnamespace and conparentid = 0",
                (from, to) -> refers.computeIfAbsent(from, _ -> new TreeSet<>()).add(to));
        var ordered = new LinkedHashMap<String, Table>();
        columns.keySet().forEach(name -> place(name, columns, refers, ordered, new TreeSet<>()));
        return List.copyOf(ordered.values());
    }

    private static void place(
            String name,
            Map<String, List<String>> columns,
            Map<String, Set<String>> refers,
            Map<String, Table> ordered,
            Set<String> above) {
        if (ordered.containsKey(name) || !columns.containsKey(name) || !above.add(name)) {
            return;
        }
        refers.getOrDefault(name, Set.of()).forEach(to -> place(to, columns, refers, ordered, above));
        ordered.put(name, new Table(name, List.copyOf(columns.getOrDefault(name, List.of()))));
    }

    /** Every sequence and the last number it gave; 0 for none yet. */
    static Map<String, Long> sequences(Connection connection) throws SQLException {
        var found = new TreeMap<String, Long>();
        each(
                connection,
                "select sequencename, coalesce(last_value, 0)::text from pg_sequences where schemaname = 'public'",
                (name, last) -> found.put(name, Long.parseLong(last)));
        return found;
    }

    /** Those of the kept tables that hold more than a fresh database has. */
    static List<String> filled(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        for (var table : of(connection)) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select 1 from " + table.name() + " limit 1")) {
                if (rows.next() && !table.isOneRow()) {
                    found.add(table.name());
                }
            }
        }
        return found;
    }

    private interface Pair {
        void of(String one, String other);
    }

    private static void each(Connection connection, String sql, Pair pair) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pair.of(rows.getString(1), rows.getString(2));
            }
        }
    }
}

package org.sallyport.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.postgres.Database;

/**
 * A journal made longer: what stands in it by now, with every key, look-up and projection that came of it, written
 * again under other names as if it had happened some weeks before. Nobody can open the copies; a bench writes and looks
 * up beside them.
 *
 * @param database the store's
 * @param rows     how many rows of the journal one copy has
 */
record Multiplied(Database database, long rows) {
    /** Each table that grows with the journal: its columns, and after a colon what a copy says instead. */
    private static final List<Table> TABLES = List.of(
            new Table(
                    "journal",
                    "type ~ '^(episode|request)'",
                    "stream:name version type schema recorded_at:moment facility agency cause actor key_id:name sealed"
                            + " commitment"),
            new Table("stream_head", "kind in (2, 3)", "stream:name kind version recorded_at:moment facility agency"),
            new Table("sealing_key", "what = 'stream'", "key_id:name facility agency what wrapped master"),
            new Table("feed_seen", "true", "event:token body:token facility agency"),
            new Table("match_key", "true", "token:token"),
            new Table("booking", "true", "token:token facility agency episode:name"),
            new Table("findable", "true", "token:token kind id:name facility agency"),
            new Table("stay_row", "true", "episode:name facility agency phase release_at:moment open_cases"),
            new Table(
                    "case_row",
                    "true",
                    "case_id:name facility agency episode:name request:name state deadline:moment closed"),
            new Table(
                    "notice_row",
                    "true",
                    "notice:name facility agency case_id:name caused_at:moment paused_at:moment waits_until:moment"),
            new Table(
                    "request_row",
                    "true",
                    "request:name facility agency status received_at:moment number:token closed"));

    private record Table(String name, String which, String columns) {
        private String columns(boolean copied) {
            return Arrays.stream(columns.split(" "))
                    .map(c -> c.split(":"))
                    .map(c -> copied && c.length > 1 ? other(c[0], c[1]) : c[0])
                    .collect(Collectors.joining(", "));
        }

        private static String other(String column, String sort) {
            return switch (sort) {
                case "name" -> "md5(" + column + "::text || k)::uuid";
                case "token" -> "sha256(" + column + " || int4send(k))";
                default -> column + " - k * interval '7 days'";
            };
        }

        String keep() {
            return "create table base_" + name + " as select " + columns(false) + " from " + name + " where " + which;
        }

        String copy() {
            return "insert into " + name + " (" + columns(false) + ") select " + columns(true) + " from base_" + name
                    + ", (values (?::int)) as n (k)";
        }
    }

    /** Sets aside what is to be copied, as it stands now. */
    static Multiplied of(Database database) {
        return database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                for (var table : TABLES) {
                    statement.execute(table.keep());
                }
                try (var rows = statement.executeQuery("select count(*) from base_journal")) {
                    rows.next();
                    return new Multiplied(database, rows.getLong(1));
                }
            }
        });
    }

    /** Adds a copy of it all, as if it had happened so many weeks before. */
    void add(int weeks) {
        database.transact(connection -> {
            for (var table : TABLES) {
                try (var statement = connection.prepareStatement(table.copy())) {
                    statement.setInt(1, weeks);
                    statement.executeUpdate();
                }
            }
            return weeks;
        });
    }
}

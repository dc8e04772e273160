package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** The parts of the journal's table, made ahead of the position it has reached. */
final class Partitions {
    private static final long PARTITION_ROWS = 10_000_000;
    private static final int PARTITIONS_AHEAD = 3;

    private volatile long reached;
    private volatile long preparedUpTo;

    /** Notes how far the journal had come when a transaction began. */
    void reached(long position) {
        reached = Math.max(reached, position);
    }

    /** Keeps partitions ahead of the position reached; in a transaction of its own, since it takes locks. */
    void prepare(Database database) {
        if (reached + PARTITION_ROWS < preparedUpTo) {
            return;
        }
        preparedUpTo = database.transact(connection -> {
            Rows.run(connection, "select pg_advisory_xact_lock(20260907)");
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select coalesce(max(position), 0) from journal")) {
                rows.next();
                reached = Math.max(reached, rows.getLong(1));
            }
            long first = reached / PARTITION_ROWS;
            for (long n = first; n <= first + PARTITIONS_AHEAD; n++) {
                partition(connection, n);
            }
            return (first + PARTITIONS_AHEAD) * PARTITION_ROWS;
        });
    }

    /** Makes partitions for every position up to this one, where there are none. */
    static void makeRoom(Connection connection, long upTo) throws SQLException {
        for (long n = 0; n <= upTo / PARTITION_ROWS + PARTITIONS_AHEAD; n++) {
            partition(connection, n);
        }
    }

    private static void partition(Connection connection, long n) throws SQLException {
        try (var exists = connection.prepareStatement("select to_regclass(?) is not null")) {
            exists.setString(1, "journal_" + n);
            try (var rows = exists.executeQuery()) {
                rows.next();
                if (rows.getBoolean(1)) {
                    return;
                }
            }
        }
        var range = "for values from (" + n * PARTITION_ROWS + ") to (" + (n + 1) * PARTITION_ROWS + ")";
        Rows.run(connection, "create table journal_" + n + " (like journal including all)");
        Rows.run(connection, "alter table journal attach partition journal_" + n + " " + range);
    }
}

package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Looks the other way: whether every row of the journal is in the log, and every stream whole. */
final class RowCheck {
    private static final long POSITIONS_AT_ONCE = 5_000;
    private static final int STREAMS_AT_ONCE = 1_000;
    private static final String UNLOGGED = "select j.position, j.stream, j.version from journal j"
            + " where j.position > ? and j.position <= ?"
            + " and (j.tx < ?::xid8 or j.tx = ?::xid8 and j.position <= ?)"
            + " and not exists (select 1 from audit_leaf l where l.position = j.position)"
            + " order by j.position limit 1";
    private static final String HEADLESS = "select j.position, j.stream, j.version from journal j"
            + " where j.position > ? and j.position <= ?"
            + " and not exists (select 1 from stream_head h where h.stream = j.stream) order by j.position limit 1";
    private static final String UNHAPPENED = "select j.position, j.stream, j.version from journal j"
            + " where j.tx >= pg_snapshot_xmax(pg_current_snapshot()) order by j.position limit 1";
    private static final String STREAMS =
            "select h.stream, abs(h.version), count(j.version), count(distinct j.version),"
                    + " coalesce(max(j.version), 0) from (select stream, version from stream_head where stream > ?"
                    + " order by stream limit ?) h left join journal j on j.stream = h.stream"
                    + " group by h.stream, h.version order by h.stream";

    private final Connection connection;
    private final String tx;
    private final long mark;

    /** A check up to the last entry taken, by (tx, position). */
    RowCheck(Connection connection, String tx, long mark) {
        this.connection = connection;
        this.tx = tx;
        this.mark = mark;
    }

    /** The highest position there is. */
    long last() throws SQLException {
        try (var statement = connection.prepareStatement("select coalesce(max(position), 0) from journal");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Checks some rows after a position; the position reached. */
    long some(long after) throws SQLException {
        long to = after + POSITIONS_AT_ONCE;
        try (var statement = connection.prepareStatement(UNLOGGED)) {
            statement.setLong(1, after);
            statement.setLong(2, to);
            statement.setString(3, tx);
            statement.setString(4, tx);
            statement.setLong(5, mark);
            none(statement, "row-unlogged", "this row of the journal came in behind the log's back.");
        }
        try (var statement = connection.prepareStatement(HEADLESS)) {
            statement.setLong(1, after);
            statement.setLong(2, to);
            none(statement, "stream-unknown", "this row belongs to a stream that has no head.");
        }
        return to;
    }

    /** A row from a transaction that has not happened would never be taken into the log. */
    void unhappened() throws SQLException {
        try (var statement = connection.prepareStatement(UNHAPPENED)) {
            none(statement, "row-from-the-future", "this row names a transaction that has not happened yet.");
        }
    }

    private static void none(java.sql.PreparedStatement statement, String code, String words) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (rows.next()) {
                var place = Difference.Place.row(rows.getLong(1), rows.getObject(2, UUID.class), rows.getInt(3));
                throw new Found(code, place, words);
            }
        }
    }

    /** Checks some streams after one, in order of their names; the last one looked at, the same when none is left. */
    UUID streams(UUID after) throws SQLException {
        var last = after;
        try (var statement = connection.prepareStatement(STREAMS)) {
            statement.setObject(1, after);
            statement.setInt(2, STREAMS_AT_ONCE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = rows.getObject(1, UUID.class);
                    int version = rows.getInt(2);
                    if (rows.getLong(3) != version || rows.getLong(4) != version || rows.getInt(5) != version) {
                        throw new Found(
                                "stream-broken",
                                Difference.Place.stream(last, version),
                                "the stream has " + rows.getLong(3) + " rows with " + rows.getLong(4)
                                        + " versions up to " + rows.getInt(5) + "; its head says " + version + ".");
                    }
                }
            }
        }
        return last;
    }
}

package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.sallyport.journal.Heading;
import org.sallyport.postgres.sealing.DataKey;
import org.sallyport.postgres.sealing.KeyRing;

/** Changes rows of the journal so that their seals, commitments and streams agree again. */
record Forger(Connection connection, KeyRing keys) {
    private static final String COLUMNS =
            "stream, version, type, schema, recorded_at, facility, agency, cause, actor, key_id, sealed";

    /** The row that stands behind an entry of the log. */
    static long position(Connection connection, long index) throws SQLException {
        try (var statement = connection.prepareStatement("select position from audit_leaf where index = ?")) {
            statement.setLong(1, index);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    UUID stream(long position) throws SQLException {
        return row(position).heading().stream();
    }

    private record Row(Heading heading, DataKey key, byte[] sealed) {}

    private Row row(long position) throws SQLException {
        var sql = "select " + COLUMNS + " from journal where position = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, position);
            try (var rows = statement.executeQuery()) {
                rows.next();
                var heading = new Heading(
                        rows.getObject(1, UUID.class),
                        rows.getInt(2),
                        rows.getString(3),
                        rows.getInt(4),
                        rows.getObject(5, OffsetDateTime.class).toInstant(),
                        rows.getString(6),
                        rows.getString(7),
                        rows.getString(8),
                        rows.getString(9));
                var id = rows.getObject(10, UUID.class);
                var key = keys.find(connection, List.of(id)).get(id);
                if (key == null) {
                    throw new IllegalStateException("no key");
                }
                return new Row(heading, key, rows.getBytes(11));
            }
        }
    }

    /** Who did it, in heading and payload. */
    void alter(long at, String by) throws SQLException {
        var plain = plain(at);
        update("update journal set actor = ? where position = ?", by, at);
        reseal(at, plain.replace("\"by\":\"test\"", "\"by\":\"" + by + "\""));
    }

    private String plain(long at) throws SQLException {
        var row = row(at);
        return new String(row.key().open(row.sealed(), row.heading().envelope()), UTF_8);
    }

    /** Seals a payload to the heading that stands in the row now. */
    private void reseal(long at, String plain) throws SQLException {
        var now = row(at);
        var sealed = now.key().seal(plain.getBytes(UTF_8), now.heading().envelope());
        try (var update =
                connection.prepareStatement("update journal set sealed = ?, commitment = ? where position = ?")) {
            update.setBytes(1, sealed.payload());
            update.setBytes(2, sealed.commitment());
            update.setLong(3, at);
            update.executeUpdate();
        }
    }

    void backDate(long at) throws SQLException {
        var plain = plain(at);
        update("update journal set recorded_at = recorded_at - interval '1 day' where position = ?", at);
        reseal(at, plain);
    }

    /** A whole stream of one row, so that none has a gap. */
    void delete(long at) throws SQLException {
        update("delete from stream_head where stream = (select stream from journal where position = ?)", at);
        update("delete from journal where position = ?", at);
    }

    /** One more row of the same stream, from the same transaction. */
    void insert(long at) throws SQLException {
        var plain = plain(at);
        var others = COLUMNS.replace("version, ", "");
        update(
                "insert into journal (tx, version, commitment, " + others + ") select tx, version + 1, commitment, "
                        + others + " from journal where position = ?",
                at);
        update(
                "update stream_head set version = version + 1 where stream ="
                        + " (select stream from journal where position = ?)",
                at);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(position) from journal")) {
            rows.next();
            reseal(rows.getLong(1), plain);
        }
    }

    /** This row and the next change places. */
    void reorder(long at) throws SQLException {
        update(
                "update journal j set position = o.position + 9000000, tx = o.tx from journal o"
                        + " where j.position in (?, ?) and o.position in (?, ?) and j.position <> o.position",
                at,
                at + 1,
                at,
                at + 1);
        update("update journal set position = position - 9000000 where position > 9000000");
    }

    private void update(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}

package org.sallyport.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Arrays and moments on their way into SQL and back. Moments are kept to the microsecond. */
final class Rows {
    private Rows() {}

    static void uuids(PreparedStatement statement, int at, Collection<UUID> ids) throws SQLException {
        statement.setObject(at, BinaryArray.uuids(ids));
    }

    static void bytes(PreparedStatement statement, int at, Collection<byte[]> values) throws SQLException {
        statement.setObject(at, BinaryArray.bytes(values));
    }

    static void texts(PreparedStatement statement, int at, Collection<String> values) throws SQLException {
        statement.setObject(at, BinaryArray.texts(values));
    }

    static void ints(PreparedStatement statement, int at, Collection<Integer> values) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("int4", values.toArray(Integer[]::new)));
    }

    static void booleans(PreparedStatement statement, int at, Collection<Boolean> values) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("bool", values.toArray(Boolean[]::new)));
    }

    static void moments(PreparedStatement statement, int at, Collection<Optional<Instant>> values) throws SQLException {
        statement.setObject(at, BinaryArray.moments(values));
    }

    static void moment(PreparedStatement statement, int at, Instant value) throws SQLException {
        statement.setObject(at, OffsetDateTime.ofInstant(value, ZoneOffset.UTC));
    }

    static Instant moment(ResultSet rows, int at) throws SQLException {
        return rows.getObject(at, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> momentIfAny(ResultSet rows, int at) throws SQLException {
        @Nullable OffsetDateTime found = rows.getObject(at, OffsetDateTime.class);
        return Optional.ofNullable(found).map(OffsetDateTime::toInstant);
    }

    /** A moment as the database keeps it. */
    static Instant kept(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    /** A token as a key of a map. */
    static ByteBuffer key(byte[] token) {
        return ByteBuffer.wrap(token);
    }

    static byte[] token(ByteBuffer key) {
        return key.array();
    }

    /** A transaction found that another one was first; it is run again from its start. */
    static SQLException lostRace(String what) {
        return new SQLException(what, "40001");
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

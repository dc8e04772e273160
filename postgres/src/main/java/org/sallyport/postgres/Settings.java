package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.StreamHeads.Head;

/**
 * What every transaction begins by reading, in one round trip: the clock, the book in force, how often agencies
 * changed,
 * and, under its lock, where the facility stands.
 *
 * <p>The lock of a facility is an advisory one, shared by whoever works there and exclusive for whoever changes its
 * settings: a row lock shared by every batch would write the row every time.
 */
final class Settings {
    private static final String READ = "select clock_timestamp(), s.agency_epoch, s.book, h.version, h.recorded_at,"
            + " p.last_value, s.destructions from journal_position p, settings s"
            + " left join stream_head h on h.stream = ?";

    private final Books books;
    private final Map<String, PolicyBook> known = new ConcurrentHashMap<>();

    Settings(Books books) {
        this.books = books;
    }

    /**
     * What was read at the beginning; {@code position} is the last one of the journal that was handed out,
     * {@code destructions} how often streams were destroyed.
     */
    record Begun(Instant clock, long agencyEpoch, String book, Head facility, long position, long destructions) {}

    /** How a facility is locked. */
    enum Lock {
        SHARED("select pg_advisory_xact_lock_shared(?); "),
        EXCLUSIVE("select pg_advisory_xact_lock(?); ");

        private final String sql;

        Lock(String sql) {
            this.sql = sql;
        }
    }

    static Begun begin(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(READ)) {
            statement.setObject(1, new UUID(0, 0));
            try (var rows = statement.executeQuery()) {
                return begun(rows);
            }
        }
    }

    static Begun lock(Connection connection, UUID facility, Lock how) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(how.sql + READ)) {
            statement.setLong(1, facility.getMostSignificantBits() ^ facility.getLeastSignificantBits());
            statement.setObject(2, facility);
            statement.execute();
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                return begun(rows);
            }
        }
    }

    private static Begun begun(ResultSet rows) throws SQLException {
        rows.next();
        @Nullable String book = rows.getString(3);
        int version = rows.getInt(4);
        var head = rows.wasNull() ? Head.NONE : new Head(version, Rows.moment(rows, 5));
        return new Begun(
                Rows.moment(rows, 1),
                rows.getLong(2),
                book == null ? "" : book,
                head,
                rows.getLong(6),
                rows.getLong(7));
    }

    /** The book of this hash. */
    PolicyBook book(Connection connection, String hash) throws SQLException {
        var found = known.get(hash);
        if (found != null) {
            return found;
        }
        try (var statement = connection.prepareStatement("select content from policy_book where hash = ?")) {
            statement.setString(1, hash);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("No policy book is in force in this database.");
                }
                var book = books.read(rows.getBytes(1));
                known.put(hash, book);
                return book;
            }
        }
    }

    /** Puts a book in force instead of the one a change of it was made from. */
    void activate(Connection connection, PolicyBook book, String instead) throws SQLException {
        keep(connection, book);
        try (var statement =
                connection.prepareStatement("update settings set book = ? where book is not distinct from ?")) {
            statement.setString(1, book.hash());
            statement.setString(2, instead.isEmpty() ? null : instead);
            if (statement.executeUpdate() != 1) {
                throw Rows.lostRace("another transaction activated a book first");
            }
        }
    }

    /** Puts a book in force if none is. */
    void activateFirst(Connection connection, PolicyBook book) throws SQLException {
        keep(connection, book);
        try (var statement = connection.prepareStatement("update settings set book = ? where book is null")) {
            statement.setString(1, book.hash());
            statement.executeUpdate();
        }
    }

    private void keep(Connection connection, PolicyBook book) throws SQLException {
        known.put(book.hash(), book);
        try (var statement = connection.prepareStatement(
                "insert into policy_book (hash, content) values (?, ?) on conflict do nothing")) {
            statement.setString(1, book.hash());
            statement.setBytes(2, books.write(book));
            statement.executeUpdate();
        }
    }

    /** Says that an agency changed. */
    static void agencyChanged(Connection connection) throws SQLException {
        Rows.run(connection, "update settings set agency_epoch = agency_epoch + 1");
    }

    /** Moves a stepped clock's moment onto the grid of the database. */
    static Instant clock(BusinessClock clock, Begun begun) {
        Optional<Instant> given = clock.given();
        return Rows.kept(given.orElse(begun.clock()));
    }
}

package org.sallyport.postgres.audit;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.sallyport.postgres.Database;

/** How full checks ended: kept so that the console can show it, and a role is called when something differs. */
public final class Checks {
    private final Database database;

    /** The checks of a migrated database. */
    public Checks(Database database) {
        this.database = database;
    }

    /**
     * How a check ended.
     *
     * @param at      when (UTC instant)
     * @param began   the entry it began at, where an earlier one had come; 0 for the first
     * @param size    how many entries the log had
     * @param against how many checkpoints and copies that others kept it was compared with
     * @param code    the code of the first difference; empty when nothing differs
     * @param words   the difference with its place; empty likewise
     */
    public record Ended(Instant at, long began, long size, int against, String code, String words) {}

    /** Keeps how a check ended. */
    public void ended(long began, AuditCheck.Result result, int against) {
        database.transact(connection -> {
            var sql = "insert into audit_check (began, size, against, code, words) values (?, ?, ?, ?, ?)";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setLong(1, began);
                statement.setLong(2, result.head().size());
                statement.setInt(3, against);
                statement.setString(4, result.difference().map(Difference::code).orElse(""));
                statement.setString(
                        5, result.difference().map(Difference::sentence).orElse(""));
                return statement.executeUpdate();
            }
        });
    }

    /** How the latest ended; empty before the first. */
    public Optional<Ended> latest() {
        return database.transact(connection -> {
            var sql = "select checked_at, began, size, against, code, words from audit_check"
                    + " order by number desc limit 1";
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        });
    }

    private static Ended read(java.sql.ResultSet rows) throws SQLException {
        return new Ended(
                rows.getObject(1, OffsetDateTime.class).toInstant(),
                rows.getLong(2),
                rows.getLong(3),
                rows.getInt(4),
                rows.getString(5),
                rows.getString(6));
    }
}

package org.sallyport.postgres.sealing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Wraps every key of a database again under the master key in use, some at a time: what they sealed stays as it is, and
 * so do tokens, whose key is one of them. It may be stopped at any moment and begun again; it runs beside a server.
 */
public final class KeyRotation {
    private final MasterKey master;

    /** A rotation to the master key in use. */
    public KeyRotation(MasterKey master) {
        this.master = master;
    }

    /**
     * How many keys one master key wraps, of one sort.
     *
     * @param master fingerprint; empty for keys wrapped before fingerprints were kept
     * @param what   {@code stream}, {@code quarantine}, {@code tokens} and whatever else is sealed
     * @param oldest when the oldest of them was made (UTC instant of the database's clock)
     * @param newest when the newest was made
     */
    public record Count(String master, String what, long keys, Instant oldest, Instant newest) {}

    /** What the database holds; nothing of any key. */
    public static List<Count> counts(Connection connection) throws SQLException {
        var found = new ArrayList<Count>();
        try (var statement = connection.prepareStatement("select master, what, count(*), min(made_at), max(made_at)"
                        + " from sealing_key group by master, what order by master, what");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Count(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant(),
                        rows.getObject(5, OffsetDateTime.class).toInstant()));
            }
        }
        return found;
    }

    /** How many keys another master key still wraps. */
    public long left(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from sealing_key where master <> ?")) {
            statement.setString(1, master.id());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /**
     * Wraps up to {@code most} keys again, in the caller's transaction.
     *
     * @return how many; 0 when nothing is left
     * @throws SealBroken when a key's master key is not at hand
     */
    public int step(Connection connection, int most) throws SQLException {
        var again = new ArrayList<WrappedKey>();
        try (var statement = connection.prepareStatement("select key_id, wrapped, master from sealing_key"
                + " where master <> ? order by key_id limit ? for update")) {
            statement.setString(1, master.id());
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var old = new WrappedKey(rows.getObject(1, UUID.class), rows.getBytes(2), rows.getString(3));
                    again.add(old.again(master));
                }
            }
        }
        try (var update =
                connection.prepareStatement("update sealing_key set wrapped = ?, master = ? where key_id = ?")) {
            for (var key : again) {
                update.setBytes(1, key.wrapped());
                update.setString(2, key.master());
                update.setObject(3, key.id());
                update.addBatch();
            }
            update.executeBatch();
        }
        return again.size();
    }
}

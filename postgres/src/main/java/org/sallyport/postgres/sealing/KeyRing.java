package org.sallyport.postgres.sealing;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The keys kept in table {@code sealing_key}, each wrapped by the master key and bound to its own name. Deleting a row
 * destroys what it sealed, for good; the commitments stay and still verify.
 */
public final class KeyRing {
    private static final UUID TOKENS = new UUID(0, 1);
    private static final UUID LOG = new UUID(0, 2);
    private static final int KEY_BYTES = 32;

    private final MasterKey master;
    private final SecureRandom random;
    private final Map<UUID, DataKey> known;
    private long forgotten;

    /**
     * A ring over one database.
     *
     * @param random  where keys and salts come from
     * @param keysMax how many opened keys are kept in memory
     */
    public KeyRing(MasterKey master, SecureRandom random, int keysMax) {
        this.master = master;
        this.random = random;
        this.known = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, DataKey> eldest) {
                return size() > keysMax;
            }
        };
    }

    /** The tokens of this database; their key is made on first use. */
    public Tokens tokens(Connection connection) throws SQLException {
        return new Tokens(lasting(connection, TOKENS, "tokens"));
    }

    /** The private key by which the audit log of this database is signed, 32 bytes; made on first use. */
    public byte[] logSeed(Connection connection) throws SQLException {
        return lasting(connection, LOG, "audit log");
    }

    private byte[] lasting(Connection connection, UUID id, String what) throws SQLException {
        var fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        insert(connection, Map.of(id, master.wrap(fresh, name(id))), List.of(""), what);
        var wrapped = wrapped(connection, new UUID[] {id});
        return requireNonNull(wrapped.get(id)).opened(master);
    }

    /** Those of the named keys that exist; a destroyed or unknown key is left out. */
    public Map<UUID, DataKey> find(Connection connection, Collection<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, DataKey>();
        var missing = new TreeSet<UUID>();
        long begun;
        synchronized (known) {
            begun = forgotten;
            for (var id : ids) {
                var key = known.get(id);
                if (key == null) {
                    missing.add(id);
                } else {
                    found.put(id, key);
                }
            }
        }
        if (!missing.isEmpty()) {
            wrapped(connection, missing.toArray(UUID[]::new))
                    .forEach((id, key) -> found.put(id, new DataKey(id, key.opened(master), random)));
            synchronized (known) {
                if (forgotten == begun) {
                    known.putAll(found);
                }
            }
        }
        return found;
    }

    /**
     * Makes keys for names that have none, each labelled with its facility, in the caller's transaction, which must
     * hold the lock of whatever they are
     * for. They are remembered only through {@link #remember} once that transaction is durable.
     */
    public Map<UUID, DataKey> make(Connection connection, SortedMap<UUID, String> facilities, String what)
            throws SQLException {
        var made = new HashMap<UUID, DataKey>();
        var rows = new LinkedHashMap<UUID, byte[]>();
        for (var id : facilities.keySet()) {
            var key = new byte[KEY_BYTES];
            random.nextBytes(key);
            made.put(id, new DataKey(id, key, random));
            rows.put(id, master.wrap(key, name(id)));
        }
        if (insert(connection, rows, facilities.values(), what) != rows.size()) {
            throw new SQLException("another transaction made the same key first", "40001");
        }
        return made;
    }

    /** Keeps keys in memory for the next time. */
    public void remember(Map<UUID, DataKey> keys) {
        synchronized (known) {
            known.putAll(keys);
        }
    }

    /** Forgets every key in memory; those that still exist are read again when they are asked for. */
    public void forget() {
        synchronized (known) {
            known.clear();
            forgotten++;
        }
    }

    private int insert(Connection connection, Map<UUID, byte[]> rows, Collection<String> facilities, String what)
            throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        var sql = "insert into sealing_key (key_id, facility, what, wrapped, master)"
                + " select unnest(?::uuid[]), unnest(?::text[]), ?, unnest(?::bytea[]), ? on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", rows.keySet().toArray(UUID[]::new)));
            statement.setArray(2, connection.createArrayOf("text", facilities.toArray(String[]::new)));
            statement.setString(3, what);
            statement.setArray(
                    4, connection.createArrayOf("bytea", rows.values().toArray(byte[][]::new)));
            statement.setString(5, master.id());
            return statement.executeUpdate();
        }
    }

    private static Map<UUID, WrappedKey> wrapped(Connection connection, UUID[] ids) throws SQLException {
        var found = new HashMap<UUID, WrappedKey>();
        try (var statement =
                connection.prepareStatement("select key_id, wrapped, master from sealing_key where key_id = any(?)")) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getObject(1, UUID.class);
                    found.put(id, new WrappedKey(id, rows.getBytes(2), rows.getString(3)));
                }
            }
        }
        return found;
    }

    private static byte[] name(UUID id) {
        return WrappedKey.name(id);
    }
}

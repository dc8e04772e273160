package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.FacilityId;

/** One key a facility for what belongs to no single stay or request, each made at its first use. */
public final class FacilityKeys {
    private final KeyRing keys;
    private final String what;

    /** Keys for one kind of thing, such as {@code quarantine}. */
    public FacilityKeys(KeyRing keys, String what) {
        this.keys = keys;
        this.what = what;
    }

    /** The facility's key; made under a lock of its own, held until the transaction ends. */
    public DataKey of(Connection connection, FacilityId facility) throws SQLException {
        var id = UUID.nameUUIDFromBytes((what + " " + facility).getBytes(UTF_8));
        var known = keys.find(connection, List.of(id)).get(id);
        if (known != null) {
            return known;
        }
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, id.getMostSignificantBits());
            lock.execute();
        }
        var meanwhile = keys.find(connection, List.of(id)).get(id);
        if (meanwhile != null) {
            return meanwhile;
        }
        var wanted = new TreeMap<UUID, String>();
        wanted.put(id, facility.path());
        return requireNonNull(keys.make(connection, wanted, what).get(id));
    }
}

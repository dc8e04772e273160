package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.journal.StreamId;

/**
 * The look-ups of one transaction by key and by booking: each made once, and corrected by what waits to be written.
 */
final class LookUps {
    private final Connection connection;
    private final Findables findables;
    private final Pending pending;
    private final Map<StreamId.Kind, Map<MatchKey, Set<UUID>>> known = new EnumMap<>(StreamId.Kind.class);

    LookUps(Connection connection, Findables findables, Pending pending) {
        this.connection = connection;
        this.findables = findables;
        this.pending = pending;
    }

    /** Locks keys; what others wrote under them before is seen from here on. */
    void lock(Set<MatchKey> keys) throws SQLException {
        findables.lock(connection, keys);
        forget();
    }

    /** What was looked up may have changed. */
    void forget() {
        known.clear();
    }

    /** Who is found at a facility under any of these keys. */
    Set<UUID> found(StreamId.Kind kind, FacilityId facility, Collection<MatchKey> keys) throws SQLException {
        var ofKind = known.computeIfAbsent(kind, _ -> new HashMap<>());
        if (!ofKind.keySet().containsAll(keys)) {
            var wanted = new TreeSet<>(keys);
            wanted.removeAll(ofKind.keySet());
            ofKind.putAll(findables.find(connection, kind, facility, wanted));
        }
        var inTables = new TreeSet<UUID>();
        keys.forEach(key -> inTables.addAll(ofKind.getOrDefault(key, Set.of())));
        return pending.found(kind, facility, keys, inTables);
    }

    /** The stays of bookings; unknown ones are left out. */
    Map<String, EpisodeId> episodesOf(FacilityId facility, Collection<String> bookings) throws SQLException {
        var found = new TreeMap<>(findables.episodesOf(connection, facility, bookings));
        for (var number : bookings) {
            var own = pending.bookings.get(new Findables.Booking(facility, number));
            if (own != null) {
                found.put(number, own);
            }
        }
        return found;
    }
}

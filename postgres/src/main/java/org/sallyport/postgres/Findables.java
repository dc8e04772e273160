package org.sallyport.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.journal.StreamId;
import org.sallyport.postgres.sealing.Tokens;

/** Look-ups by token: which stay a booking belongs to, which stays and requests share a key. */
final class Findables {
    private final Tokens tokens;

    Findables(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The keys under which something is found at a facility. */
    record Keys(FacilityId facility, Set<MatchKey> keys) {}

    byte[] token(MatchKey key) {
        return tokens.of(Tokens.Purpose.MATCH_KEY, key.kind().name(), key.value());
    }

    byte[] token(FacilityId facility, String booking) {
        return tokens.of(Tokens.Purpose.BOOKING, facility.path(), booking);
    }

    byte[] requestNumber(String number) {
        return tokens.of(Tokens.Purpose.REQUEST_NUMBER, number);
    }

    /** Makes sure that every key has a row, and locks those rows in order of token. */
    void lock(Connection connection, Set<MatchKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        var sql = "insert into match_key (token) select t from (select unnest(?::bytea[]) t) k order by t"
                + " on conflict (token) do update set token = excluded.token where false";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.bytes(statement, 1, keys.stream().map(this::token).toList());
            statement.executeUpdate();
        }
    }

    /** Who is found under each key; a key that finds nobody maps to an empty set. */
    Map<MatchKey, Set<UUID>> find(
            Connection connection, StreamId.Kind kind, FacilityId facility, Collection<MatchKey> keys)
            throws SQLException {
        var found = new HashMap<MatchKey, Set<UUID>>();
        var byToken = new HashMap<ByteBuffer, MatchKey>();
        for (var key : keys) {
            found.put(key, new TreeSet<>());
            byToken.put(Rows.key(token(key)), key);
        }
        if (keys.isEmpty()) {
            return found;
        }
        var sql = "select token, id from findable where token = any(?::bytea[]) and kind = ? and facility = ?";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.bytes(statement, 1, byToken.keySet().stream().map(Rows::token).toList());
            statement.setInt(2, StreamHeads.number(kind));
            statement.setString(3, facility.path());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var key = byToken.get(Rows.key(rows.getBytes(1)));
                    if (key != null) {
                        found.computeIfAbsent(key, _ -> new TreeSet<>()).add(rows.getObject(2, UUID.class));
                    }
                }
            }
        }
        return found;
    }

    /** Replaces the keys of each stream; {@code begun} are those that cannot have any yet. */
    void replace(Connection connection, SortedMap<StreamId, Keys> changes, Set<StreamId> begun) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        var rowTokens = new ArrayList<byte[]>();
        var kinds = new ArrayList<Integer>();
        var ids = new ArrayList<UUID>();
        var facilities = new ArrayList<String>();
        for (var change : changes.entrySet()) {
            for (var key : change.getValue().keys()) {
                rowTokens.add(token(key));
                kinds.add(StreamHeads.number(change.getKey().kind()));
                ids.add(change.getKey().id());
                facilities.add(change.getValue().facility().path());
            }
        }
        var over = new ArrayList<UUID>();
        var changed = new ArrayList<UUID>();
        changes.forEach((stream, to) -> {
            if (!begun.contains(stream)) {
                (to.keys().isEmpty() ? over : changed).add(stream.id());
            }
        });
        delete(connection, over);
        deleteOthers(connection, changed, rowTokens, ids);
        if (ids.isEmpty()) {
            return;
        }
        var sql = "insert into findable (token, kind, id, facility) select unnest(?::bytea[]), unnest(?::int[]),"
                + " unnest(?::uuid[]), unnest(?::text[]) on conflict do nothing";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.bytes(statement, 1, rowTokens);
            Rows.ints(statement, 2, kinds);
            Rows.uuids(statement, 3, ids);
            Rows.texts(statement, 4, facilities);
            statement.executeUpdate();
        }
    }

    private static void delete(Connection connection, List<UUID> of) throws SQLException {
        if (of.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("delete from findable where id = any(?::uuid[])")) {
            Rows.uuids(statement, 1, of);
            statement.executeUpdate();
        }
    }

    private static void deleteOthers(Connection connection, List<UUID> of, List<byte[]> keptTokens, List<UUID> keptIds)
            throws SQLException {
        if (of.isEmpty()) {
            return;
        }
        var sql = "delete from findable f where f.id = any(?::uuid[]) and not exists (select 1 from"
                + " (select unnest(?::bytea[]) t, unnest(?::uuid[]) i) k where k.t = f.token and k.i = f.id)";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, of);
            Rows.bytes(statement, 2, keptTokens);
            Rows.uuids(statement, 3, keptIds);
            statement.executeUpdate();
        }
    }

    /** The stays of bookings; unknown ones are left out. */
    Map<String, EpisodeId> episodesOf(Connection connection, FacilityId facility, Collection<String> bookings)
            throws SQLException {
        var found = new TreeMap<String, EpisodeId>();
        if (bookings.isEmpty()) {
            return found;
        }
        var byToken = new HashMap<ByteBuffer, String>();
        new LinkedHashSet<>(bookings).forEach(b -> byToken.put(Rows.key(token(facility, b)), b));
        try (var statement =
                connection.prepareStatement("select token, episode from booking where token = any(?::bytea[])")) {
            Rows.bytes(statement, 1, byToken.keySet().stream().map(Rows::token).toList());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var booking = byToken.get(Rows.key(rows.getBytes(1)));
                    if (booking != null) {
                        found.put(booking, new EpisodeId(rows.getObject(2, UUID.class)));
                    }
                }
            }
        }
        return found;
    }

    /** A booking at its facility. */
    record Booking(FacilityId facility, String number) {}

    /** Writes to which stay each booking belongs; {@code over} says whether it may replace what stands. */
    void belongs(Connection connection, Map<Booking, EpisodeId> bookings, boolean over) throws SQLException {
        if (bookings.isEmpty()) {
            return;
        }
        var sql = "insert into booking (token, facility, episode) select t, f, e from"
                + " (select unnest(?::bytea[]) t, unnest(?::text[]) f, unnest(?::uuid[]) e) b"
                + " order by t on conflict (token) do "
                + (over
                        ? "update set episode = excluded.episode where booking.episode <> excluded.episode"
                        : "nothing");
        var entries = List.copyOf(bookings.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            Rows.bytes(
                    statement,
                    1,
                    entries.stream()
                            .map(e -> token(e.getKey().facility(), e.getKey().number()))
                            .toList());
            Rows.texts(
                    statement,
                    2,
                    entries.stream().map(e -> e.getKey().facility().path()).toList());
            Rows.uuids(
                    statement,
                    3,
                    entries.stream().map(e -> e.getValue().value()).toList());
            statement.executeUpdate();
        }
    }
}

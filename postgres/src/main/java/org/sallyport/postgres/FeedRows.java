package org.sallyport.postgres;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Transaction.FeedKey;
import org.sallyport.desk.Transaction.Heard;
import org.sallyport.desk.Transaction.Seen;
import org.sallyport.postgres.sealing.Tokens;

/** What feeds said before, by keyed hashes, and when each was last heard. */
final class FeedRows {
    private final Tokens tokens;

    FeedRows(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Notes events and says which are new; waits for a transaction that is noting the same ones. */
    Map<FeedKey, Seen> note(Connection connection, Map<FeedKey, String> seen, String facility) throws SQLException {
        var found = new LinkedHashMap<FeedKey, Seen>();
        if (seen.isEmpty()) {
            return found;
        }
        var events = new LinkedHashMap<ByteBuffer, byte[]>();
        var byKey = new HashMap<FeedKey, ByteBuffer>();
        seen.forEach((key, digest) -> {
            var event = Rows.key(token(key));
            byKey.put(key, event);
            events.put(event, tokens.of(Tokens.Purpose.FEED_CONTENT, digest));
        });
        var fresh = insert(connection, events, facility);
        var bodies = fresh.size() == events.size() ? Map.<ByteBuffer, byte[]>of() : bodies(connection, events);
        for (var key : seen.keySet()) {
            var event = byKey.get(key);
            var before = bodies.get(event);
            boolean same = before == null || MessageDigest.isEqual(before, events.get(event));
            found.put(key, fresh.contains(event) ? Seen.NEW : same ? Seen.SAME : Seen.OTHER_CONTENT);
        }
        return found;
    }

    /** The token under which an event is noted. */
    byte[] token(FeedKey key) {
        return tokens.of(Tokens.Purpose.FEED_EVENT, key.source(), key.id());
    }

    private static HashSet<ByteBuffer> insert(Connection connection, Map<ByteBuffer, byte[]> events, String facility)
            throws SQLException {
        var sql = "insert into feed_seen (event, body, facility) select e, b, ? from"
                + " (select unnest(?::bytea[]) e, unnest(?::bytea[]) b) s"
                + " order by e on conflict do nothing returning event";
        var fresh = new HashSet<ByteBuffer>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility);
            Rows.bytes(statement, 2, events.keySet().stream().map(Rows::token).toList());
            Rows.bytes(statement, 3, events.values());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    fresh.add(Rows.key(rows.getBytes(1)));
                }
            }
        }
        return fresh;
    }

    private static Map<ByteBuffer, byte[]> bodies(Connection connection, Map<ByteBuffer, byte[]> events)
            throws SQLException {
        var found = new HashMap<ByteBuffer, byte[]>();
        try (var statement =
                connection.prepareStatement("select event, body from feed_seen where event = any(?::bytea[])")) {
            Rows.bytes(statement, 1, events.keySet().stream().map(Rows::token).toList());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(Rows.key(rows.getBytes(1)), rows.getBytes(2));
                }
            }
        }
        return found;
    }

    static void heard(Connection connection, FacilityId facility, Heard word) throws SQLException {
        var sql = "insert into feed_heard (facility, heard_at, expected_next, said_up_to, back_since)"
                + " values (?, ?, ?, ?, ?) on conflict (facility)"
                + " do update set heard_at = excluded.heard_at, expected_next = excluded.expected_next,"
                + " said_up_to = excluded.said_up_to, back_since = greatest(feed_heard.back_since, excluded.back_since)"
                + " where feed_heard.heard_at <= excluded.heard_at";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            Rows.moment(statement, 2, word.at());
            Rows.moment(statement, 3, word.expectedNext());
            Rows.moment(statement, 4, word.saidUpTo());
            Rows.moment(statement, 5, word.backSince());
            statement.executeUpdate();
        }
    }

    static Optional<Heard> lastHeard(Connection connection, FacilityId facility) throws SQLException {
        var sql = "select heard_at, expected_next, said_up_to, back_since from feed_heard where facility = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Heard(
                                Rows.moment(rows, 1), Rows.moment(rows, 2), Rows.moment(rows, 3), Rows.moment(rows, 4)))
                        : Optional.empty();
            }
        }
    }
}

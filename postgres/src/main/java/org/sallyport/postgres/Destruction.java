package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.FacilityId;

/**
 * Destroys streams: their keys, so that nothing sealed under them opens again, every projection and token of them, and
 * what other tables hold of them. Entries and commitments stay, and every proof with them.
 */
final class Destruction {
    private static final List<String> BY_STREAM = List.of(
            "delete from sealing_key where key_id = any(?::uuid[])",
            "delete from findable where id = any(?::uuid[])",
            "delete from booking where episode = any(?::uuid[])",
            "delete from notice_row n using case_row c where c.case_id = n.case_id and c.episode = any(?::uuid[])",
            "delete from case_row where episode = any(?::uuid[])",
            "delete from stay_row where episode = any(?::uuid[])",
            "delete from request_row where request = any(?::uuid[])",
            "delete from phone_sheet where episode = any(?::uuid[])",
            "delete from roster_question where episode = any(?::uuid[])",
            "update stream_head set version = -abs(version), wake_at = null where stream = any(?::uuid[])");

    private Destruction() {}

    /** Destroys streams and what was noted of the feed events they came from, by token. */
    static void of(Connection connection, FacilityId facility, Collection<UUID> streams, Collection<byte[]> seen)
            throws SQLException {
        for (var sql : BY_STREAM) {
            try (var statement = connection.prepareStatement(sql)) {
                Rows.uuids(statement, 1, streams);
                statement.executeUpdate();
            }
        }
        try (var statement = connection.prepareStatement("delete from feed_seen where event = any(?::bytea[])")) {
            Rows.bytes(statement, 1, seen);
            statement.executeUpdate();
        }
        try (var statement = connection.prepareStatement("insert into destroyed_stream (stream, facility)"
                + " select unnest(?::uuid[]), ? on conflict do nothing")) {
            Rows.uuids(statement, 1, streams);
            statement.setString(2, facility.path());
            statement.executeUpdate();
        }
        Rows.run(connection, "update settings set destructions = destructions + 1");
    }

    /** Those of these names that were destroyed. */
    static Set<UUID> destroyed(Connection connection, Collection<UUID> streams) throws SQLException {
        var found = new TreeSet<UUID>();
        try (var statement =
                connection.prepareStatement("select stream from destroyed_stream where stream = any(?::uuid[])")) {
            Rows.uuids(statement, 1, streams);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    /** Lock rows of identifiers that nothing is found under any more. */
    static int sweep(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from match_key m" + " where not exists (select 1 from findable f where f.token = m.token)")) {
            return statement.executeUpdate();
        }
    }
}

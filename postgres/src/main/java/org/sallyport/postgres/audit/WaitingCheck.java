package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.sallyport.postgres.sealing.KeyRing;

/**
 * Opens the rows that wait for the log. Nothing outside vouches for them yet, but a row altered meanwhile can keep a
 * server from starting, and is named here.
 */
record WaitingCheck(Connection connection, KeyRing keys, PayloadCheck payloads) {
    private static final int AT_ONCE = 1_000;
    private static final String ROWS = "select j.key_id, j.sealed, " + JournalLeaf.COLUMNS
            + " from journal j, audit_head h where j.tx > h.tx or j.tx = h.tx and j.position > h.position"
            + " order by j.tx, j.position";

    void run() throws SQLException {
        try (var statement = connection.prepareStatement(ROWS)) {
            statement.setFetchSize(AT_ONCE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var leaf = JournalLeaf.read(rows, 3);
                    var heading = leaf.heading();
                    var key = rows.getObject(1, UUID.class);
                    payloads.opened(
                            leaf,
                            key,
                            rows.getBytes(2),
                            keys.find(connection, Set.of(key)),
                            Difference.Place.row(leaf.position(), heading.stream(), heading.version()));
                }
            }
        }
    }
}

package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.sallyport.audit.TreeHead;

/** The signed states of the tree that are kept: the latest, and the latest that a witness cosigned. */
final class Checkpoints {
    private static final int KEPT = 1_000;

    private Checkpoints() {}

    static void publish(Connection connection, TreeHead head, String note) throws SQLException {
        var sql = "insert into audit_checkpoint (size, root, note) values (?, ?, ?)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, head.size());
            statement.setBytes(2, head.root().bytes());
            statement.setString(3, note);
            statement.executeUpdate();
        }
        var forget = "delete from audit_checkpoint where size <"
                + " (select size from audit_checkpoint order by size desc offset ? limit 1) and (cosigned = 0 or size <"
                + " (select size from audit_checkpoint where cosigned > 0 order by size desc offset ? limit 1))";
        try (var statement = connection.prepareStatement(forget)) {
            statement.setInt(1, KEPT);
            statement.setInt(2, KEPT);
            statement.executeUpdate();
        }
    }
}

package org.sallyport.bench;

import java.sql.SQLException;
import org.sallyport.postgres.Database;

/** What follows a bulk load, so that its aftermath is not measured. */
final class BulkLoad {
    private BulkLoad() {}

    /** Has PostgreSQL do now what it would do in the hours after: clean up, count, write everything to disk. */
    static void settle(Database database) throws SQLException {
        try (var connection = database.connections().getConnection()) {
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("vacuum (analyze)");
                statement.execute("checkpoint");
            } finally {
                connection.setAutoCommit(false);
            }
        }
    }
}

package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Stands in a database from the first imported row of a restore to its end: what bears it is not to be used. */
final class RestoreMark {
    private RestoreMark() {}

    static void set(Connection connection) throws SQLException {
        Rows.run(connection, "create table if not exists restore_unfinished ()");
    }

    static void clear(Connection connection) throws SQLException {
        Rows.run(connection, "drop table restore_unfinished");
    }

    static boolean stands(Connection connection) throws SQLException {
        return exists(connection, "restore_unfinished");
    }

    /** Whether there is a table of this name. */
    static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, "public." + table);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}

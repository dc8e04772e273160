package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Says anew, after an import, up to where the audit log has taken entries in. It takes them in order of (transaction,
 * position), and all imported entries bear one transaction: those it had not taken yet must come after those it had.
 */
final class AuditCursor {
    private AuditCursor() {}

    /** Lets the cursor be read in without the transaction of another server. */
    static void loosen(Connection connection) throws SQLException {
        Rows.run(connection, "alter table audit_head alter column tx set default pg_current_xact_id()");
    }

    /** The importing transaction and the last position taken in; the beginning for an empty log. */
    static void set(Connection connection) throws SQLException {
        Rows.run(connection, "alter table audit_head alter column tx drop default");
        Rows.run(connection, "update audit_head set position = (select coalesce(max(position), 0) from audit_leaf)");
        Rows.run(connection, "update audit_head set tx = '0' where size = 0");
    }

    /** In a transaction after the import: entries before the cursor that no leaf stands for come after it. */
    static void moveTail(Connection connection) throws SQLException {
        Rows.run(
                connection,
                "update journal j set tx = pg_current_xact_id() from audit_head h where h.size > 0"
                        + " and j.position < h.position"
                        + " and not exists (select 1 from audit_leaf l where l.position = j.position)");
    }
}

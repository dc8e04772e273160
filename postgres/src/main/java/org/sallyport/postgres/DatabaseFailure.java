package org.sallyport.postgres;

import java.sql.SQLException;

/**
 * The database refused or was not there. The message holds the SQL state and nothing of any row or parameter, since
 * those could hold what may not be in a log.
 */
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String state;

    DatabaseFailure(SQLException cause) {
        super("PostgreSQL answered with SQL state " + stateOf(cause) + ".", new Bare(cause));
        this.state = stateOf(cause);
    }

    DatabaseFailure(String message) {
        super(message);
        this.state = "";
    }

    /** The five letters and digits of the SQL standard; empty when the failure is ours. */
    public String state() {
        return state;
    }

    static String stateOf(SQLException e) {
        return e.getSQLState() == null ? "unknown" : e.getSQLState();
    }

    /** Where it happened, without the driver's words. */
    private static final class Bare extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bare(SQLException from) {
            super(from.getClass().getSimpleName());
            setStackTrace(from.getStackTrace());
        }
    }
}

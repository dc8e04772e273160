package org.sallyport.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sallyport.postgres.embedded.EmbeddedPostgres;

/**
 * A pool of connections to one database, brought to the schema of this version.
 *
 * <p>Work runs in transactions at READ COMMITTED; a transaction that PostgreSQL ended to resolve a deadlock (40P01) or
 * a serialisation conflict (40001) is run again from its start, after a wait that doubles from 2 ms to 256 ms.
 */
public final class Database implements AutoCloseable {
    private static final int TRIES_MAX = 12;
    private static final Duration FIRST_WAIT = Duration.ofMillis(2);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(256);

    /**
     * Every statement finds its rows by key. A plan is made once per connection, and one made while a table was still
     * empty would read the whole table for as long as that connection lives.
     */
    private static final String PLAN_BY_KEY =
            "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"
                    + " set plan_cache_mode = force_generic_plan";

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Work inside one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; whatever is thrown rolls the transaction back. */
        T in(Connection connection) throws SQLException;
    }

    /**
     * Opens a database and migrates it forward.
     *
     * @param connectionsMax how many connections the pool may hold
     * @throws DatabaseFailure when it cannot be reached or holds a newer schema than this version knows
     */
    public static Database open(DatabaseAddress address, int connectionsMax) {
        var database = connect(address, connectionsMax);
        if (database.transact(RestoreMark::stands)) {
            database.close();
            throw new DatabaseFailure("A restore into this database was not finished: run it again.");
        }
        database.migrate(Optional.empty());
        return database;
    }

    /** Opens a database as it is. */
    static Database connect(DatabaseAddress address, int connectionsMax) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        if (!address.user().isEmpty()) {
            config.setUsername(address.user());
            config.setPassword(address.password());
        }
        config.setPoolName("sallyport");
        config.setMaximumPoolSize(connectionsMax);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionInitSql(PLAN_BY_KEY);
        config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
        config.setInitializationFailTimeout(Duration.ofSeconds(30).toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("binaryTransferEnable", BinaryArray.TYPES);
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "sallyport");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new Database(new HikariDataSource(config));
    }

    /** Opens a database of an embedded server, created when it is missing. */
    public static Database open(EmbeddedPostgres server, String name, int connectionsMax) {
        server.createDatabase(name);
        return open(DatabaseAddress.of(server, name), connectionsMax);
    }

    /** The newest schema this version knows. */
    int newestSchema() {
        return Arrays.stream(flyway(Optional.empty()).info().all())
                .filter(m -> m.getState().isResolved())
                .mapToInt(m -> Integer.parseInt(m.getVersion().getVersion()))
                .max()
                .orElse(0);
    }

    private Flyway flyway(Optional<String> target) {
        var configured = Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .cleanDisabled(true)
                .validateMigrationNaming(true);
        target.ifPresent(configured::target);
        return configured.load();
    }

    /** Migrates forward, to the schema named or to the newest. */
    void migrate(Optional<String> target) {
        var flyway = flyway(target);
        var newest = flyway.info().all();
        for (var migration : newest) {
            if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                pool.close();
                throw new DatabaseFailure("The database holds schema version " + migration.getVersion()
                        + ", which this Sallyport does not know: start the newer version.");
            }
        }
        flyway.migrate();
    }

    /** Frees the space of deleted rows at once; outside any transaction. */
    void vacuum(Collection<String> tables) {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(true);
            try {
                Rows.run(connection, "vacuum " + String.join(", ", tables));
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** The pool, for readers that manage their own statements; connections do not commit by themselves. */
    public DataSource connections() {
        return pool;
    }

    /** Runs work in one transaction, again from its start when it lost a race, and returns its result once durable. */
    public <T> T transact(Work<T> work) {
        var wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (attempt == TRIES_MAX || !isLostRace(e)) {
                    throw new DatabaseFailure(e);
                }
                pause(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            boolean done = false;
            try {
                T result = work.in(connection);
                connection.commit();
                done = true;
                return result;
            } catch (Unchecked e) {
                throw e.sql();
            } finally {
                if (!done) {
                    rollBack(connection);
                }
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and PostgreSQL has rolled back with it; the pool drops it.
            assert !DatabaseFailure.stateOf(e).isEmpty();
        }
    }

    private static boolean isLostRace(SQLException e) {
        var state = e.getSQLState();
        return "40P01".equals(state) || "40001".equals(state);
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseFailure("Interrupted while waiting to run a transaction again.");
        }
    }

    /** Work that speaks SQL, inside code that may not say so. */
    @FunctionalInterface
    interface Speaking<T> {
        T speak() throws SQLException;
    }

    /** As {@link Speaking}, for its effect alone. */
    @FunctionalInterface
    interface Doing {
        void speak() throws SQLException;
    }

    /** Does it; what SQL throws reaches {@link #transact} unseen by the code in between. */
    static <T> T unchecked(Speaking<T> work) {
        try {
            return work.speak();
        } catch (SQLException e) {
            throw new Unchecked(e);
        }
    }

    /** As {@link #unchecked(Speaking)}. */
    static void unchecked(Doing work) {
        try {
            work.speak();
        } catch (SQLException e) {
            throw new Unchecked(e);
        }
    }

    /** Carries an {@link SQLException} through code that may not throw one. */
    static final class Unchecked extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException sql;

        Unchecked(SQLException sql) {
            super(DatabaseFailure.stateOf(sql));
            this.sql = sql;
        }

        SQLException sql() {
            return sql;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

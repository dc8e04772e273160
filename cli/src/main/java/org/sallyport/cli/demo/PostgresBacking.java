package org.sallyport.cli.demo;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.desk.Store;
import org.sallyport.journal.Envelope;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.embedded.EmbeddedPostgres;
import org.sallyport.postgres.embedded.Places;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.embedded.ServerUnavailable;
import org.sallyport.postgres.sealing.MasterKey;

/** Keeps the journal in a PostgreSQL of its own: in a scratch folder that goes when the run ends, or in a kept one. */
public final class PostgresBacking implements Backing {
    private static final int CONNECTIONS = 12;
    private static final int FILES = 50_000;
    private static final int READ_AT_ONCE = 10_000;

    private final Runnable stop;
    private final Database database;
    private final PostgresStore store;

    private PostgresBacking(Runnable stop, Database database, PostgresStore store) {
        this.stop = stop;
        this.database = database;
        this.store = store;
    }

    /** Starts a server for one run, with an empty journal; {@code first} is the policy book in force. */
    public static PostgresBacking start(Map<String, String> environment, Supplier<Instant> clock, PolicyBook first) {
        try {
            var server = ScratchServer.start(environment);
            return open(server::close, server.server(), server.folder().resolve("keys"), clock, first);
        } catch (ServerUnavailable | DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Starts the server kept in this folder, made when it is not there; {@code first} as the run before had it. */
    public static PostgresBacking kept(
            Path home, Map<String, String> environment, Supplier<Instant> clock, PolicyBook first) {
        try {
            var places = Places.usual(environment).withHome(home);
            var server = EmbeddedPostgres.start(places);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "sallyport-postgres-stop"));
            return open(server::close, server, places.keys(), clock, first);
        } catch (ServerUnavailable | DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static PostgresBacking open(
            Runnable stop, EmbeddedPostgres server, Path keys, Supplier<Instant> clock, PolicyBook first) {
        var database = Database.open(server, "sallyport", CONNECTIONS);
        var random = new SecureRandom();
        var books = Books.ofThisRun();
        books.write(first);
        var setup = new PostgresStore.Setup(
                new BusinessClock.Stepped(clock), MasterKey.kept(keys, random), random, books, FILES);
        return new PostgresBacking(stop, database, PostgresStore.open(database, setup, first));
    }

    /** The database, for what only SQL can say. */
    public Database database() {
        return database;
    }

    @Override
    public Store store() {
        return store;
    }

    /** The store, with its lists. */
    public PostgresStore postgres() {
        return store;
    }

    @Override
    public Optional<Instant> nextWake() {
        return store.earliestWake();
    }

    @Override
    public List<Envelope> after(long position) {
        return store.transact(tx -> tx.read(position, READ_AT_ONCE));
    }

    @Override
    public void close() {
        database.close();
        stop.run();
    }
}

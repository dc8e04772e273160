package org.sallyport.cli.database;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.Environment;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseAddress;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.embedded.EmbeddedPostgres;
import org.sallyport.postgres.embedded.Places;
import org.sallyport.postgres.embedded.ServerUnavailable;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.server.book.KeptBooks;

/**
 * The database of this machine: the one {@code SALLYPORT_DATABASE_URL} names, else the bundled server's, which is
 * started for the length of a command. A running server holds the latter alone.
 *
 * @param address where it is
 * @param server  the bundled server, if it is that one
 * @param setup   how a store over it is set up
 */
public record OpenDatabase(DatabaseAddress address, Optional<EmbeddedPostgres> server, PostgresStore.Setup setup)
        implements AutoCloseable {
    private static final String NAME = "sallyport";
    private static final int CONNECTIONS = 4;
    private static final int FILES = 10_000;

    /**
     * Reaches it.
     *
     * @param data the bundled server's folder, whatever the environment names; null for what it names
     * @throws Unavailable when the address is none, or the folder is another process's
     */
    public static OpenDatabase reach(@Nullable Path data) {
        var environment = Environment.read();
        var usual = Places.usual(environment);
        var places = data == null ? usual : usual.withHome(data);
        var named = data == null ? DatabaseAddress.named(environment) : Optional.<DatabaseAddress.Reading>empty();
        try {
            if (named.isPresent()) {
                return switch (named.get()) {
                    case DatabaseAddress.Reading.Unreadable(var problem) -> throw new Unavailable(problem.sentence());
                    case DatabaseAddress.Reading.Read(var address) ->
                        new OpenDatabase(address, Optional.empty(), setup(places));
                };
            }
            var server = EmbeddedPostgres.start(places);
            server.createDatabase(NAME);
            return new OpenDatabase(DatabaseAddress.of(server, NAME), Optional.of(server), setup(places));
        } catch (ServerUnavailable | DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static PostgresStore.Setup setup(Places places) {
        var random = new SecureRandom();
        var master = MasterKey.usual(Environment.read(), places.keys(), random);
        return new PostgresStore.Setup(new BusinessClock.OfDatabase(), master, random, new KeptBooks(), FILES);
    }

    /** Opens it, migrated to the schema of this version. */
    public Database open() {
        return Database.open(address, CONNECTIONS);
    }

    /** A store over it. */
    public PostgresStore store(Database database) {
        return PostgresStore.open(database, setup, ((KeptBooks) setup.books()).load(PolicyFiles.shipped()));
    }

    @Override
    public void close() {
        server.ifPresent(EmbeddedPostgres::close);
    }

    @Override
    public String toString() {
        return "the database of this machine";
    }
}

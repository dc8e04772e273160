package org.sallyport.postgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Supplier;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.sealing.MasterKey;

/** A store in a database of its own on the tests' server. */
public record TestStore(Database database, PostgresStore store) implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    public static TestStore stepped(Supplier<Instant> clock, PolicyBook book) {
        return of(TestServer.fresh(CONNECTIONS), new BusinessClock.Stepped(clock), book, 1000);
    }

    public static TestStore ofDatabaseClock(PolicyBook book) {
        return of(TestServer.fresh(CONNECTIONS), new BusinessClock.OfDatabase(), book, 1000);
    }

    /** Another store over the same database, as another node would have. */
    public TestStore again(BusinessClock clock, int filesMax) {
        return of(database, clock, PolicyBook.empty(), filesMax);
    }

    /** The books of every store of this run. */
    public static final Books BOOKS = Books.ofThisRun();

    private static TestStore of(Database database, BusinessClock clock, PolicyBook book, int filesMax) {
        Path keys = TestServer.scratch().folder().resolve("keys");
        var random = new SecureRandom();
        var setup = new PostgresStore.Setup(clock, MasterKey.kept(keys, random), random, BOOKS, filesMax);
        return new TestStore(database, PostgresStore.open(database, setup, book));
    }

    @Override
    public void close() {
        database.close();
    }
}

package org.sallyport.postgres;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.postgres.embedded.ScratchServer;

/** One real server for all tests of this run; each test takes a database of its own. */
public final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestServer() {}

    private static final class Started {
        static final ScratchServer SERVER = ScratchServer.start(Map.of());
    }

    public static ScratchServer scratch() {
        return Started.SERVER;
    }

    /** An empty database, migrated. */
    public static Database fresh(int connectionsMax) {
        var name = "test_" + DATABASES.incrementAndGet();
        return Database.open(scratch().server(), name, connectionsMax);
    }
}

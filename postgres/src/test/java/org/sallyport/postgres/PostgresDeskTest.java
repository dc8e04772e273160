package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.sallyport.desk.DeskContract;
import org.sallyport.desk.Store;
import org.sallyport.policy.PolicyBook;

/** The desk over PostgreSQL; whatever a test did, the projections can be written again from its journal. */
class PostgresDeskTest extends DeskContract {

    @Override
    protected Store store(Supplier<Instant> clock, PolicyBook book) {
        // The contract asks from a field of its own, before ours exist.
        var store = TestStore.stepped(clock, book);
        Opened.LAST.set(store);
        return store.store();
    }

    /** What is younger than any transaction that still runs on the server, such as a clean-up, is not read yet. */
    @Override
    protected void caughtUp() {
        var sql = "select not exists (select from journal where tx >= pg_snapshot_xmin(pg_current_snapshot()))";
        while (!Opened.LAST.get().database().transact(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                return rows.next() && rows.getBoolean(1);
            }
        })) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static final class Opened {
        static final ThreadLocal<TestStore> LAST = new ThreadLocal<>();
    }

    @AfterEach
    void rebuiltIsLive() {
        try (var store = Opened.LAST.get()) {
            assertEquals(List.of(), store.store().differences());
            store.store().rebuild();
            assertEquals(List.of(), store.store().differences());
        }
    }
}

package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.sallyport.desk.RelayContract;
import org.sallyport.desk.Store;
import org.sallyport.policy.PolicyBook;

/** Relay over PostgreSQL; what stands in the projections is what the journal says. */
class PostgresRelayTest extends RelayContract {
    private static final ThreadLocal<TestStore> LAST = new ThreadLocal<>();

    @Override
    protected Store store(Supplier<Instant> clock, PolicyBook book) {
        var store = TestStore.stepped(clock, book);
        LAST.set(store);
        return store.store();
    }

    @AfterEach
    void rebuiltIsLive() {
        try (var store = LAST.get()) {
            assertEquals(List.of(), store.store().differences());
        }
    }
}

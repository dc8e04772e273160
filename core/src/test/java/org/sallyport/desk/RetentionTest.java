package org.sallyport.desk;

import java.time.Instant;
import java.util.function.Supplier;
import org.sallyport.policy.PolicyBook;

/** Retention over the in-memory store. */
class RetentionTest extends RetentionContract {
    @Override
    protected Store store(Supplier<Instant> clock, PolicyBook book) {
        return new InMemoryStore(clock, book);
    }
}

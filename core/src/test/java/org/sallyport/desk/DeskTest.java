package org.sallyport.desk;

import java.time.Instant;
import java.util.function.Supplier;
import org.sallyport.policy.PolicyBook;

/** The desk over the in-memory store. */
class DeskTest extends DeskContract {
    @Override
    protected Store store(Supplier<Instant> clock, PolicyBook book) {
        return new InMemoryStore(clock, book);
    }
}

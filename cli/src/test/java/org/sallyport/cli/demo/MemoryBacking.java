package org.sallyport.cli.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.desk.Store;
import org.sallyport.journal.Envelope;

/** Keeps the journal of a test's run in memory. */
final class MemoryBacking implements Backing {
    private final InMemoryStore store;

    MemoryBacking(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Optional<Instant> nextWake() {
        return store.nextDue();
    }

    @Override
    public List<Envelope> after(long position) {
        return store.journalAfter(position);
    }

    @Override
    public void close() {
        // Nothing outlives the test.
    }
}

package org.sallyport.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sallyport.journal.Envelope;
import org.sallyport.policy.PolicyBook;

/**
 * A store that lives as long as the program: for tests and the simulator. Transactions run one after the other and
 * leave nothing behind when their work throws, exactly as the durable store's do.
 */
public final class InMemoryStore implements Store {
    private final Supplier<Instant> clock;
    private final MemoryState state;

    /**
     * An empty store that reads the business clock from {@code clock} and decides by {@code book} until told otherwise.
     */
    public InMemoryStore(Supplier<Instant> clock, PolicyBook book) {
        this.clock = clock;
        this.state = new MemoryState(book);
    }

    @Override
    public synchronized <T> T transact(Function<Transaction, T> work) {
        boolean committed = false;
        try {
            var result = work.apply(new MemoryTransaction(state, clock.get()));
            committed = true;
            return result;
        } finally {
            if (committed) {
                state.commit();
            } else {
                state.undo();
            }
        }
    }

    /** Everything recorded so far, in order. */
    public synchronized List<Envelope> journal() {
        return Collections.unmodifiableList(new ArrayList<>(state.journal));
    }

    /** What was recorded after this position, in order; 0 for everything. */
    public synchronized List<Envelope> journalAfter(long position) {
        return List.copyOf(state.journal.subList((int) position, state.journal.size()));
    }

    /** The earliest moment at which something must be looked at; empty when nothing waits. */
    public synchronized Optional<Instant> nextDue() {
        return Stream.of(
                        state.episodeWake.all().values(),
                        state.requestWake.all().values(),
                        state.facilityWake.all().values())
                .flatMap(Collection::stream)
                .map(MemoryState.Due::when)
                .min(Instant::compareTo);
    }
}

package org.sallyport.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What happens when, in order of time and then of arrangement. */
final class Agenda {
    private record Item(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparing(Item::at).thenComparingLong(Item::order));
    private long order;

    void add(Instant at, Runnable what) {
        items.add(new Item(at, order++, what));
    }

    Optional<Instant> next() {
        return Optional.ofNullable(items.peek()).map(Item::at);
    }

    Runnable take() {
        return items.remove().what();
    }
}

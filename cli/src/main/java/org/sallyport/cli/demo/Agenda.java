package org.sallyport.cli.demo;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What people have set themselves to do, in order of their moments; ties go by name, so that two runs agree. */
final class Agenda {
    private record Item(Instant at, String name, Runnable act) {}

    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparing(Item::at).thenComparing(Item::name));

    /** Somebody will do this then; {@code name} tells it from what else happens at that moment. Any thread may ask. */
    synchronized void at(Instant when, String name, Runnable act) {
        items.add(new Item(when, name, act));
    }

    /** The next moment at which somebody acts. */
    synchronized Optional<Instant> next() {
        return Optional.ofNullable(items.peek()).map(Item::at);
    }

    /** Takes what is due, if anything is. */
    synchronized Optional<Runnable> due(Instant now) {
        var first = items.peek();
        if (first == null || first.at().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(items.remove().act());
    }
}

package org.sallyport.postgres;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a transaction's business time comes from. */
public sealed interface BusinessClock {
    /** The database's own clock, read in the statement that takes the first lock: the same for every node. */
    record OfDatabase() implements BusinessClock {}

    /** A clock that someone sets, for the demo and for replay; its moments are passed into SQL. */
    record Stepped(Supplier<Instant> moment) implements BusinessClock {}

    /** The stepped moment; empty when the database's own counts. */
    default Optional<Instant> given() {
        return switch (this) {
            case OfDatabase _ -> Optional.empty();
            case Stepped(var moment) -> Optional.of(moment.get());
        };
    }
}

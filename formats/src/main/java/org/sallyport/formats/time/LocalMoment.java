package org.sallyport.formats.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * What a wall-clock time without an offset means in a facility's zone. In the hour that the clocks repeat it has two
 * meanings, in the hour they skip it has none.
 */
public sealed interface LocalMoment {
    /** The one moment it means. */
    record Single(Instant at) implements LocalMoment {}

    /** It happened twice that night; the earlier moment is taken, so that no deadline is set too late. */
    record Repeated(Instant earlier, Instant later) implements LocalMoment {}

    /** The clocks were put forward over it: it never happened. */
    record Skipped() implements LocalMoment {}

    /** What {@code local} means in {@code zone}. */
    static LocalMoment of(LocalDateTime local, ZoneId zone) {
        var offsets = zone.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> new Skipped();
            case 1 -> new Single(local.toInstant(offsets.getFirst()));
            default -> new Repeated(local.toInstant(offsets.getFirst()), local.toInstant(offsets.getLast()));
        };
    }
}

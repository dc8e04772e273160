package org.sallyport.custody;

import java.util.OptionalInt;

/**
 * A sentence in days, each part absent when the feed does not say.
 *
 * @param days          imposed, suspended part included
 * @param suspendedDays the part suspended
 * @param maximumDays   the most the statute allows for the offense
 * @param creditDays    credited for time already served
 */
public record Sentence(OptionalInt days, OptionalInt suspendedDays, OptionalInt maximumDays, OptionalInt creditDays) {
    /** Nothing is known of a sentence. */
    public static final Sentence UNKNOWN =
            new Sentence(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /**
     * Whether days were imposed that are not suspended. Credit is left to the jail: how much of it counts, and when the
     * sentence ends, only the jail's own feed says.
     */
    public boolean leavesDays() {
        return days.isPresent() && days.getAsInt() > suspendedDays.orElse(0);
    }
}

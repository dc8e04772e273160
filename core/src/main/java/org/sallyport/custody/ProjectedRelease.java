package org.sallyport.custody;

import java.time.Instant;

/**
 * An estimate of when custody ends. Only the jail's own feed, or the end of the last ground of custody in it, sets one.
 *
 * @param at          the estimated moment (UTC instant)
 * @param basis       what the estimate rests on
 * @param certainty   whether it is scheduled or only possible
 * @param open        whether the jail publishes this date to everyone
 * @param saidAt      when the fact behind it happened, as the feed says (UTC instant)
 * @param knownSince  when Sallyport received it (UTC instant); lead time that was possible counts from here
 */
public record ProjectedRelease(
        Instant at, Basis basis, Certainty certainty, boolean open, Instant saidAt, Instant knownSince) {
    /** What an estimate rests on. */
    public enum Basis {
        SENTENCE_END,
        BOND,
        COURT_ORDER,
        TRANSFER,
        GROUNDS_ENDED,
        OTHER
    }

    /** Whether release is on the jail's calendar or depends on something else first. */
    public enum Certainty {
        SCHEDULED,
        POSSIBLE
    }
}

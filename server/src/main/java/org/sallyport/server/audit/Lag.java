package org.sallyport.server.audit;

import java.time.Duration;

/**
 * Whether what had come in at one moment has been dealt with in time. Something always waits where much comes in, so
 * it is not enough to ask whether anything does: a mark is set at all there is, and must be reached in time.
 */
final class Lag {
    private final long mostNanos;
    private boolean begun;
    private long mark;
    private long since;
    private Verdict verdict = Verdict.UNKNOWN;

    /** What is known. */
    enum Verdict {
        IN_TIME,
        LATE,
        UNKNOWN
    }

    /** A lag of so much at most. */
    Lag(Duration most) {
        this.mostNanos = most.toNanos();
    }

    /**
     * Looks.
     *
     * @param nanos a clock that never goes back
     * @param done  how many have been dealt with
     * @param all   how many there are; it may only be lower than before when an older state was restored
     */
    Verdict at(long nanos, long done, long all) {
        if (begun && done >= mark || done >= all) {
            verdict = Verdict.IN_TIME;
        } else if (begun && all >= mark) {
            if (nanos - since > mostNanos) {
                verdict = Verdict.LATE;
            }
            return verdict;
        }
        begun = true;
        mark = all;
        since = nanos;
        return verdict;
    }
}

package org.sallyport.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of passing a request on to the facility the person was transferred to, and of taking it back there where
 * that transfer turns out not to be so.
 *
 * @param to      that facility's name, as the feed said it
 * @param nextTry when it is tried again while it is owed or to be taken back; absent once settled
 * @param why     how it was settled, a code: {@code passed-on asked-there not-permitted not-permitted-there no-table
 *                no-table-there declined undecided facility-not-served stands-there in-shadow no-longer-transferred};
 *                {@code recalled} while it is to be taken back, then {@code taken-back}, or {@code held-there} where
 *                that facility holds the person all the same; empty while it is owed
 * @param number  the number of the request there; empty when there is none
 */
public record Relay(String to, Optional<Instant> nextTry, String why, String number) {
    private static final String RECALLED = "recalled";
    private static final String TAKEN_BACK = "taken-back";

    /** Whether it is still to be passed on. */
    public boolean owed() {
        return nextTry.isPresent() && why.isEmpty();
    }

    /** Whether it is to be taken back there. */
    public boolean toBeTakenBack() {
        return nextTry.isPresent() && why.equals(RECALLED);
    }

    /** Whether nothing more follows as long as the person is transferred there. */
    boolean settled() {
        return nextTry.isEmpty() && !why.equals(TAKEN_BACK);
    }

    /** Whether it stands or waits there because it was passed on. */
    boolean there() {
        return why.equals("passed-on") || why.equals("asked-there") || why.equals(RECALLED);
    }

    /** The same, to be taken back. */
    Relay recalled(Instant next) {
        return new Relay(to, Optional.of(next), RECALLED, number);
    }
}

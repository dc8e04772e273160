package org.sallyport.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of passing a request on to the facility the person was transferred to.
 *
 * @param to      that facility's name, as the feed said it
 * @param nextTry when it is tried again while it is owed; absent once settled
 * @param why     how it was settled, a code: {@code passed-on asked-there not-permitted not-permitted-there no-table
 *                no-table-there declined undecided facility-not-served stands-there in-shadow no-longer-transferred};
 *                empty while it is owed
 * @param number  the number of the request there; empty when there is none
 */
public record Relay(String to, Optional<Instant> nextTry, String why, String number) {
    /** Whether it is still to be done. */
    public boolean owed() {
        return nextTry.isPresent();
    }
}

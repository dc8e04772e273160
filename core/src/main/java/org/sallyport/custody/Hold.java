package org.sallyport.custody;

import java.time.Instant;
import java.util.Optional;

/**
 * A recorded reason to involve another agency before release. Sallyport records holds and places none.
 *
 * @param holdId     the facility's number for it
 * @param instrument the paper it rests on, such as {@code I-247A} or {@code warrant}
 * @param agency     who asked
 * @param from       since when (UTC instant)
 * @param endedAt    when it ended, absent while it stands
 */
public record Hold(String holdId, String instrument, String agency, Instant from, Optional<Instant> endedAt) {
    /** Whether the paper is an administrative immigration paper (Forms I-247*, I-200, I-203, I-205, I-286). */
    public boolean immigrationPaper() {
        return instrument.matches("(?i)I-?(247.?|200|203|205|286)");
    }
}

package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sallyport.custody.Charge;
import org.sallyport.custody.ReleaseReason;

/**
 * What really happens in one stay, before anyone writes it down.
 *
 * @param number      counts stays of this jail from 1
 * @param who         the person
 * @param booking     the booking number
 * @param admitted    when booked (UTC instant)
 * @param released    when the person leaves for good (UTC instant)
 * @param topCharge   kind of the top charge, such as {@code violent/felony}
 * @param disposition how custody ends, in the figures' words
 * @param reason      the same in the feed's words
 * @param to          where a transfer goes; empty otherwise
 * @param charges     as alleged at booking
 * @param asked       which requester kind files a request about it; empty for none
 * @param onHold      whether an immigration hold is recorded
 */
record Stay(
        int number,
        Resident who,
        String booking,
        Instant admitted,
        Instant released,
        String topCharge,
        String disposition,
        ReleaseReason reason,
        String to,
        List<Charge> charges,
        String asked,
        boolean onHold) {

    /** From booking to the door. */
    Duration length() {
        return Duration.between(admitted, released);
    }

    /** The moment this share of the stay has passed. */
    Instant after(double share) {
        return admitted.plusSeconds((long) (length().toSeconds() * share));
    }
}

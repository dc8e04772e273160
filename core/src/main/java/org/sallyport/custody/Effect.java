package org.sallyport.custody;

import java.time.Instant;

/**
 * A fact in its effective place, after corrections.
 *
 * @param subject    the booking it speaks of
 * @param time       when it happened (UTC instant)
 * @param saidAt     the feed's time of whoever spoke last of it: the event itself, or its correction
 * @param receivedAt when that was received
 * @param fact       never a correction
 */
record Effect(String subject, Instant time, Instant saidAt, Instant receivedAt, CustodyFact fact) {
    static Effect of(FeedEvent event) {
        return new Effect(event.subject(), event.time(), event.time(), event.receivedAt(), event.fact());
    }
}

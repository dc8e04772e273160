package org.sallyport.custody;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One event of a custody feed, as received.
 *
 * @param id         unique within {@code source}; the same id with other content is refused
 * @param source     the feed that speaks, such as {@code /us/md/montgomery/mcdc}
 * @param facility   the facility it speaks about
 * @param subject    the booking number there; empty for a heartbeat
 * @param sequence   the feed's own order within a subject, when it keeps one
 * @param time       when it happened (UTC instant)
 * @param recordedAt when staff entered it (UTC instant), when the feed says
 * @param receivedAt when Sallyport received it (UTC instant)
 * @param fact       what it says
 */
public record FeedEvent(
        String id,
        String source,
        FacilityId facility,
        String subject,
        Optional<BigDecimal> sequence,
        Instant time,
        Optional<Instant> recordedAt,
        Instant receivedAt,
        CustodyFact fact) {}

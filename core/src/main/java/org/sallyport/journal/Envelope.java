package org.sallyport.journal;

import java.time.Instant;

/**
 * One event as it stands in the journal.
 *
 * @param position   place in the journal, ascending in order of arrival within a stream
 * @param stream     the stream it belongs to
 * @param version    its place in that stream, from 1
 * @param recordedAt the business clock when it was recorded (UTC instant)
 * @param facility   the facility it concerns; empty when none
 * @param agency     the agency it concerns; empty when none
 * @param cause      what led to it: a feed event id's token, a command's name, or {@code wake}
 * @param actor      who acted: a person's or machine's account, or {@code sallyport}
 * @param event      what happened
 */
public record Envelope(
        long position,
        StreamId stream,
        int version,
        Instant recordedAt,
        String facility,
        String agency,
        String cause,
        String actor,
        Recorded event) {}

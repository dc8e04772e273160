package org.sallyport.server.lists;

import java.time.Instant;

/**
 * The envelope of one entry of the journal.
 *
 * @param position   its place
 * @param stream     kind and name of its stream
 * @param version    its place there
 * @param type       what sort of event it is
 * @param recordedAt when it was recorded (UTC instant of the business clock)
 * @param facility   the facility it concerns
 * @param agency     the agency it concerns; empty when none, or when it is a victim's contact
 * @param cause      what led to it
 * @param actor      who acted
 */
public record JournalRow(
        long position,
        String stream,
        int version,
        String type,
        Instant recordedAt,
        String facility,
        String agency,
        String cause,
        String actor) {}

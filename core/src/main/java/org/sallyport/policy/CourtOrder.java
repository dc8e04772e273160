package org.sallyport.policy;

import java.time.LocalDate;
import java.util.Set;

/**
 * A court's order that replaces the answer of one place between two dates.
 *
 * <p>It replaces what the layers down to {@code layer} give together; layers below still narrow it.
 *
 * @param id         names it, {@code us/la/orleans/court-orders#1}
 * @param layer      the jurisdiction it binds
 * @param acts       the acts it speaks about
 * @param requesters the requesters it speaks about
 * @param from       first day (inclusive)
 * @param to         first day it no longer applies (exclusive): an order without an expiry is entered with the next
 *                   review date
 * @param answer     what it says
 * @param citation   court, docket, day
 * @param text       what it says, in a sentence
 * @param basis      how well it is known
 * @param version    content hash, for adoption
 */
public record CourtOrder(
        String id,
        String layer,
        Set<Act> acts,
        Set<Facts.Requester> requesters,
        LocalDate from,
        LocalDate to,
        Answer answer,
        String citation,
        String text,
        SourceBasis basis,
        String version) {

    /** Whether it applies on a day. */
    public boolean applies(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }
}

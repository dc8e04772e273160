package org.sallyport.notice;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.request.RequestFile;

/**
 * Everything around a case at one moment, from which it is decided what follows.
 *
 * @param now      the business clock (UTC instant)
 * @param facility where the person is held
 * @param file     the stay's file as recorded
 * @param stay     the stay as the feed tells it
 * @param request  the request as recorded
 * @param served   whether a facility is one of this installation
 * @param channels the agency's channels, first choice first; empty when there is none
 * @param mode     how far the facility lets Sallyport act for this requester
 * @param stopped  whether a supervisor stopped all sending
 * @param breaker  what a person decided of notices paused here
 * @param burst    whether so many notices left here lately that one more must wait; asked only when one would leave
 * @param law      the policy book in force
 */
public record Situation(
        Instant now,
        Facility facility,
        EpisodeFile file,
        CustodyEpisode stay,
        RequestFile request,
        Predicate<FacilityId> served,
        List<String> channels,
        Mode mode,
        boolean stopped,
        Breaker breaker,
        BooleanSupplier burst,
        Function<Facts, Determination> law) {

    /** Whether the request is active and bound to this stay. */
    boolean applies() {
        return request.active() && request.bound().containsKey(file.id());
    }
}

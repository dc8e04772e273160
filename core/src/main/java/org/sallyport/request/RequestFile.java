package org.sallyport.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.EpisodeId;

/**
 * Where one request stands, folded from its events.
 *
 * @param id         its name
 * @param request    the content in force; absent before the first event
 * @param defects    codes of form defects not yet accepted by a person
 * @param status     {@code active cancelled expired withdrawn}, as FACTS spells them
 * @param bound      the stays it applies to, each with how it was bound
 * @param proposed   the stays a person is asked about, with the reasons' codes
 * @param rejected   the stays a person ruled out
 * @param receivedAt when it was taken in (UTC instant)
 * @param unboundSince since when no stay is bound to it: receipt, the last unbinding, or the agency's last amendment or
 *                   word that it stands while unbound (UTC instant); absent while bound
 * @param closed     the outcome once everything has ended
 */
public record RequestFile(
        RequestId id,
        Optional<NotificationRequest> request,
        List<String> defects,
        String status,
        Map<EpisodeId, String> bound,
        Map<EpisodeId, List<String>> proposed,
        List<EpisodeId> rejected,
        Instant receivedAt,
        Optional<Instant> unboundSince,
        Optional<String> closed) {

    /** A request of which nothing is recorded. */
    public static RequestFile none(RequestId id) {
        return new RequestFile(
                id,
                Optional.empty(),
                List.of(),
                "active",
                Map.of(),
                Map.of(),
                List.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it may cause a notice. */
    public boolean active() {
        return status.equals("active") && request.isPresent() && closed.isEmpty();
    }

    /** Folds one event; never refuses. */
    public RequestFile apply(RequestEvent event) {
        return RequestFold.apply(this, event);
    }
}

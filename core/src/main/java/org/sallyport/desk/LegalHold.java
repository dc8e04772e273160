package org.sallyport.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;

/**
 * An order to keep: while it stands nothing it covers is destroyed, neither by a schedule nor by an expungement.
 *
 * @param id       its name
 * @param episode  the stay it covers, with its requests; absent when it covers everything of the facility
 * @param reason   why, in words that name no person
 * @param citation the order's own citation
 * @param placedBy who placed it
 * @param placedAt when (UTC instant of the business clock)
 * @param liftedBy who lifted it; absent while it stands
 */
public record LegalHold(
        UUID id,
        Optional<EpisodeId> episode,
        String reason,
        String citation,
        String placedBy,
        Instant placedAt,
        Optional<String> liftedBy) {
    static LegalHold placed(FacilityEvent.LegalHoldPlaced e) {
        return new LegalHold(e.id(), e.episode(), e.reason(), e.citation(), e.by(), e.at(), Optional.empty());
    }

    LegalHold lifted(String by) {
        return new LegalHold(id, episode, reason, citation, placedBy, placedAt, Optional.of(by));
    }

    /** Whether it stands. */
    public boolean stands() {
        return liftedBy.isEmpty();
    }

    /** Whether it keeps this stay. */
    public boolean keeps(EpisodeId stay) {
        return stands() && (episode.isEmpty() || episode.get().equals(stay));
    }
}

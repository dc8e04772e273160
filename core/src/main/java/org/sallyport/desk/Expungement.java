package org.sallyport.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;

/**
 * An order to destroy what is kept of one stay and of the requests bound to it. One person proposes it, another
 * confirms it; then nothing of the stay is told any more, and whoever was told is asked to delete; then its keys are
 * destroyed.
 *
 * @param id          its name
 * @param episode     the stay
 * @param reason      why, in words that name no person
 * @param citation    the order's own citation
 * @param proposedBy  who proposed it
 * @param confirmedBy who confirmed it; absent before
 * @param confirmedAt when (UTC instant of the business clock)
 * @param stage       how far it is
 */
public record Expungement(
        UUID id,
        EpisodeId episode,
        String reason,
        String citation,
        String proposedBy,
        Optional<String> confirmedBy,
        Optional<Instant> confirmedAt,
        Stage stage) {
    /** How far an expungement is. */
    public enum Stage {
        /** Another person has not said yet. */
        PROPOSED,
        /** Recipients are being asked to delete; nothing else leaves. */
        CONFIRMED,
        /** The keys are gone. */
        DONE,
        /** It was taken back, or another person refused it. */
        DROPPED
    }

    static Expungement proposed(FacilityEvent.ExpungementProposed e) {
        return new Expungement(
                e.id(),
                e.episode(),
                e.reason(),
                e.citation(),
                e.by(),
                Optional.empty(),
                Optional.empty(),
                Stage.PROPOSED);
    }

    Expungement confirmed(String by, Instant at) {
        return new Expungement(
                id, episode, reason, citation, proposedBy, Optional.of(by), Optional.of(at), Stage.CONFIRMED);
    }

    Expungement now(Stage next) {
        return new Expungement(id, episode, reason, citation, proposedBy, confirmedBy, confirmedAt, next);
    }

    /** Whether it still is to be confirmed or carried out. */
    public boolean open() {
        return stage == Stage.PROPOSED || stage == Stage.CONFIRMED;
    }
}

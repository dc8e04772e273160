package org.sallyport.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * @param streams     what it destroyed, or destroyed once in a state that was lost; empty before
 */
public record Expungement(
        UUID id,
        EpisodeId episode,
        String reason,
        String citation,
        String proposedBy,
        Optional<String> confirmedBy,
        Optional<Instant> confirmedAt,
        Stage stage,
        Set<UUID> streams) {
    /** Copies the streams, in their order. */
    public Expungement {
        streams = Collections.unmodifiableSet(new TreeSet<>(streams));
    }

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
                Stage.PROPOSED,
                Set.of());
    }

    static Expungement reapplied(FacilityEvent.ExpungementReapplied e) {
        return new Expungement(
                e.id(),
                e.episode(),
                e.reason(),
                e.citation(),
                e.proposedBy(),
                Optional.of(e.confirmedBy()),
                Optional.of(e.at()),
                Stage.CONFIRMED,
                Set.copyOf(e.streams()));
    }

    Expungement confirmed(String by, Instant at) {
        return new Expungement(
                id, episode, reason, citation, proposedBy, Optional.of(by), Optional.of(at), Stage.CONFIRMED, streams);
    }

    Expungement now(Stage next) {
        return new Expungement(id, episode, reason, citation, proposedBy, confirmedBy, confirmedAt, next, streams);
    }

    Expungement done(Collection<UUID> destroyed) {
        return new Expungement(
                id,
                episode,
                reason,
                citation,
                proposedBy,
                confirmedBy,
                confirmedAt,
                Stage.DONE,
                new TreeSet<>(destroyed));
    }

    /** Whether it was carried out before, in a state that was lost: recipients were asked then. */
    boolean again() {
        return stage == Stage.CONFIRMED && !streams.isEmpty();
    }

    /** Whether it still is to be confirmed or carried out. */
    public boolean open() {
        return stage == Stage.PROPOSED || stage == Stage.CONFIRMED;
    }
}

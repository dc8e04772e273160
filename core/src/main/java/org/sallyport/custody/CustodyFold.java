package org.sallyport.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds the received events of one stay into where it stands. Pure and total: whatever arrives, in whatever order, an
 * episode comes out, and the same events give the same episode up to the moments of receipt.
 *
 * <p>A stay may hold several bookings: the release of one while another is open closes only that booking, the release
 * of the last one ends the stay. Leaving the building is not release. A {@code returned} after a release is a late
 * entry and changes nothing, unless the release was an error or an escape.
 *
 * <p>Grounds of custody are the charges and the holds of other authorities. A charge stops being a ground when it is
 * dismissed, acquitted or not prosecuted, when a bond on it or on its case is posted, when the feed says that it ended,
 * or when its booking is closed while another is open. A sentence that leaves days to serve, imposed later than that,
 * makes it a ground again, and so does a new bond set later. An administrative immigration paper is never a ground.
 * When the last ground has ended and none
 * is open, the release is projected at that moment, whatever the jail projected before; a moment it schedules after
 * that stands, and so does a release that the desk has begun. If no charge was ever recorded, no ground
 * has ended, unless the feed says that all have.
 * Otherwise the projection said last in effective order of a booking still open stands.
 *
 * <p>A claim or proof of citizenship or of lawful status, and the mark of a possible protected person, stand until the
 * event that made them is corrected: another record that knows of none does not take them back.
 */
public final class CustodyFold {
    private final Facility.Ordering ordering;
    private final List<ProjectedRelease> held = new ArrayList<>();
    private Optional<Instant> ended = Optional.empty();
    private Instant endedSince = Instant.EPOCH;

    private CustodyFold(Facility.Ordering ordering) {
        this.ordering = ordering;
    }

    /**
     * Folds one stay.
     *
     * @param ordering the key by which the facility's events are put in effective order
     * @param received the events of the stay in order of arrival, of all its bookings; an id received twice counts once
     */
    public static CustodyEpisode fold(Facility.Ordering ordering, List<FeedEvent> received) {
        return new CustodyFold(ordering).run(EffectiveOrder.unique(received));
    }

    /**
     * Folds what arrived in effective order once. From the first event on that did not, everything known is folded
     * again at each arrival, since any fact may change what the others come to.
     */
    private CustodyEpisode run(List<FeedEvent> arrived) {
        var stay = new Stay();
        var inOrder = 0;
        while (inOrder < arrived.size() && follows(arrived, inOrder)) {
            var event = arrived.get(inOrder++);
            stay.apply(Effect.of(event));
            hold(event, stay);
        }
        for (int known = inOrder + 1; known <= arrived.size(); known++) {
            stay = Stay.of(EffectiveOrder.of(ordering, arrived.subList(0, known)));
            hold(arrived.get(known - 1), stay);
        }
        return stay.episode(inForce(stay.said()), List.copyOf(held), ended);
    }

    /** The end of the last ground, unless the jail itself has since said when it will let the person go. */
    private Optional<ProjectedRelease> inForce(Optional<ProjectedRelease> said) {
        if (ended.isEmpty()) {
            return said;
        }
        var at = ended.get();
        var since = said.filter(p -> !p.saidAt().isBefore(at) && p.certainty() == ProjectedRelease.Certainty.SCHEDULED);
        return since.or(() -> Optional.of(groundsEnded(at, endedSince)));
    }

    /** Whether an event may be folded onto what came before it. */
    private boolean follows(List<FeedEvent> arrived, int position) {
        var event = arrived.get(position);
        var reaching = event.fact() instanceof CustodyFact.Corrected
                || event.fact() instanceof CustodyFact.Linked
                || event.fact() instanceof CustodyFact.Merged
                || event.fact() instanceof CustodyFact.Split;
        return !reaching && EffectiveOrder.comesLast(ordering, arrived.subList(0, position), event);
    }

    /** Keeps what is projected since this event arrived. */
    private void hold(FeedEvent event, Stay stay) {
        var fact = event.fact() instanceof CustodyFact.Corrected(var _, var to) && to.isPresent()
                ? to.get()
                : event.fact();
        if (fact instanceof CustodyFact.ReleaseProjected projected) {
            held.add(Projections.of(projected, event.time(), event.receivedAt()));
        }
        if (fact instanceof CustodyFact.Releasing) {
            stay.leaving().ifPresent(held::add);
        }
        var lastGround = stay.lastGroundEndedAt();
        if (!lastGround.equals(ended)) {
            ended = lastGround;
            endedSince = event.receivedAt();
            ended.ifPresent(at -> held.add(groundsEnded(at, endedSince)));
        }
    }

    /** Whatever date the jail published before, it did not publish this one. */
    private static ProjectedRelease groundsEnded(Instant at, Instant since) {
        return new ProjectedRelease(
                at, ProjectedRelease.Basis.GROUNDS_ENDED, ProjectedRelease.Certainty.SCHEDULED, false, at, since);
    }
}

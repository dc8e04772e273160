package org.sallyport.custody;

import java.util.List;

/**
 * Tells a stay from what was received of it. Pure and total: the same events give the same stay in whatever order they
 * arrived, but for the moments of receipt.
 */
public final class CustodyFold {
    private CustodyFold() {}

    /**
     * Folds the events of one stay in effective order. Corrections take effect wherever they arrived, also before what
     * they correct; gaps in a sequence never wait.
     *
     * @param ordering the facility's one ordering key
     * @param received the events in order of arrival
     */
    public static CustodyEpisode fold(Facility.Ordering ordering, List<FeedEvent> received) {
        var stay = new StayBuilder(received);
        for (var event : EffectiveOrder.of(ordering, Corrections.applied(received))) {
            stay.take(event);
        }
        return stay.build();
    }
}

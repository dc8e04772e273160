package org.sallyport.custody;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * Puts events in the order in which they happened, by the facility's one ordering key; ties go by arrival.
 *
 * <p>By sequence: within a booking the feed's own numbers decide. Events without one, and events of different bookings,
 * stand in order of their times; a sequenced event never stands before its predecessor, whatever its clock says.
 */
final class EffectiveOrder {
    private record Placed(FeedEvent event, Instant when, int arrival) {}

    private static final Comparator<Placed> BY_MOMENT =
            Comparator.comparing(Placed::when).thenComparingInt(Placed::arrival);

    private EffectiveOrder() {}

    static List<FeedEvent> of(Facility.Ordering ordering, List<FeedEvent> received) {
        var placed = new ArrayList<Placed>(received.size());
        for (int i = 0; i < received.size(); i++) {
            placed.add(new Placed(received.get(i), received.get(i).time(), i));
        }
        var moments = switch (ordering) {
            case TIME -> placed;
            case SEQUENCE -> bySequence(placed);
        };
        moments.sort(BY_MOMENT);
        return moments.stream().map(Placed::event).toList();
    }

    /** Gives each sequenced event a moment no earlier than its predecessor's, so that moments alone give the order. */
    private static ArrayList<Placed> bySequence(List<Placed> placed) {
        var result = new ArrayList<Placed>(placed.size());
        var sequenced = new ArrayList<Placed>();
        for (var p : placed) {
            (p.event().sequence().isPresent() ? sequenced : result).add(p);
        }
        sequenced.sort(Comparator.comparing((Placed p) -> p.event().subject())
                .thenComparing(p -> p.event().sequence().orElse(BigDecimal.ZERO))
                .thenComparingInt(Placed::arrival));
        var last = new HashMap<String, Instant>();
        for (var p : sequenced) {
            var before = last.get(p.event().subject());
            var when = before != null && !p.when().isAfter(before) ? before.plusNanos(1) : p.when();
            last.put(p.event().subject(), when);
            result.add(new Placed(p.event(), when, p.arrival()));
        }
        return result;
    }
}

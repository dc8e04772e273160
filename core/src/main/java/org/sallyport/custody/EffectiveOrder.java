package org.sallyport.custody;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the events of one stay in effective order. By time: the moment of each event. By sequence: within a booking by
 * the feed's own numbers, while events without one, and the events of other bookings, are set among them by time. Ties
 * keep the order of arrival. A missing number is never waited for.
 */
final class EffectiveOrder {
    private EffectiveOrder() {}

    /** The facts of a stay in effective order, corrections applied, heartbeats left out. */
    static List<Effect> of(Facility.Ordering ordering, List<FeedEvent> arrived) {
        var corrected = arrived.stream().anyMatch(e -> e.fact() instanceof CustodyFact.Corrected);
        if (!corrected) {
            return order(ordering, arrived).stream().map(Effect::of).toList();
        }
        // One order over all of them: numbers of two bookings, or a number and a time, rank nothing between themselves.
        var rank = new IdentityHashMap<FeedEvent, Integer>();
        order(ordering, arrived).forEach(event -> rank.put(event, rank.size()));
        var effects = Corrections.apply(Comparator.comparing(event -> rank.getOrDefault(event, 0)), arrived);
        var placed = arrived.stream().filter(effects::containsKey).toList();
        var inOrder = new ArrayList<Effect>(placed.size());
        order(ordering, placed).forEach(event -> inOrder.add(effects.get(event)));
        return inOrder;
    }

    /**
     * Whether an event that has just arrived comes last in effective order, so that nothing before it need be folded
     * again.
     *
     * @param latest the events so far, themselves in effective order
     */
    static boolean comesLast(Facility.Ordering ordering, List<FeedEvent> latest, FeedEvent event) {
        if (latest.isEmpty()) {
            return true;
        }
        if (event.time().isBefore(latest.getLast().time())) {
            return false;
        }
        return switch (ordering) {
            case TIME -> true;
            case SEQUENCE ->
                event.sequence().isEmpty() || aboveAll(event, event.sequence().get(), latest);
        };
    }

    private static boolean aboveAll(FeedEvent event, BigDecimal sequence, List<FeedEvent> latest) {
        for (int i = latest.size() - 1; i >= 0; i--) {
            var other = latest.get(i);
            if (other.subject().equals(event.subject()) && other.sequence().isPresent()) {
                return other.sequence().get().compareTo(sequence) <= 0;
            }
        }
        return true;
    }

    private static List<FeedEvent> order(Facility.Ordering ordering, List<FeedEvent> arrived) {
        return switch (ordering) {
            case TIME -> {
                var sorted = new ArrayList<>(arrived);
                sorted.sort(Comparator.comparing(FeedEvent::time));
                yield sorted;
            }
            case SEQUENCE -> bySequence(arrived);
        };
    }

    /**
     * Each booking's numbered events, and all without a number, as queues of their own, merged by the time at the head.
     */
    private static List<FeedEvent> bySequence(List<FeedEvent> arrived) {
        var arrival = new IdentityHashMap<FeedEvent, Integer>();
        Map<Optional<String>, List<FeedEvent>> queues = new LinkedHashMap<>();
        for (var event : arrived) {
            arrival.put(event, arrival.size());
            var queue = event.sequence().map(_ -> event.subject());
            queues.computeIfAbsent(queue, _ -> new ArrayList<>()).add(event);
        }
        var heads = new ArrayList<ArrayDeque<FeedEvent>>();
        queues.forEach((queue, events) -> {
            events.sort(
                    queue.isPresent()
                            ? Comparator.comparing(event -> event.sequence().orElse(BigDecimal.ZERO))
                            : Comparator.comparing(FeedEvent::time));
            heads.add(new ArrayDeque<>(events));
        });
        Comparator<ArrayDeque<FeedEvent>> byHead = Comparator.<ArrayDeque<FeedEvent>, java.time.Instant>comparing(
                        q -> q.getFirst().time())
                .thenComparing(q -> arrival.getOrDefault(q.getFirst(), 0));
        var merged = new ArrayList<FeedEvent>(arrived.size());
        while (!heads.isEmpty()) {
            var next = heads.size() == 1
                    ? heads.getFirst()
                    : heads.stream().min(byHead).orElseThrow();
            merged.add(next.removeFirst());
            heads.removeIf(ArrayDeque::isEmpty);
        }
        return merged;
    }

    /** Events of one stay received more than once count once: the first to arrive. */
    static List<FeedEvent> unique(List<FeedEvent> received) {
        Map<String, List<FeedEvent>> byId = HashMap.newHashMap(received.size());
        var unique = new ArrayList<FeedEvent>(received.size());
        for (var event : received) {
            var same = byId.computeIfAbsent(event.id(), _ -> new ArrayList<>(1));
            var seen = same.stream().anyMatch(other -> other.source().equals(event.source()));
            if (!seen && !(event.fact() instanceof CustodyFact.Heartbeat)) {
                same.add(event);
                unique.add(event);
            }
        }
        return unique;
    }
}

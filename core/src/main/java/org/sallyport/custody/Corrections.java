package org.sallyport.custody;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies corrections: an event that another replaces says what the correction says, or nothing when taken back. */
final class Corrections {
    private record Name(String source, String id) {}

    private Corrections() {}

    static List<FeedEvent> applied(List<FeedEvent> received) {
        var corrections = new HashMap<Name, FeedEvent>();
        for (var event : received) {
            if (event.fact() instanceof CustodyFact.Corrected(var replaces, var _)) {
                corrections.put(new Name(event.source(), replaces), event);
            }
        }
        if (corrections.isEmpty()) {
            return received;
        }
        var result = new ArrayList<FeedEvent>(received.size());
        for (var event : received) {
            if (!(event.fact() instanceof CustodyFact.Corrected)) {
                correct(event, corrections, result);
            }
        }
        return result;
    }

    /** Follows corrections of corrections to the last word; a ring of them ends where it began. */
    private static void correct(FeedEvent event, Map<Name, FeedEvent> corrections, List<FeedEvent> result) {
        var current = event;
        var fact = event.fact();
        int steps = 0;
        var next = corrections.get(new Name(event.source(), event.id()));
        while (next != null && steps++ < corrections.size()) {
            if (!(next.fact() instanceof CustodyFact.Corrected(var _, var replacement))) {
                break;
            }
            current = next;
            if (replacement.isEmpty()) {
                return;
            }
            fact = replacement.get();
            next = corrections.get(new Name(current.source(), current.id()));
        }
        if (current == event) {
            result.add(event);
            return;
        }
        result.add(new FeedEvent(
                event.id(),
                event.source(),
                event.facility(),
                event.subject(),
                event.sequence(),
                event.time(),
                event.recordedAt(),
                current.receivedAt(),
                fact));
    }
}

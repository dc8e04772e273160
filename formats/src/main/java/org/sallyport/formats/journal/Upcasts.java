package org.sallyport.formats.journal;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every step from a schema of the past to the next. */
final class Upcasts {
    static final Map<Upcast.From, Upcast> ALL = Map.of(
            new Upcast.From("episode.case-carried", 1), Upcasts::noticesWerePausedNever,
            new Upcast.From("episode.case-carried", 2), Upcasts::nobodyWasReminded,
            new Upcast.From("episode.case-carried", 3), Upcasts::onlyTheLastDecisionWasKept,
            new Upcast.From("episode.case-carried", 4), Upcasts::staffRecordedNothing,
            new Upcast.From("episode.case-carried", 5), Upcasts::nothingWasPassedOn);

    private Upcasts() {}

    /** Before the breaker, no notice was ever paused. */
    private static JsonNode noticesWerePausedNever(JsonNode old) {
        for (var notice : old.path("from").path("notices")) {
            if (notice instanceof ObjectNode n) {
                n.putNull("pausedAt");
            }
        }
        return old;
    }

    /** Before relay, no request was passed on to another facility. */
    private static JsonNode nothingWasPassedOn(JsonNode old) {
        if (old.path("from") instanceof ObjectNode from) {
            from.putNull("relay");
        }
        return old;
    }

    /** Before shadow was compared, staff recorded nothing. */
    private static JsonNode staffRecordedNothing(JsonNode old) {
        if (old.path("from") instanceof ObjectNode from) {
            from.putNull("staff");
        }
        return old;
    }

    /** Before each act had a question of its own, a case kept one decision. */
    private static JsonNode onlyTheLastDecisionWasKept(JsonNode old) {
        if (old.path("from") instanceof ObjectNode from) {
            var decision = from.remove("decision");
            var decisions = from.putArray("decisions");
            if (decision != null && !decision.isNull()) {
                decisions.add(decision);
            }
        }
        return old;
    }

    /** Before reminders, no agency was reminded. */
    private static JsonNode nobodyWasReminded(JsonNode old) {
        if (old.path("from") instanceof ObjectNode from) {
            from.putArray("reminders");
        }
        return old;
    }
}

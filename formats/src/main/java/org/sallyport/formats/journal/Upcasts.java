package org.sallyport.formats.journal;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every step from a schema of the past to the next. */
final class Upcasts {
    static final Map<Upcast.From, Upcast> ALL = Map.of(
            new Upcast.From("episode.case-carried", 1), Upcasts::noticesWerePausedNever,
            new Upcast.From("episode.case-carried", 2), Upcasts::nobodyWasReminded);

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

    /** Before reminders, no agency was reminded. */
    private static JsonNode nobodyWasReminded(JsonNode old) {
        if (old.path("from") instanceof ObjectNode from) {
            from.putArray("reminders");
        }
        return old;
    }
}

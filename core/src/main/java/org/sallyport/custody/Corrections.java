package org.sallyport.custody;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what each event of a stay says after corrections, wherever these arrived. The latest correction of an event in
 * effective order wins. A correction may itself be corrected: replaced, its event takes the newer content; taken back,
 * it was never made. A replacement stands in the place of the event it replaces, or in its own until that arrives.
 */
final class Corrections {
    private record Key(String source, String id) {
        static Key of(FeedEvent event) {
            return new Key(event.source(), event.id());
        }
    }

    /** What an event comes to say, who said so last; no fact when it was taken back. */
    private record Content(Optional<CustodyFact> fact, FeedEvent by) {}

    private final Comparator<FeedEvent> effective;
    private final Map<Key, List<FeedEvent>> corrections = new LinkedHashMap<>();
    private final Set<Key> known = new HashSet<>();
    private final Set<Key> underWay = new HashSet<>();

    private Corrections(Comparator<FeedEvent> effective, List<FeedEvent> events) {
        this.effective = effective;
        for (var event : events) {
            known.add(Key.of(event));
            if (event.fact() instanceof CustodyFact.Corrected(var id, var _)) {
                corrections
                        .computeIfAbsent(new Key(event.source(), id), _ -> new ArrayList<>())
                        .add(event);
            }
        }
    }

    /**
     * Each event's place and what it says there.
     *
     * @param effective effective order, which ranks no two events alike
     * @param events    in order of arrival
     */
    static Map<FeedEvent, Effect> apply(Comparator<FeedEvent> effective, List<FeedEvent> events) {
        var all = new Corrections(effective, events);
        var effects = new IdentityHashMap<FeedEvent, Effect>();
        for (var event : events) {
            if (!(event.fact() instanceof CustodyFact.Corrected)) {
                all.content(event).ifPresent(content -> put(effects, event, content));
            }
        }
        all.corrections.forEach((target, _) -> {
            if (!all.known.contains(target)) {
                var last = all.last(target);
                if (last != null) {
                    put(effects, last.by(), last);
                }
            }
        });
        return effects;
    }

    private static void put(Map<FeedEvent, Effect> effects, FeedEvent place, Content content) {
        content.fact()
                .ifPresent(fact -> effects.put(
                        place,
                        new Effect(
                                place.subject(),
                                place.time(),
                                content.by().time(),
                                content.by().receivedAt(),
                                fact)));
    }

    /** What an event comes to say; empty for a correction that was taken back, or that corrects itself in a ring. */
    private Optional<Content> content(FeedEvent event) {
        var key = Key.of(event);
        if (!underWay.add(key)) {
            return Optional.empty();
        }
        var last = last(key);
        underWay.remove(key);
        if (event.fact() instanceof CustodyFact.Corrected(var _, var replacement)) {
            if (last == null) {
                return Optional.of(new Content(plain(replacement), event));
            }
            return last.fact().isEmpty() ? Optional.empty() : Optional.of(last);
        }
        return Optional.of(last == null ? new Content(Optional.of(event.fact()), event) : last);
    }

    private @Nullable Content last(Key target) {
        Content last = null;
        FeedEvent at = null;
        for (var correction : corrections.getOrDefault(target, List.of())) {
            var content = content(correction);
            if (content.isPresent() && (at == null || effective.compare(correction, at) >= 0)) {
                last = content.get();
                at = correction;
            }
        }
        return last;
    }

    /** A replacement that is itself a correction says what that one says. */
    private static Optional<CustodyFact> plain(Optional<CustodyFact> replacement) {
        var fact = replacement;
        while (fact.isPresent() && fact.get() instanceof CustodyFact.Corrected(var _, var inner)) {
            fact = inner;
        }
        return fact;
    }
}

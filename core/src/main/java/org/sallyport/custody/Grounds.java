package org.sallyport.custody;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The local grounds on which a person is held: open charges, sentences, and other agencies' holds. An administrative
 * immigration paper is never one. Knows when the last has ended.
 */
final class Grounds {
    private final Map<String, Boolean> open = new LinkedHashMap<>();
    private Optional<Ended> lastEnded = Optional.empty();

    /** When the last ground ended, and when Sallyport heard of it. */
    record Ended(Instant at, Instant knownSince) {}

    static String charge(String booking, String id) {
        return "charge " + booking + " " + id;
    }

    static String hold(String id) {
        return "hold " + id;
    }

    void begin(String ground) {
        open.put(ground, true);
        lastEnded = Optional.empty();
    }

    void end(String ground, Instant at, Instant knownSince) {
        if (open.replace(ground, false) != null) {
            settle(at, knownSince);
        }
    }

    void endAll(Instant at, Instant knownSince) {
        open.replaceAll((_, _) -> false);
        settle(at, knownSince);
    }

    /** A sealed charge is as if it had never been a ground. */
    void forget(String ground) {
        open.remove(ground);
    }

    private void settle(Instant at, Instant knownSince) {
        if (lastEnded.isEmpty() && open.values().stream().noneMatch(o -> o)) {
            lastEnded = Optional.of(new Ended(at, knownSince));
        }
    }

    Optional<Ended> lastEnded() {
        return lastEnded;
    }
}

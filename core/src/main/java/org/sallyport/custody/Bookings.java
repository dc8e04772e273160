package org.sallyport.custody;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bookings of one stay: which belong to it, which are one record, which are still open. */
final class Bookings {
    private final Map<String, Boolean> open = new LinkedHashMap<>();
    private final Map<String, Instant> closedAt = new HashMap<>();
    private final Map<String, String> mergedInto = new HashMap<>();
    private final Set<String> parted = new HashSet<>();
    private Optional<String> closedLast = Optional.empty();

    /**
     * Learns which records were joined and parted: whatever was said last of a booking holds for all that was said of
     * it.
     */
    void structure(List<Effect> effects) {
        for (var effect : effects) {
            switch (effect.fact()) {
                case CustodyFact.Linked(var others) -> joined(effect.subject(), others, false);
                case CustodyFact.Merged(var others) -> joined(effect.subject(), others, true);
                case CustodyFact.Split(var others) -> {
                    for (var other : others) {
                        if (!other.equals(effect.subject())) {
                            parted.add(other);
                            mergedInto.remove(other);
                        }
                    }
                }
                default -> {
                    // Every other fact speaks of one booking alone.
                }
            }
        }
    }

    private void joined(String subject, List<String> others, boolean oneRecord) {
        for (var other : others) {
            parted.remove(other);
            if (!other.equals(subject) && oneRecord && !record(subject).equals(other)) {
                mergedInto.put(other, subject);
            } else {
                mergedInto.remove(other);
            }
        }
    }

    boolean belongs(String booking) {
        return !parted.contains(booking);
    }

    /** The booking whose record this one is part of; itself unless it was merged. */
    String record(String booking) {
        var at = booking;
        for (int hops = 0; hops <= mergedInto.size(); hops++) {
            var next = mergedInto.get(at);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** A booking that was spoken of is open until it is said to be closed. */
    void mention(String booking) {
        open.putIfAbsent(booking, true);
        open.putIfAbsent(record(booking), true);
    }

    void open(String booking) {
        var record = record(booking);
        open.put(record, true);
        closedAt.remove(record);
        closedLast = Optional.empty();
    }

    void close(String booking, Instant at) {
        var record = record(booking);
        open.put(record, false);
        closedAt.put(record, at);
        closedLast = allClosed() ? Optional.of(record) : Optional.empty();
    }

    boolean allClosed() {
        return !open.isEmpty() && open.keySet().stream().noneMatch(this::isOpen);
    }

    boolean isOpen(String booking) {
        return open.getOrDefault(record(booking), false);
    }

    /** Open bookings, each record once. */
    Set<String> openRecords() {
        var records = new HashSet<String>();
        open.keySet().forEach(booking -> records.add(record(booking)));
        records.removeIf(record -> !isOpen(record));
        return records;
    }

    /**
     * When a booking was closed while the stay went on in another; empty for an open one and for the last to be closed.
     */
    Optional<Instant> closedBeforeTheLast(String booking) {
        var record = record(booking);
        return closedLast.filter(record::equals).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(closedAt.get(record));
    }

    Map<String, Boolean> asMap() {
        var map = new LinkedHashMap<String, Boolean>();
        open.keySet().forEach(booking -> map.put(booking, isOpen(booking)));
        return Collections.unmodifiableMap(map);
    }
}

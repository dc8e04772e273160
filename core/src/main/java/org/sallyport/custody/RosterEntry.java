package org.sallyport.custody;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of a roster, as far as the facility's mapping supplies it.
 *
 * @param key        the booking key, unique within the roster
 * @param person     who is held
 * @param admittedAt when they were admitted (UTC instant), when the roster says
 * @param charges    the charges it lists, often the top charge alone; each with an id that stays the same from roster
 *                   to roster
 * @param attributes other columns whose change is worth counting, such as status or custody level; they decide nothing
 */
public record RosterEntry(
        String key, Person person, Optional<Instant> admittedAt, List<Charge> charges, Map<String, String> attributes) {
    /** Copies the collections in a stable order. */
    public RosterEntry {
        charges = List.copyOf(charges);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}

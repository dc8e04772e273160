package org.sallyport.custody;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rosters of a facility have said so far. A plain value: kept by the shell and handed back with the next
 * roster.
 *
 * @param takenAt the last roster taken in (UTC instant); absent before the first, which is the baseline
 * @param listed  everyone ever listed and not yet forgotten, by booking key
 */
public record RosterState(Optional<Instant> takenAt, SortedMap<String, Listed> listed) {
    /** Copies the map. */
    public RosterState {
        listed = Collections.unmodifiableSortedMap(new TreeMap<>(listed));
    }

    /** Nothing was ever listed. */
    public static final RosterState NONE = new RosterState(Optional.empty(), new TreeMap<>(Map.of()));

    /**
     * One booking as the rosters have it.
     *
     * @param last          the line that listed it last
     * @param seenAt        the roster that listed it last (UTC instant)
     * @param missed        how many rosters in a row have lacked it since
     * @param firstMissedAt the first of these (UTC instant)
     * @param releaseId     the id of the event that said it was released; empty while it was not
     */
    public record Listed(
            RosterEntry last, Instant seenAt, int missed, Optional<Instant> firstMissedAt, String releaseId) {

        /** Whether its absence was made a release. */
        public boolean released() {
            return !releaseId.isEmpty();
        }

        static Listed seen(RosterEntry entry, Instant at) {
            return new Listed(entry, at, 0, Optional.empty(), "");
        }

        Listed missedAt(Instant at) {
            return new Listed(last, seenAt, missed + 1, Optional.of(firstMissedAt.orElse(at)), releaseId);
        }

        Listed releasedBy(String eventId) {
            return new Listed(last, seenAt, missed, firstMissedAt, eventId);
        }
    }

    /** The same without these bookings, as if they had never been listed. */
    public RosterState without(Set<String> keys) {
        var copy = new TreeMap<>(listed);
        copy.keySet().removeAll(keys);
        return new RosterState(takenAt, copy);
    }

    /** The desk answered that the person is still held: the rosters that lacked them do not count. */
    public RosterState stillHeld(String key) {
        var copy = new TreeMap<>(listed);
        copy.computeIfPresent(key, (_, known) -> known.released() ? known : Listed.seen(known.last(), known.seenAt()));
        return new RosterState(takenAt, copy);
    }
}

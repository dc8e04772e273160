package org.sallyport.custody;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A snapshot of who is in custody. It says nothing of those it lacks: they may have left, or it may have lost them.
 *
 * @param facility whose it is
 * @param takenAt  when it was taken (UTC instant); names the snapshot
 * @param entries  its lines, in any order
 */
public record Roster(FacilityId facility, Instant takenAt, List<RosterEntry> entries) {
    /** Copies the lines. */
    public Roster {
        entries = List.copyOf(entries);
    }

    /** The same without the lines of these bookings. */
    public Roster without(Set<String> keys) {
        return new Roster(
                facility,
                takenAt,
                entries.stream().filter(e -> !keys.contains(e.key())).toList());
    }
}

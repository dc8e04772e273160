package org.sallyport.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.desk.Cause;
import org.sallyport.desk.Transaction.Heard;
import org.sallyport.journal.Recorded;
import org.sallyport.journal.StreamId;

/** What a transaction will write at its end, a statement per table however many rows. */
final class Pending {
    /** An event that waits to be written. */
    record Event(StreamId stream, int version, String facility, String agency, Cause cause, Recorded event) {}

    /** When a stream must be looked at next, and where it is. */
    record Wake(FacilityId facility, Optional<Instant> when) {}

    final List<Event> events = new ArrayList<>();
    final SortedMap<StreamId, Wake> wakes = new TreeMap<>();
    final SortedMap<FacilityId, Instant> wakesBy = new TreeMap<>();
    final SortedMap<StreamId, Findables.Keys> findable = new TreeMap<>();
    final Map<Findables.Booking, EpisodeId> bookings = new LinkedHashMap<>();
    final Map<FacilityId, Heard> heard = new TreeMap<>();
    boolean agencies;

    boolean isEmpty() {
        return events.isEmpty()
                && wakes.isEmpty()
                && wakesBy.isEmpty()
                && findable.isEmpty()
                && bookings.isEmpty()
                && heard.isEmpty()
                && !agencies;
    }

    void clear() {
        events.clear();
        wakes.clear();
        wakesBy.clear();
        findable.clear();
        bookings.clear();
        heard.clear();
        agencies = false;
    }

    /** Streams of a kind that take events. */
    Set<UUID> streams(StreamId.Kind kind) {
        var ids = new TreeSet<UUID>();
        for (var e : events) {
            if (e.stream().kind() == kind) {
                ids.add(e.stream().id());
            }
        }
        return ids;
    }

    /** Corrects what the tables say by what waits: who is found at a facility under any of these keys. */
    Set<UUID> found(StreamId.Kind kind, FacilityId facility, Iterable<MatchKey> keys, Set<UUID> inTables) {
        var found = new TreeSet<>(inTables);
        for (var change : findable.entrySet()) {
            if (change.getKey().kind() != kind) {
                continue;
            }
            found.remove(change.getKey().id());
            if (change.getValue().facility().equals(facility)) {
                for (var key : keys) {
                    if (change.getValue().keys().contains(key)) {
                        found.add(change.getKey().id());
                    }
                }
            }
        }
        return found;
    }
}

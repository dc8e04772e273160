package org.sallyport.postgres.quarantine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.FacilityId;
import org.sallyport.problem.Problem;

/** Port to where feed events that could not be read wait for someone. What was sent is sealed at rest. */
public interface Quarantine {
    /** Keeps one; the same text of the same facility again is kept once. Returns its name. */
    String keep(FacilityId facility, String raw, List<Problem> problems, Instant at);

    /** What waits at a facility, oldest first, without what was sent. */
    List<Item> waiting(FacilityId facility, int most);

    /** How many wait at a facility. */
    long count(FacilityId facility);

    /** One of them, with what was sent. */
    Optional<Opened> open(FacilityId facility, String id);

    /** Takes one out: it was read after all, or someone let it go. Whether it was there. */
    boolean release(FacilityId facility, String id);

    /** One event that waits. */
    record Item(String id, FacilityId facility, Instant at, List<Problem> problems) {}

    /** The same with what was sent; it may hold personal data. */
    record Opened(Item item, String raw) {
        @Override
        public String toString() {
            return "quarantined " + item.id();
        }
    }
}

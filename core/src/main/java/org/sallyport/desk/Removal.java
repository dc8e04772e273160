package org.sallyport.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Transaction.FeedKey;

/** Part of a {@link Transaction}: finds records whose time is over, and destroys records for good. */
public interface Removal {
    /**
     * Destroys what seals these streams, with every token and projection of them: nothing they hold is read by anyone
     * any more, and they take nothing more. A name that no stream bears yet is refused from now on.
     *
     * @param seen the feed events they came from
     */
    void destroy(FacilityId facility, Set<UUID> streams, Set<FeedKey> seen);

    /**
     * Stays of a facility whose person has left before a moment, the first to leave first; takes no lock.
     *
     * @param after the last of the page before; empty for the first
     */
    List<Ended> endedStays(FacilityId facility, Optional<Ended> after, Instant before, int most);

    /** Requests addressed to a facility that cause nothing more, received before a moment; as {@link #endedStays}. */
    List<Ended> endedRequests(FacilityId facility, Optional<Ended> after, Instant before, int most);

    /** A record and when it ended; in order of that moment, then of its name. */
    record Ended(Instant at, UUID name) implements Comparable<Ended> {
        @Override
        public int compareTo(Ended that) {
            int byMoment = at.compareTo(that.at);
            return byMoment != 0 ? byMoment : name.toString().compareTo(that.name.toString());
        }
    }

    /** Those of these streams that were destroyed. */
    Set<UUID> destroyed(Set<UUID> streams);
}

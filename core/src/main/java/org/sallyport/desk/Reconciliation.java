package org.sallyport.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.request.RequestId;

/** Part of a {@link Transaction}: goes through records, and compares with them what was derived from them. */
public interface Reconciliation {
    /**
     * Claims the next part of a facility's requests and stays to be compared with what the journal says of them. The
     * rhythm is one of real time.
     *
     * @return empty when none is due yet, or another worker has it
     */
    Optional<Slice> claim(FacilityId facility, Rhythm rhythm);

    /** Requests and stays of one facility. */
    record Slice(List<RequestId> requests, List<EpisodeId> stays) {
        /** How many. */
        public int size() {
            return requests.size() + stays.size();
        }
    }

    /**
     * How a facility's streams are gone through.
     *
     * @param most  how many in one part
     * @param pause between two parts (elapsed real time)
     * @param rest  after the last one, before the first comes again
     */
    record Rhythm(int most, Duration pause, Duration rest) {}

    /**
     * Compares what lists and look-ups hold of these, whose locks must be held, with what the journal says, and writes
     * again what differs.
     *
     * @return how many rows were missing, wrong or too many
     */
    int repair(Facility facility, Slice slice);

    /** When these requests are looked at next; those never looked at are left out. */
    Map<RequestId, Instant> requestWakes(Collection<RequestId> ids);

    /** When these stays are looked at next; those never looked at are left out. */
    Map<EpisodeId, Instant> stayWakes(Collection<EpisodeId> ids);
}

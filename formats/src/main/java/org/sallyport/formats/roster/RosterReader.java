package org.sallyport.formats.roster;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.custody.FacilityId;

/**
 * Reads roster files by a mapping: CSV, plain or by gzip, one roster in memory at a time. Safe for use by several
 * threads.
 */
public final class RosterReader {
    private final FacilityId facility;
    private final RosterMapping mapping;

    /** A reader of this facility's rosters. */
    public RosterReader(FacilityId facility, RosterMapping mapping) {
        this.facility = facility;
        this.mapping = mapping;
    }

    /**
     * Reads a file of one roster, or of several told apart by the mapping's snapshot column, oldest first.
     *
     * @param in      plain or gzip; the caller closes it
     * @param takenAt when the roster was taken (UTC instant); needed when the mapping names no snapshot column, and
     *                ignored when it does
     */
    public Rosters read(InputStream in, Optional<Instant> takenAt) {
        return new Rosters(facility, mapping, in, takenAt);
    }
}

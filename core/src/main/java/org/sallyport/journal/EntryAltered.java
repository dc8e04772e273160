package org.sallyport.journal;

import java.util.UUID;

/** An entry of the journal is not what was recorded there. Names its place, and nothing of what it holds. */
public final class EntryAltered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UUID stream;

    /**
     * The entry that was found.
     *
     * @param position its position in the journal
     * @param stream   the stream it is an entry of, which cannot be read beyond it
     * @param facility the facility whose record it stands in; empty where it is an agency's
     */
    public EntryAltered(long position, UUID stream, String facility) {
        this(
                stream,
                "The entry at position " + position + " of the journal"
                        + (facility.isEmpty() ? "" : ", of " + facility + ",") + " is not what was recorded.");
    }

    private EntryAltered(UUID stream, String message) {
        super(message);
        this.stream = stream;
    }

    /** An entry of a facility's own record that is not there: the one after {@code version}. */
    public static EntryAltered missing(int version, UUID stream, String facility) {
        return new EntryAltered(stream, "Entry " + (version + 1) + " of the record of " + facility + " is missing.");
    }

    /** The stream it is an entry of. */
    public UUID stream() {
        return stream;
    }
}

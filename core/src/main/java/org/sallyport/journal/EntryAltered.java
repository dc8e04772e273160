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
        super("The entry at position " + position + " of the journal"
                + (facility.isEmpty() ? "" : ", of " + facility + ",") + " is not what was recorded.");
        this.stream = stream;
    }

    /** The stream it is an entry of. */
    public UUID stream() {
        return stream;
    }
}

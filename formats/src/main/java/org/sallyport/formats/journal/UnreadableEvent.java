package org.sallyport.formats.journal;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** An entry of the journal that is not what any version wrote. Its content is never part of the message. */
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEvent(String type, int schema, @Nullable TokenStreamLocation at) {
        super("The journal holds " + type + " of schema " + schema + " that cannot be read"
                + (at == null ? "" : " at column " + at.getColumnNr()) + ". It was damaged, or its key is wrong.");
    }
}

package org.sallyport.journal;

import java.util.UUID;

/** Names one stream: everything recorded of one stay, one request, one facility or one agency. */
public record StreamId(Kind kind, UUID id) implements Comparable<StreamId> {
    /** What a stream is about, in the order in which streams are locked. */
    public enum Kind {
        FACILITY,
        AGENCY,
        REQUEST,
        EPISODE
    }

    @Override
    public int compareTo(StreamId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }
}

package org.sallyport.request;

import java.util.UUID;

/** Names one notification request: a name-based UUID of the agency and the agency's own delivery of it. */
public record RequestId(UUID value) implements Comparable<RequestId> {
    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

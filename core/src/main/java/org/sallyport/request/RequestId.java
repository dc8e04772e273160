package org.sallyport.request;

import java.util.Locale;
import java.util.UUID;

/** Names one notification request: a name-based UUID of the agency and the agency's own delivery of it. */
public record RequestId(UUID value) implements Comparable<RequestId> {
    /** The number of a receipt that takes it from the name: 64 bits of it, such as {@code R-7F3A21C9-0B4D55E2}. */
    public String number() {
        var hex = value.toString().replace("-", "").toUpperCase(Locale.ROOT);
        return "R-" + hex.substring(0, 8) + "-" + hex.substring(24, 32);
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

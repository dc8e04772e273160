package org.sallyport.custody;

import java.util.UUID;

/** Names one stay: a name-based UUID of the facility and the first booking received for it. */
public record EpisodeId(UUID value) implements Comparable<EpisodeId> {
    @Override
    public int compareTo(EpisodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

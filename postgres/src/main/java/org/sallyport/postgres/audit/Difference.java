package org.sallyport.postgres.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * Where the journal, the log or a checkpoint is not what it must be. It names places, never a person.
 *
 * @param code  stable, such as {@code entry-altered}
 * @param place what it was found at
 * @param words what is wrong, as a sentence
 */
public record Difference(String code, Place place, String words) {

    /**
     * Where.
     *
     * @param index    the entry of the log, from 0; absent when it has none
     * @param position the row of the journal; absent when it is none
     * @param stream   the stream of that row
     * @param version  its version in the stream
     */
    public record Place(
            Optional<Long> index, Optional<Long> position, Optional<UUID> stream, Optional<Integer> version) {
        /** Somewhere that no entry names. */
        public static final Place NOWHERE =
                new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static Place entry(long index, long position) {
            return new Place(Optional.of(index), Optional.of(position), Optional.empty(), Optional.empty());
        }

        static Place index(long index) {
            return new Place(Optional.of(index), Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Place row(long position, UUID stream, int version) {
            return new Place(Optional.empty(), Optional.of(position), Optional.of(stream), Optional.of(version));
        }

        static Place stream(UUID stream, int version) {
            return new Place(Optional.empty(), Optional.empty(), Optional.of(stream), Optional.of(version));
        }

        Place in(UUID ofStream, int atVersion) {
            return new Place(index, position, Optional.of(ofStream), Optional.of(atVersion));
        }
    }

    /** The sentence with its place before it. */
    public String sentence() {
        var where = new StringBuilder();
        place.index().ifPresent(i -> where.append("entry ").append(i).append(", "));
        place.position().ifPresent(p -> where.append("position ").append(p).append(", "));
        place.stream().ifPresent(s -> where.append("stream ").append(s).append(", "));
        place.version().ifPresent(v -> where.append("version ").append(v).append(", "));
        return where.isEmpty() ? words : where.substring(0, where.length() - 2) + ": " + words;
    }
}

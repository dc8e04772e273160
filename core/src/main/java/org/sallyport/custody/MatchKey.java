package org.sallyport.custody;

/**
 * One value by which a request and a stay can find each other. Stores keep only a keyed hash of it, and lock it, so
 * that a booking and a request committing at the same instant cannot miss each other.
 *
 * @param kind  what sort of value it is
 * @param value the normal form (folded case, no spaces or punctuation); a booking number carries its facility
 */
public record MatchKey(Kind kind, String value) implements Comparable<MatchKey> {
    /** The sorts of value that can point to a stay; the last is weaker and only ever proposes. */
    public enum Kind {
        BOOKING,
        SID,
        UCN,
        NAME_AND_BIRTH_DATE
    }

    @Override
    public int compareTo(MatchKey other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }
}

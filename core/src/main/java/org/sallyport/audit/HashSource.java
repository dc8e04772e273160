package org.sallyport.audit;

/** Where the hashes of full subtrees come from: tiles of a database, of a folder, of another server. */
@FunctionalInterface
public interface HashSource {
    /**
     * The hash over the entries from {@code index << level} (inclusive) to {@code (index + 1) << level} (exclusive).
     *
     * @param level 0 for a leaf, one more for each doubling
     * @throws MissingHash when the source does not hold it
     */
    Hash node(int level, long index);

    /** A source lacks a hash that the tree it claims to hold must have: a tile is missing or cut short. */
    final class MissingHash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says which. */
        public MissingHash(String what) {
            super(what);
        }
    }
}

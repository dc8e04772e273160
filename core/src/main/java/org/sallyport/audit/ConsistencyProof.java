package org.sallyport.audit;

import java.util.List;

/**
 * Shows that a later tree begins with all of an earlier one (RFC 6962 section 2.1.2).
 *
 * <p>Nothing can be shown about a tree without entries: every tree continues it, and no proof from 0 passes here. Who
 * accepts a first tree says so itself.
 *
 * @param from how many entries the earlier tree has, at least 1
 * @param to   how many the later one has
 * @param path the hashes that rebuild both roots
 */
public record ConsistencyProof(long from, long to, List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Makes the proof.
     *
     * @throws IllegalArgumentException unless {@code 1 <= from <= to}
     */
    public static ConsistencyProof of(long from, long to, HashSource source) {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("No proof leads from a tree of " + from + " entries to one of " + to);
        }
        return new ConsistencyProof(from, to, new Subtree(0, from).pathIn(to, source));
    }

    /** Whether the tree of {@code to} entries with the later root begins with the earlier tree. */
    public boolean proves(Hash earlier, Hash later) {
        return from >= 1 && new Subtree(0, from).isPartOf(to, earlier, later, path);
    }
}

package org.sallyport.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shows that a leaf stands at an index of the tree of a size (RFC 6962 section 2.1.1).
 *
 * @param index which leaf, from 0
 * @param size  how many entries the tree has
 * @param path  the hashes beside the way from the leaf to the root, lowest first
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Makes the proof.
     *
     * @throws IllegalArgumentException unless {@code 0 <= index < size}
     */
    public static InclusionProof of(long index, long size, HashSource source) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of " + size + " entries has none at index " + index + ".");
        }
        var path = new ArrayList<Hash>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + Long.highestOneBit(to - from - 1);
            if (index < middle) {
                path.add(new Subtree(middle, to).root(source));
                to = middle;
            } else {
                path.add(new Subtree(from, middle).root(source));
                from = middle;
            }
        }
        Collections.reverse(path);
        return new InclusionProof(index, size, path);
    }

    /** The root that this leaf and path lead to; empty when the path is too long or too short for index and size. */
    public Optional<Hash> root(Hash leaf) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        var hash = leaf;
        long at = index;
        long last = size - 1;
        for (var beside : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((at & 1) == 1 || at == last) {
                hash = Hash.node(beside, hash);
                while ((at & 1) == 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.node(hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }

    /** Whether it leads from this leaf to this root. */
    public boolean proves(Hash leaf, Hash root) {
        return root(leaf).filter(root::equals).isPresent();
    }
}

package org.sallyport.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A run of entries that has a hash of its own inside every tree that holds it.
 *
 * <p>Source: draft-ietf-plants-merkle-tree-certs section 4, as the vectors of transparency-dev/merkle read it: a
 * subtree begins at a multiple of the smallest power of two that is not less than its length.
 *
 * @param start the first entry (inclusive)
 * @param end   the entry after the last (exclusive)
 */
public record Subtree(long start, long end) {
    /** Whether it is one. An empty run is one wherever it stands; it has no entries to prove. */
    public boolean isValid() {
        if (start < 0 || end < start) {
            return false;
        }
        long length = end - start;
        if (length <= 1) {
            return true;
        }
        long ceiling = Long.highestOneBit(length - 1) << 1;
        return ceiling > 0 && (start & (ceiling - 1)) == 0;
    }

    /** Its hash. */
    public Hash root(HashSource source) {
        long length = end - start;
        if (length == 0) {
            return Hash.EMPTY;
        }
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return source.node(level, start >> level);
        }
        long middle = start + Long.highestOneBit(length);
        return Hash.node(new Subtree(start, middle).root(source), new Subtree(middle, end).root(source));
    }

    /** Whether a path leads from the leaf at an index of the whole tree to the hash of this subtree. */
    public boolean includes(long index, Hash leaf, Hash subtreeRoot, List<Hash> path) {
        return isValid()
                && start <= index
                && index < end
                && new InclusionProof(index - start, end - start, path).proves(leaf, subtreeRoot);
    }

    /** The path that shows this subtree, with entries, to be part of the tree of a size. */
    List<Hash> pathIn(long size, HashSource source) {
        var path = new ArrayList<Hash>();
        long from = 0;
        long to = size;
        while (from != start || to != end) {
            long middle = from + half(to - from);
            if (end <= middle) {
                path.add(new Subtree(middle, to).root(source));
                to = middle;
            } else {
                path.add(new Subtree(from, middle).root(source));
                from = middle;
                if (start < middle) {
                    return endIn(path, from, to, source);
                }
            }
        }
        Collections.reverse(path);
        return path;
    }

    /** The rest of a path once the subtree turned out to span the middle: its end still has to be reached. */
    private List<Hash> endIn(List<Hash> path, long middle, long size, HashSource source) {
        long from = middle;
        long to = size;
        while (to != end) {
            long next = from + half(to - from);
            if (end <= next) {
                path.add(new Subtree(next, to).root(source));
                to = next;
            } else {
                path.add(new Subtree(from, next).root(source));
                from = next;
            }
        }
        path.add(new Subtree(from, to).root(source));
        Collections.reverse(path);
        return path;
    }

    /** The largest power of two below a length of at least two. */
    private static long half(long length) {
        return Long.highestOneBit(length - 1);
    }

    /**
     * Whether a path shows that the tree of a size and root holds this subtree with its hash.
     *
     * <p>An empty subtree is shown by its fixed hash and an empty path, whatever the tree.
     */
    public boolean isPartOf(long size, Hash subtreeRoot, Hash root, List<Hash> path) {
        if (!isValid() || end > size) {
            return false;
        }
        if (start == end) {
            return path.isEmpty() && subtreeRoot.equals(Hash.EMPTY);
        }
        return new Climb(start, end - 1, size - 1).reaches(subtreeRoot, root, path);
    }

    /** The way up from the last entry of the subtree, level by level. */
    private static final class Climb {
        private long first;
        private long last;
        private long lastOfTree;

        Climb(long first, long last, long lastOfTree) {
            this.first = first;
            this.last = last;
            this.lastOfTree = lastOfTree;
        }

        boolean reaches(Hash subtreeRoot, Hash root, List<Hash> path) {
            if (last == lastOfTree) {
                while (first != last) {
                    up();
                }
            } else {
                while (first != last && (last & 1) == 1) {
                    up();
                }
            }
            var rest = path;
            Hash small = subtreeRoot;
            if (first != last) {
                if (path.isEmpty()) {
                    return false;
                }
                small = path.getFirst();
                rest = path.subList(1, path.size());
            }
            Hash large = small;
            for (var step : rest) {
                if (lastOfTree == 0) {
                    return false;
                }
                if ((last & 1) == 1 || last == lastOfTree) {
                    if (first < last) {
                        small = Hash.node(step, small);
                    }
                    large = Hash.node(step, large);
                    while ((last & 1) == 0) {
                        up();
                    }
                } else {
                    large = Hash.node(large, step);
                }
                up();
            }
            return lastOfTree == 0 && small.equals(subtreeRoot) && large.equals(root);
        }

        private void up() {
            first >>= 1;
            last >>= 1;
            lastOfTree >>= 1;
        }
    }
}

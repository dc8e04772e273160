package org.sallyport.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that grows at its end: the roots of its full subtrees, largest first, are all that the next entry needs.
 * Not for use by two threads at once.
 */
public final class Frontier {
    private final List<Hash> roots = new ArrayList<>();
    private long size;

    /** The tree without entries. */
    public Frontier() {}

    /**
     * The tree with these full subtrees.
     *
     * @param size  how many entries it has
     * @param roots 32 bytes for each one-bit of {@code size}, highest first
     * @throws IllegalArgumentException when there are more or fewer
     */
    public static Frontier of(long size, byte[] roots) {
        if (size < 0 || roots.length != Long.bitCount(size) * Hash.BYTES) {
            throw new IllegalArgumentException("A tree of " + size + " entries has another number of full subtrees.");
        }
        var frontier = new Frontier();
        frontier.size = size;
        for (int at = 0; at < roots.length; at += Hash.BYTES) {
            frontier.roots.add(Hash.at(roots, at));
        }
        return frontier;
    }

    /** The tree of a size whose hashes a source holds. */
    public static Frontier of(long size, HashSource source) {
        var frontier = new Frontier();
        frontier.size = size;
        long start = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                frontier.roots.add(source.node(level, start >> level));
                start += 1L << level;
            }
        }
        return frontier;
    }

    /** Hears of each full subtree as it comes into being. */
    @FunctionalInterface
    public interface Grown {
        /** One more hash, named as in {@link HashSource#node}. */
        void node(int level, long index, Hash hash);
    }

    /** Adds a leaf. */
    public void append(Hash leaf) {
        append(leaf, (_, _, _) -> {});
    }

    /** Adds a leaf and tells of every full subtree it completes, the leaf itself first. */
    public void append(Hash leaf, Grown grown) {
        var hash = leaf;
        long index = size;
        int level = 0;
        grown.node(level, index, hash);
        while ((index & 1) == 1) {
            hash = Hash.node(roots.removeLast(), hash);
            index >>= 1;
            level++;
            grown.node(level, index, hash);
        }
        roots.add(hash);
        size++;
    }

    /** How many entries it has. */
    public long size() {
        return size;
    }

    /** The state it is in. */
    public TreeHead head() {
        if (roots.isEmpty()) {
            return TreeHead.EMPTY;
        }
        var root = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = Hash.node(roots.get(i), root);
        }
        return new TreeHead(size, root);
    }

    /** The roots of its full subtrees, as {@link #of(long, byte[])} reads them. */
    public byte[] roots() {
        var bytes = new byte[roots.size() * Hash.BYTES];
        for (int i = 0; i < roots.size(); i++) {
            roots.get(i).copyTo(bytes, i * Hash.BYTES);
        }
        return bytes;
    }
}

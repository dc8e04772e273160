package org.sallyport.audit;

/**
 * One state of the tree.
 *
 * @param size how many entries it has
 * @param root the hash over all of them
 */
public record TreeHead(long size, Hash root) {
    /** The tree without entries. */
    public static final TreeHead EMPTY = new TreeHead(0, Hash.EMPTY);
}

package org.sallyport.audit;

import java.nio.ByteBuffer;
import org.sallyport.journal.Heading;

/**
 * What one leaf of the tree stands for: an entry of the journal, without its sealed payload.
 *
 * <p>The published entry is a hash of these, so that nothing readable is published: type and agency of an entry alone
 * could tell of a victim's request. Place and heading are inside, so that a moved, back-dated or otherwise altered
 * entry is found, and so that they can be proved after the payload was destroyed.
 *
 * @param position   the entry's place in the journal
 * @param heading    what stands outside the seal
 * @param commitment what fixes the sealed payload, 32 bytes
 */
public record Leaf(long position, Heading heading, Hash commitment) {
    /** The 32 bytes the log publishes: SHA-256 of position (8 bytes, big end first), envelope, commitment. */
    public byte[] entry() {
        return Hash.sha256(
                        ByteBuffer.allocate(Long.BYTES).putLong(position).array(),
                        heading.envelope(),
                        commitment.bytes())
                .bytes();
    }

    /** The hash of the leaf. */
    public Hash hash() {
        return Hash.leaf(entry());
    }
}

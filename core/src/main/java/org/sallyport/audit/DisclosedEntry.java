package org.sallyport.audit;

import java.util.Arrays;
import java.util.Objects;
import org.sallyport.journal.Heading;

/**
 * One entry of the journal, laid open: with its salt, anyone can work out the commitment and so the entry that the log
 * publishes.
 *
 * @param position the entry's place in the journal
 * @param heading  what stands outside the seal
 * @param salt     32 bytes, sealed with the payload until now
 * @param payload  what happened, the very bytes that were committed to: JSON in UTF-8
 */
public record DisclosedEntry(long position, Heading heading, byte[] salt, byte[] payload) {
    /** Copies the bytes. */
    public DisclosedEntry {
        salt = salt.clone();
        payload = payload.clone();
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /** What fixes the payload. */
    public Hash commitment() {
        return Commitment.of(salt, payload, heading.envelope());
    }

    /** The leaf it is in the log. */
    public Leaf leaf() {
        return new Leaf(position, heading, commitment());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DisclosedEntry that
                && position == that.position
                && heading.equals(that.heading)
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, heading, Arrays.hashCode(salt), Arrays.hashCode(payload));
    }

    /** Names no content: it may be personal. */
    @Override
    public String toString() {
        return "entry " + position;
    }
}

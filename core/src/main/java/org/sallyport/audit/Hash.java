package org.sallyport.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A SHA-256 hash of the tree, 32 bytes.
 *
 * <p>Source: RFC 6962 section 2.1, read 2026-11-25: a leaf is "SHA-256(0x00 || d(0))", a node is "SHA-256(0x01 ||
 * MTH(D[0:k]) || MTH(D[k:n]))", and "The hash of an empty list is the hash of an empty string".
 */
public final class Hash {
    /** How long every hash is. */
    public static final int BYTES = 32;

    private static final MessageDigest FRESH = fresh();

    /** The root of the tree without entries. */
    public static final Hash EMPTY = new Hash(digest().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash with these bytes.
     *
     * @throws IllegalArgumentException unless there are 32; look at the length of what comes from outside first
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A hash has 32 bytes, not " + bytes.length + ".");
        }
        return new Hash(bytes.clone());
    }

    /** The hash whose 32 bytes stand at an offset among others. */
    public static Hash at(byte[] among, int offset) {
        return new Hash(Arrays.copyOfRange(among, offset, offset + BYTES));
    }

    /** The SHA-256 of all parts, one after the other. */
    public static Hash sha256(byte[]... parts) {
        var digest = digest();
        for (var part : parts) {
            digest.update(part);
        }
        return new Hash(digest.digest());
    }

    /** The hash of a leaf that holds an entry. */
    public static Hash leaf(byte[] entry) {
        var digest = digest();
        digest.update((byte) 0);
        digest.update(entry);
        return new Hash(digest.digest());
    }

    /** The hash of a node over two others. */
    public static Hash node(Hash left, Hash right) {
        var digest = digest();
        digest.update((byte) 1);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new Hash(digest.digest());
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes its 32 bytes at an offset of {@code into}. */
    public void copyTo(byte[] into, int offset) {
        System.arraycopy(bytes, 0, into, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In base64, as checkpoints write it. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A digest of its own for each call: copying one that was never used is cheaper than looking one up. */
    private static MessageDigest digest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this Java cannot be copied.", e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}

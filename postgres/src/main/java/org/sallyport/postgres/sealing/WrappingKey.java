package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One master key.
 *
 * @param id   its fingerprint: the first 16 hexadecimal digits of SHA-256 over a label and the key; tells nothing of it
 * @param with what it seals with
 */
record WrappingKey(String id, Aes256 with) {
    private static final byte[] LABEL = "sallyport master key\n".getBytes(US_ASCII);
    private static final int ID_BYTES = 8;
    static final int BYTES = 32;

    static WrappingKey of(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(LABEL);
            return new WrappingKey(HexFormat.of().formatHex(digest.digest(key), 0, ID_BYTES), new Aes256(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java.", e);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}

package org.sallyport.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that only whoever holds a key can derive: the first 16 bytes of HMAC-SHA256 over the parts, each after its
 * length, in the form of a UUID of version 8 (RFC 9562, section 5.8).
 */
public final class KeyedNames {
    private static final String HMAC = "HmacSHA256";
    private final Mac keyed;

    /** Names under this key. */
    public KeyedNames(byte[] key) {
        try {
            keyed = Mac.getInstance(HMAC);
            keyed.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing from this Java.", e);
        }
    }

    /** The name of what these parts stand for. */
    public UUID name(String... parts) {
        try {
            var mac = (Mac) keyed.clone();
            for (var part : parts) {
                var bytes = part.getBytes(UTF_8);
                mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                mac.update(bytes);
            }
            var hash = ByteBuffer.wrap(mac.doFinal());
            long most = hash.getLong() & ~0xf000L | 0x8000L;
            long least = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
            return new UUID(most, least);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC-SHA256 of this Java cannot be copied.", e);
        }
    }
}

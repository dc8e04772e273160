package org.sallyport.audit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the journal keeps in the open of a sealed payload: it fixes the payload and says nothing of it. */
public final class Commitment {
    /** How long a salt is. */
    public static final int SALT_BYTES = 32;

    private Commitment() {}

    /**
     * The commitment to a payload in its envelope: HMAC-SHA256 under the salt, over the envelope's length (4 bytes,
     * big end first), the envelope, the payload.
     *
     * @param salt     32 random bytes, sealed together with the payload
     * @param payload  what happened, as canonical JSON
     * @param envelope see {@link org.sallyport.journal.Heading#envelope()}
     */
    public static Hash of(byte[] salt, byte[] payload, byte[] envelope) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            mac.update(ByteBuffer.allocate(4).putInt(envelope.length).array());
            mac.update(envelope);
            return Hash.of(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256.", e);
        }
    }
}

package org.sallyport.postgres.sealing;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.sallyport.audit.Commitment;

/**
 * The key of one stay or one request. It seals payloads to the place they stand in (the envelope is associated data)
 * and commits to them: AES-GCM alone would let one ciphertext open to two plaintexts under two keys, an HMAC does not.
 */
public final class DataKey {
    private static final byte FORMAT = 1;

    private final UUID id;
    private final Aes256 aes;
    private final SecureRandom random;

    DataKey(UUID id, byte[] key, SecureRandom random) {
        this.id = id;
        this.aes = new Aes256(key);
        this.random = random;
    }

    /** The name of the key. */
    public UUID id() {
        return id;
    }

    /** Seals a payload to its envelope. */
    public Sealed seal(byte[] plain, byte[] envelope) {
        var salt = new byte[Commitment.SALT_BYTES];
        random.nextBytes(salt);
        var salted = new byte[Commitment.SALT_BYTES + plain.length];
        System.arraycopy(salt, 0, salted, 0, Commitment.SALT_BYTES);
        System.arraycopy(plain, 0, salted, Commitment.SALT_BYTES, plain.length);
        var sealed = aes.seal(salted, envelope);
        var payload = new byte[1 + sealed.length];
        payload[0] = FORMAT;
        System.arraycopy(sealed, 0, payload, 1, sealed.length);
        return new Sealed(payload, Commitment.of(salt, plain, envelope).bytes());
    }

    /**
     * Opens a payload.
     *
     * @throws SealBroken when the key or the envelope is not the one it was sealed with, or a byte has changed
     */
    public byte[] open(byte[] payload, byte[] envelope) {
        var salted = salted(payload, envelope);
        return Arrays.copyOfRange(salted, Commitment.SALT_BYTES, salted.length);
    }

    /** A payload and the salt that was sealed with it: enough for anyone to work the commitment out. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Disclosed(byte[] salt, byte[] plain) {}

    /**
     * Opens a payload together with its salt, to be handed to somebody outside.
     *
     * @throws SealBroken as {@link #open}
     */
    public Disclosed disclose(byte[] payload, byte[] envelope) {
        var salted = salted(payload, envelope);
        return new Disclosed(
                Arrays.copyOf(salted, Commitment.SALT_BYTES),
                Arrays.copyOfRange(salted, Commitment.SALT_BYTES, salted.length));
    }

    /** Whether what the payload holds is what the commitment was made to. */
    public boolean keeps(Sealed sealed, byte[] envelope) {
        var open = disclose(sealed.payload(), envelope);
        var made = Commitment.of(open.salt(), open.plain(), envelope);
        return MessageDigest.isEqual(made.bytes(), sealed.commitment());
    }

    private byte[] salted(byte[] payload, byte[] envelope) {
        if (payload.length < 1 + Commitment.SALT_BYTES || payload[0] != FORMAT) {
            throw new SealBroken("A sealed payload has a format this version does not know.");
        }
        return aes.open(Arrays.copyOfRange(payload, 1, payload.length), envelope);
    }
}

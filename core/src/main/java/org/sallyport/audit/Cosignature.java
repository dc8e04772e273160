package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A witness's word that a checkpoint was, at a time, the largest it had seen of its log and continued all before.
 *
 * <p>Source: C2SP tlog-cosignature, read 2026-11-25: the signed message is the line {@code cosignature/v1}, the line
 * {@code time} with POSIX seconds, and the whole text of the checkpoint; the signature is the time (8 bytes, big end
 * first) and an Ed25519 signature.
 *
 * @param at        when it was made, in whole seconds (UTC)
 * @param signature the Ed25519 signature, 64 bytes
 */
public record Cosignature(Instant at, byte[] signature) {
    private static final int BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;

    public Cosignature {
        signature = signature.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    static Cosignature sign(byte[] seed, String text, Instant at) {
        return new Cosignature(
                Instant.ofEpochSecond(at.getEpochSecond()), Ed25519.sign(seed, message(text, at.getEpochSecond())));
    }

    /** What the bytes of a signature line say; empty for another length or a time no clock can show. */
    static Optional<Cosignature> read(byte[] bytes) {
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(bytes).getLong();
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(new Cosignature(
                        Instant.ofEpochSecond(seconds), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(at.getEpochSecond())
                .put(signature)
                .array();
    }

    boolean verifies(byte[] key, String text) {
        return Ed25519.verifies(key, message(text, at.getEpochSecond()), signature);
    }

    private static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(UTF_8);
    }
}

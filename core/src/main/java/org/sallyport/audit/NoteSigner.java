package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/** A private key that signs notes: a log's its checkpoints, a witness's the checkpoints it saw. */
public final class NoteSigner {
    /** How long a private key is. */
    public static final int SEED_BYTES = Ed25519.KEY_BYTES;

    private final byte[] seed;
    private final NoteKey key;

    /**
     * A signer.
     *
     * @param name the name it signs under, such as {@code jail.example/log}
     * @param kind what it signs
     * @param seed the private key, 32 random bytes
     * @throws IllegalArgumentException if the name has a space or a plus, or the key another length
     */
    public NoteSigner(String name, NoteKey.Kind kind, byte[] seed) {
        if (!NoteKey.named(name) || seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("A signer has a name without space or plus, and a key of 32 bytes.");
        }
        this.seed = seed.clone();
        this.key = NoteKey.of(name, kind, Ed25519.publicKey(seed));
    }

    /** The public key. */
    public NoteKey key() {
        return key;
    }

    /**
     * Signs a text.
     *
     * @param text the text of a note, with its last newline
     * @param at   when, in whole seconds; only a cosigner says so
     */
    public SignedNote.Signed sign(String text, Instant at) {
        var signature = switch (key.kind()) {
            case SIGNER -> Ed25519.sign(seed, text.getBytes(UTF_8));
            case COSIGNER -> Cosignature.sign(seed, text, at).bytes();
        };
        return new SignedNote.Signed(key.name(), key.id(), signature);
    }
}

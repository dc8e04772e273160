package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * A public key whose signatures on notes are believed, with the name it signs under.
 *
 * <p>Source: C2SP signed-note and tlog-cosignature, read 2026-11-25. The text form, {@code name+id+key}, is the one the
 * Go module mirror uses: eight hexadecimal digits of the id, base64 of kind and key.
 */
public final class NoteKey {
    /** What a key signs. */
    public enum Kind {
        /** The text of a note: type 0x01. A log signs its checkpoints so. */
        SIGNER(1),
        /** A checkpoint together with the time it was seen: type 0x04. A witness signs so. */
        COSIGNER(4);

        private final int type;

        Kind(int type) {
            this.type = type;
        }

        static Optional<Kind> of(byte type) {
            return Arrays.stream(values()).filter(k -> k.type == type).findFirst();
        }
    }

    private final String name;
    private final Kind kind;
    private final byte[] key;
    private final int id;

    private NoteKey(String name, Kind kind, byte[] key) {
        this.name = name;
        this.kind = kind;
        this.key = key.clone();
        this.id = id(name, kind, key);
    }

    static NoteKey of(String name, Kind kind, byte[] key) {
        return new NoteKey(name, kind, key);
    }

    /** Reads the text form of a key, or says what is wrong with it. */
    public static Checked<NoteKey> parse(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length < 3 || !named(parts[0])) {
            return bad(text, "name, id and key, with + between: log.example/jail+a1b2c3d4+ATq…");
        }
        byte[] typed;
        try {
            typed = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            return bad(text, "The key is base64.");
        }
        if (typed.length != 1 + Ed25519.KEY_BYTES || Kind.of(typed[0]).isEmpty()) {
            return bad(text, "An Ed25519 key of a log (type 1) or a witness (type 4), 33 bytes with its type.");
        }
        var key = new NoteKey(parts[0], Kind.of(typed[0]).orElseThrow(), Arrays.copyOfRange(typed, 1, typed.length));
        return key.toString().equals(text.strip())
                ? new Checked.Good<>(key)
                : bad(text, "The id is the start of the hash of name and key; this one belongs to another key.");
    }

    private static Checked<NoteKey> bad(String text, String expected) {
        var shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new Checked.Bad<>(
                List.of(new Problem("note.key", "key", shown, expected, "Copy the whole key from its owner.")));
    }

    /** Whether notes allow a key to be called so: not empty, no space, no plus. */
    public static boolean named(String name) {
        return !name.isEmpty()
                && name.codePoints().noneMatch(c -> c == '+' || c < ' ' || Character.isWhitespace(c) || isSpace(c));
    }

    private static boolean isSpace(int codePoint) {
        return Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    private static int id(String name, Kind kind, byte[] key) {
        var hash = Hash.sha256(name.getBytes(UTF_8), new byte[] {'\n', (byte) kind.type}, key);
        return ByteBuffer.wrap(hash.bytes()).getInt();
    }

    /** The name it signs under. */
    public String name() {
        return name;
    }

    /** What it signs. */
    public Kind kind() {
        return kind;
    }

    int id() {
        return id;
    }

    /** Whether the signature is this key's over the text of a note. */
    boolean verifies(String text, byte[] signature) {
        return switch (kind) {
            case SIGNER ->
                signature.length == Ed25519.SIGNATURE_BYTES && Ed25519.verifies(key, text.getBytes(UTF_8), signature);
            case COSIGNER -> {
                var cosignature = Cosignature.read(signature);
                yield cosignature.isPresent() && cosignature.get().verifies(key, text);
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that
                && name.equals(that.name)
                && kind == that.kind
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, id);
    }

    /** The text form. */
    @Override
    public String toString() {
        var typed = ByteBuffer.allocate(1 + key.length).put((byte) kind.type).put(key);
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed.array());
    }
}

package org.sallyport.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * A text with signatures (C2SP signed-note, read 2026-11-25). What the text says counts only once
 * {@link #verify(Collection)} has found a signature of a trusted key.
 *
 * @param text       the text, with its last newline and without the empty line after it
 * @param signatures the signatures, in the order of their lines; none in a note that is still to be signed
 */
public record SignedNote(String text, List<Signed> signatures) {
    /** The most a note may hold; the specification asks for a limit and for at least 16 signatures. */
    public static final int CHARACTERS_MOST = 1 << 17;

    private static final int SIGNATURES_MOST = 100;
    private static final String DASH = "\u2014 ";

    /**
     * One signature line.
     *
     * @param name      the key's name
     * @param id        the key's id
     * @param signature what the key made, without the id
     */
    public record Signed(String name, int id, byte[] signature) {
        public Signed {
            signature = signature.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        /** The line, with its newline. */
        public String line() {
            var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                    .putInt(id)
                    .put(signature);
            return DASH + name + " " + Base64.getEncoder().encodeToString(bytes.array()) + "\n";
        }

        /** When a witness says it saw the checkpoint; empty for a signature without a time. */
        public Optional<Instant> seenAt() {
            return Cosignature.read(signature).map(Cosignature::at);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signed that
                    && name.equals(that.name)
                    && id == that.id
                    && Arrays.equals(signature, that.signature);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, id, Arrays.hashCode(signature));
        }
    }

    /** What became of checking a note. */
    public sealed interface Verdict {
        /** These keys signed it, at least one. */
        record Trusted(List<NoteKey> by) implements Verdict {
            public Trusted {
                by = List.copyOf(by);
            }
        }

        /** No trusted key signed it. */
        record NotSigned() implements Verdict {}

        /** A line claims to be of this trusted key and is not: the note was altered, or the line was. */
        record Forged(NoteKey key) implements Verdict {}
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** Reads a note, or says what is wrong with it. A well-formed note may still be signed by nobody one trusts. */
    public static Checked<SignedNote> parse(String note) {
        if (note.length() > CHARACTERS_MOST) {
            return bad("", "At most " + CHARACTERS_MOST + " characters.");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n') || note.chars().anyMatch(c -> c == '\uFFFD')) {
            return bad("", "UTF-8 text without control characters.");
        }
        var empty = note.lastIndexOf("\n\n");
        if (empty < 0 || !note.endsWith("\n")) {
            return bad("", "A text, an empty line, and signature lines, each line ended.");
        }
        var read = lines(note.substring(empty + 2));
        return switch (read) {
            case Checked.Bad<List<Signed>>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<List<Signed>>(var signed) ->
                signed.isEmpty()
                        ? bad("", "At least one signature line.")
                        : new Checked.Good<>(new SignedNote(note.substring(0, empty + 1), signed));
        };
    }

    /** Reads signature lines alone, as a witness answers them. */
    public static Checked<List<Signed>> lines(String text) {
        var lines = text.lines().toList();
        if (lines.size() > SIGNATURES_MOST) {
            return bad(lines.size() + " signatures", "At most " + SIGNATURES_MOST + ".");
        }
        var signed = new ArrayList<Signed>();
        for (var line : lines) {
            var read = line(line);
            if (read.isEmpty()) {
                return bad("", "Each signature line is a long dash, the key's name, and base64 of id and signature.");
            }
            signed.add(read.get());
        }
        return new Checked.Good<>(List.copyOf(signed));
    }

    private static Optional<Signed> line(String line) {
        if (!line.startsWith(DASH)) {
            return Optional.empty();
        }
        var space = line.indexOf(' ', DASH.length());
        if (space < 0 || !NoteKey.named(line.substring(DASH.length(), space))) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(line.substring(space + 1));
            return bytes.length <= Integer.BYTES
                    ? Optional.empty()
                    : Optional.of(new Signed(
                            line.substring(DASH.length(), space),
                            ByteBuffer.wrap(bytes).getInt(),
                            Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Checked<T> bad(String given, String expected) {
        return new Checked.Bad<>(List.of(
                new Problem("note", "note", given, expected, "Fetch it again; it was damaged or is no signed note.")));
    }

    /** Checks every signature that claims to be of one of these keys. Lines of other keys say nothing. */
    public Verdict verify(Collection<NoteKey> trusted) {
        var by = new ArrayList<NoteKey>();
        for (var signed : signatures) {
            for (var key : trusted) {
                if (key.name().equals(signed.name()) && key.id() == signed.id() && !by.contains(key)) {
                    if (!key.verifies(text, signed.signature)) {
                        return new Verdict.Forged(key);
                    }
                    by.add(key);
                }
            }
        }
        return by.isEmpty() ? new Verdict.NotSigned() : new Verdict.Trusted(by);
    }

    /** The signature of a key, if there is a line of it. */
    public Optional<Signed> by(NoteKey key) {
        return signatures.stream()
                .filter(s -> s.name().equals(key.name()) && s.id() == key.id())
                .findFirst();
    }

    /** The same with another signature after the others. */
    public SignedNote with(Signed signed) {
        var all = new ArrayList<>(signatures);
        all.add(signed);
        return new SignedNote(text, all);
    }

    /** The note as it is sent: text, empty line, signatures. */
    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signed -> note.append(signed.line()));
        return note.toString();
    }
}

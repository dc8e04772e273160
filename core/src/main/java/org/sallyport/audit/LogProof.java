package org.sallyport.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * Shows, without asking anybody, that an entry stands in a log: its index, the path to the root, the signed checkpoint
 * (C2SP tlog-proof, read 2026-11-25). Other programs that speak the format verify it as well.
 *
 * @param extra      what the format lets applications add, in base64, which nothing vouches for; empty in what we write
 * @param inclusion  where the entry stands and the way to the root
 * @param note       the checkpoint as signed, with the cosignatures collected
 * @param checkpoint what it says
 */
public record LogProof(String extra, InclusionProof inclusion, SignedNote note, Checkpoint checkpoint) {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    /** The most hashes a path may have: a tree holds fewer than 2^63 entries. */
    private static final int PATH_MOST = 63;

    /** A proof without anything extra. */
    public LogProof(InclusionProof inclusion, SignedNote note, Checkpoint checkpoint) {
        this("", inclusion, note, checkpoint);
    }

    /** Reads the text of a proof, or says what is wrong with it. It may still prove nothing. */
    public static Checked<LogProof> parse(String text) {
        int empty = text.indexOf("\n\n");
        var lines = new ArrayList<>(text.substring(0, Math.max(0, empty))
                .lines()
                .limit(PATH_MOST + 4)
                .toList());
        if (lines.isEmpty() || !lines.removeFirst().equals(FIRST)) {
            return bad("The line " + FIRST + ", the line index and a number, the hashes, an empty line, a checkpoint.");
        }
        var extra = !lines.isEmpty() && lines.getFirst().startsWith(EXTRA)
                ? lines.removeFirst().substring(EXTRA.length())
                : "";
        var index = lines.isEmpty() ? "" : lines.removeFirst();
        if (!index.matches(INDEX + "(0|[1-9]\\d{0,17})")) {
            return bad("The line index with a decimal number without leading zeroes.");
        }
        if (lines.size() > PATH_MOST) {
            return bad("At most " + PATH_MOST + " hashes.");
        }
        var path = new ArrayList<Hash>();
        for (var line : lines) {
            var hash = hash(line);
            if (hash.isEmpty()) {
                return bad("Each hash is base64 of 32 bytes, one a line.");
            }
            path.add(hash.get());
        }
        long at = Long.parseLong(index.substring(INDEX.length()));
        return switch (SignedNote.parse(text.substring(empty + 2))) {
            case Checked.Bad<SignedNote>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<SignedNote>(var note) -> over(extra, at, path, note);
        };
    }

    private static Optional<Hash> hash(String line) {
        try {
            return Optional.of(Hash.of(Base64.getDecoder().decode(line)))
                    .filter(h -> h.toString().equals(line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Checked<LogProof> over(String extra, long index, List<Hash> path, SignedNote note) {
        return switch (Checkpoint.parse(note.text())) {
            case Checked.Bad<Checkpoint>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<Checkpoint>(var checkpoint) -> {
                var size = checkpoint.head().size();
                yield index < size
                        ? new Checked.Good<>(
                                new LogProof(extra, new InclusionProof(index, size, path), note, checkpoint))
                        : bad("An index below the checkpoint's size: that state of the log has no such entry.");
            }
        };
    }

    private static Checked<LogProof> bad(String expected) {
        return new Checked.Bad<>(List.of(new Problem(
                "proof", "proof", "", expected, "Ask for the receipt again; this one was damaged or made up.")));
    }

    /** The text, as it is stored. */
    @Override
    public String toString() {
        var text = new StringBuilder(FIRST).append('\n');
        if (!extra.isEmpty()) {
            text.append(EXTRA).append(extra).append('\n');
        }
        text.append(INDEX).append(inclusion.index()).append('\n');
        inclusion.path().forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(note).toString();
    }
}

package org.sallyport.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * What a log hands to a witness (C2SP tlog-witness, read 2026-11-25): a new checkpoint, and the proof that it continues
 * the last one the witness cosigned.
 *
 * @param from       size of that last one; 0 for none
 * @param path       the consistency proof from there; empty from 0
 * @param note       the checkpoint as signed
 * @param checkpoint what it says
 */
public record Submission(long from, List<Hash> path, SignedNote note, Checkpoint checkpoint) {
    /** The most hashes a proof may have: a tree holds fewer than 2^63 entries. */
    private static final int PATH_MOST = 63;

    public Submission {
        path = List.copyOf(path);
    }

    /** Reads the body of a submission, or says what is wrong with it. */
    public static Checked<Submission> parse(String body) {
        var empty = body.indexOf("\n\n");
        if (!body.startsWith("old ") || empty < 0) {
            return bad("The line old and a size, lines of the proof, an empty line, the checkpoint.");
        }
        var lines = body.substring(0, empty).lines().toList();
        var size = lines.getFirst().substring("old ".length());
        if (!size.matches("0|[1-9]\\d{0,17}")) {
            return bad("The old size is a decimal number without leading zeroes.");
        }
        if (lines.size() - 1 > PATH_MOST) {
            return bad("A proof has at most " + PATH_MOST + " hashes.");
        }
        var path = new ArrayList<Hash>();
        for (var line : lines.subList(1, lines.size())) {
            try {
                path.add(Hash.of(Base64.getDecoder().decode(line)));
            } catch (IllegalArgumentException e) {
                return bad("Each line of the proof is base64 of 32 bytes.");
            }
        }
        return switch (SignedNote.parse(body.substring(empty + 2))) {
            case Checked.Bad<SignedNote>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<SignedNote>(var note) ->
                switch (Checkpoint.parse(note.text())) {
                    case Checked.Bad<Checkpoint>(var problems) -> new Checked.Bad<>(problems);
                    case Checked.Good<Checkpoint>(var checkpoint) ->
                        new Checked.Good<>(new Submission(Long.parseLong(size), path, note, checkpoint));
                };
        };
    }

    private static Checked<Submission> bad(String expected) {
        return new Checked.Bad<>(
                List.of(new Problem("witness.submission", "body", "", expected, "Send it as C2SP tlog-witness says.")));
    }

    /** The body as it is sent. */
    public String body() {
        var body = new StringBuilder("old ").append(from).append('\n');
        path.forEach(hash -> body.append(hash).append('\n'));
        return body.append('\n').append(note).toString();
    }
}

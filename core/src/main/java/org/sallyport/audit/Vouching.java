package org.sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.audit.RecordReceipt.Seen;
import org.sallyport.audit.SignedNote.Signed;
import org.sallyport.problem.Problem;

/**
 * Who vouches for a state of a log: its own key, and of the witnesses one believes those that cosigned it.
 *
 * @param seen     when each of them did
 * @param problems why nobody does; empty when the log's key signed it and no believed signature is false
 */
public record Vouching(List<Seen> seen, List<Problem> problems) {
    /** How far ahead of ours another clock may be. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** Copies the lists. */
    public Vouching {
        seen = List.copyOf(seen);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at a checkpoint.
     *
     * @param what      what it came in, as problems call it: {@code receipt} or {@code copy}
     * @param log       the log's public key
     * @param witnesses public keys of witnesses the reader believes
     * @param now       the reader's clock (UTC instant)
     */
    public static Vouching of(
            String what, SignedNote note, Checkpoint checkpoint, NoteKey log, List<NoteKey> witnesses, Instant now) {
        var problems = new ArrayList<Problem>();
        signed(what, note, checkpoint, log, problems);
        var seen = new ArrayList<Seen>();
        for (var witness : witnesses) {
            if (note.verify(List.of(witness)) instanceof SignedNote.Verdict.Forged) {
                problems.add(problem(
                        what,
                        "witness-forged",
                        witness.name(),
                        "A cosignature that its key made over this checkpoint.",
                        "The checkpoint or the cosignature was altered, or its time was. " + again(what)));
            }
            note.by(witness).flatMap(Signed::seenAt).ifPresent(at -> seen.add(new Seen(witness, at)));
        }
        for (var s : seen) {
            if (s.at().isAfter(now.plus(CLOCKS_DIFFER))) {
                problems.add(problem(
                        what,
                        "from-the-future",
                        s.by().name() + " " + s.at(),
                        "A cosignature made before now, " + now + ".",
                        "Look at this computer's clock; if it is right, the witness's is not: ask its operator."));
            }
        }
        return new Vouching(seen, problems);
    }

    private static void signed(
            String what, SignedNote note, Checkpoint checkpoint, NoteKey log, List<Problem> problems) {
        var origin = checkpoint.origin();
        if (!origin.equals(log.name())) {
            problems.add(problem(
                    what,
                    "other-log",
                    origin,
                    "A checkpoint of the log " + log.name() + ", whose key was given.",
                    "It is a " + what
                            + " of another log: give that log's key, if you have it from a source you trust."));
            return;
        }
        switch (note.verify(List.of(log))) {
            case SignedNote.Verdict.Trusted _ -> {}
            case SignedNote.Verdict.NotSigned _ ->
                problems.add(problem(
                        what,
                        "other-key",
                        origin,
                        "A checkpoint that the given key signed; another key signed this one.",
                        "Compare the key with the one the facility publishes."));
            case SignedNote.Verdict.Forged _ ->
                problems.add(problem(
                        what,
                        "checkpoint-altered",
                        origin,
                        "A checkpoint as the log's key signed it.",
                        "Size, root or signature was altered. " + again(what)));
        }
    }

    private static String again(String what) {
        return "Ask for the " + what + " again; keep this one as evidence if it comes back so.";
    }

    /** The same where at least one believed witness must have signed, if there are any. */
    public Vouching wanting(String what, List<NoteKey> witnesses) {
        if (!seen.isEmpty() || witnesses.isEmpty() || !problems.isEmpty()) {
            return this;
        }
        return new Vouching(
                seen,
                List.of(problem(
                        what,
                        "not-witnessed",
                        "",
                        "A cosignature of at least one of the witnesses whose keys were given.",
                        "Ask for the " + what
                                + " again once a witness has cosigned; until then the operator alone vouches.")));
    }

    private static Problem problem(String what, String code, String given, String expected, String remedy) {
        return new Problem(what + "." + code, what, given, expected, remedy);
    }
}

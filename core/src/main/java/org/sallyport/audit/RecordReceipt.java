package org.sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.audit.SignedNote.Signed;
import org.sallyport.problem.Problem;

/**
 * A receipt of record: one entry laid open, and the proof that it stands in the log. It needs nobody's word but that of
 * the keys it is checked with.
 *
 * @param entry      what is on record
 * @param commitment what the entry fixes, as the receipt states it
 * @param proof      that it stands in the log
 */
public record RecordReceipt(DisclosedEntry entry, Hash commitment, LogProof proof) {
    /** How far ahead of ours another clock may be. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final String AGAIN = "Ask for the receipt again; keep this one as evidence if it comes back so.";

    /** What a check found. */
    public sealed interface Verdict {
        /**
         * The entry is in the log as it stands here.
         *
         * @param by the witnesses whose keys were given and who cosigned that state of the log
         */
        record Holds(List<Seen> by) implements Verdict {
            public Holds {
                by = List.copyOf(by);
            }
        }

        /** It proves nothing: every reason, at least one. */
        record Fails(List<Problem> problems) implements Verdict {
            public Fails {
                problems = List.copyOf(problems);
            }
        }
    }

    /** A witness saw this state of the log at a time (UTC, whole seconds), as the largest until then. */
    public record Seen(NoteKey by, Instant at) {}

    /**
     * Checks it.
     *
     * @param log       the log's public key
     * @param witnesses public keys of witnesses the reader believes; at least one of them must have cosigned, if there
     *                  are any
     * @param now       the reader's clock (UTC instant)
     */
    public Verdict check(NoteKey log, List<NoteKey> witnesses, Instant now) {
        var problems = new ArrayList<Problem>();
        entry(problems);
        signed(log, problems);
        var seen = new ArrayList<Seen>();
        for (var witness : witnesses) {
            if (proof.note().verify(List.of(witness)) instanceof SignedNote.Verdict.Forged) {
                problems.add(problem(
                        "witness-forged",
                        witness.name(),
                        "A cosignature that its key made over this checkpoint.",
                        "The checkpoint or the cosignature was altered, or its time was. " + AGAIN));
            }
            proof.note().by(witness).flatMap(Signed::seenAt).ifPresent(at -> seen.add(new Seen(witness, at)));
        }
        future(seen, now, problems);
        if (seen.isEmpty() && !witnesses.isEmpty() && problems.isEmpty()) {
            problems.add(problem(
                    "not-witnessed",
                    "",
                    "A cosignature of at least one of the witnesses whose keys were given.",
                    "Ask for the receipt again once a witness has cosigned; until then the operator alone vouches."));
        }
        return problems.isEmpty() ? new Verdict.Holds(seen) : new Verdict.Fails(problems);
    }

    private void entry(List<Problem> problems) {
        if (!entry.commitment().equals(commitment)) {
            problems.add(problem(
                    "entry-altered",
                    "",
                    "A commitment that salt, heading and payload lead to.",
                    "One of the three was altered. " + AGAIN));
            return;
        }
        if (!proof.inclusion()
                .proves(entry.leaf().hash(), proof.checkpoint().head().root())) {
            problems.add(problem(
                    "not-in-log",
                    "",
                    "A path from this entry, at this index, to the checkpoint's root.",
                    "Position, commitment, index or path was altered, or it is a path to another entry. " + AGAIN));
        }
    }

    private void signed(NoteKey log, List<Problem> problems) {
        var origin = proof.checkpoint().origin();
        if (!origin.equals(log.name())) {
            problems.add(problem(
                    "other-log",
                    origin,
                    "A checkpoint of the log " + log.name() + ", whose key was given.",
                    "It is a receipt of another log: give that log's key, if you have it from a source you trust."));
            return;
        }
        switch (proof.note().verify(List.of(log))) {
            case SignedNote.Verdict.Trusted _ -> {}
            case SignedNote.Verdict.NotSigned _ ->
                problems.add(problem(
                        "other-key",
                        origin,
                        "A checkpoint that the given key signed; another key signed this one.",
                        "Compare the key with the one the facility publishes."));
            case SignedNote.Verdict.Forged _ ->
                problems.add(problem(
                        "checkpoint-altered",
                        origin,
                        "A checkpoint as the log's key signed it.",
                        "Size, root or signature was altered. " + AGAIN));
        }
    }

    private static void future(List<Seen> seen, Instant now, List<Problem> problems) {
        for (var s : seen) {
            if (s.at().isAfter(now.plus(CLOCKS_DIFFER))) {
                problems.add(problem(
                        "from-the-future",
                        s.by().name() + " " + s.at(),
                        "A cosignature made before now, " + now + ".",
                        "Look at this computer's clock; if it is right, the witness's is not: ask its operator."));
            }
        }
    }

    private static Problem problem(String code, String given, String expected, String remedy) {
        return new Problem("receipt." + code, "receipt", given, expected, remedy);
    }
}

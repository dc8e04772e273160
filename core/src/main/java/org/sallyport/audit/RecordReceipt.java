package org.sallyport.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        var vouching = Vouching.of("receipt", proof.note(), proof.checkpoint(), log, witnesses, now);
        problems.addAll(
                problems.isEmpty() ? vouching.wanting("receipt", witnesses).problems() : vouching.problems());
        return problems.isEmpty() ? new Verdict.Holds(vouching.seen()) : new Verdict.Fails(problems);
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

    private static Problem problem(String code, String given, String expected, String remedy) {
        return new Problem("receipt." + code, "receipt", given, expected, remedy);
    }
}

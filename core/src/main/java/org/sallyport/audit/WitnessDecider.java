package org.sallyport.audit;

import java.util.List;
import java.util.Optional;
import org.sallyport.audit.SignedNote.Verdict;

/**
 * Decides what a witness answers to a submission, and so what it may cosign: never two checkpoints of one log that do
 * not continue each other. Reads no clock and keeps nothing; whoever calls it stores {@link Answer.Cosign#now()} before
 * the signature leaves, in the same step that read the latest (C2SP tlog-witness, read 2026-11-25).
 */
public final class WitnessDecider {
    private WitnessDecider() {}

    /** What the witness answers. */
    public sealed interface Answer {
        /** It cosigns; this is the log's latest state from now on. HTTP 200. */
        record Cosign(TreeHead now) implements Answer {}

        /** The old size is above the new one. HTTP 400. */
        record Backwards() implements Answer {}

        /** No trusted key of the log signed it. HTTP 403. */
        record NotSigned() implements Answer {}

        /** Nobody told the witness to follow a log of this origin. HTTP 404. */
        record UnknownLog() implements Answer {}

        /**
         * The log does not start from what the witness saw last, or shows another tree of the same size. HTTP 409.
         *
         * @param latest   what the witness saw last
         * @param rollback whether the log shows less than that, or something else: proof of a fault, not of a delay
         */
        record Conflict(TreeHead latest, boolean rollback) implements Answer {}

        /** The proof does not show that the new tree continues the old one. HTTP 422. */
        record NotConsistent() implements Answer {}
    }

    /**
     * Decides.
     *
     * @param keys   keys by which this log signs; empty where the witness does not follow it
     * @param latest what the witness last cosigned of it; empty before the first time
     */
    public static Answer decide(List<NoteKey> keys, Optional<TreeHead> latest, Submission submission) {
        if (keys.isEmpty()) {
            return new Answer.UnknownLog();
        }
        if (!(submission.note().verify(keys) instanceof Verdict.Trusted)) {
            return new Answer.NotSigned();
        }
        var shown = submission.checkpoint().head();
        if (submission.from() > shown.size()) {
            return new Answer.Backwards();
        }
        var seen = latest.orElse(TreeHead.EMPTY);
        if (submission.from() != seen.size()) {
            return new Answer.Conflict(seen, shown.size() < seen.size());
        }
        if (shown.size() == seen.size()) {
            if (!shown.root().equals(seen.root())) {
                return new Answer.Conflict(seen, true);
            }
            return submission.path().isEmpty() ? new Answer.Cosign(shown) : new Answer.NotConsistent();
        }
        var consistent = seen.size() == 0
                ? submission.path().isEmpty()
                : new ConsistencyProof(seen.size(), shown.size(), submission.path()).proves(seen.root(), shown.root());
        return consistent ? new Answer.Cosign(shown) : new Answer.NotConsistent();
    }
}

package org.sallyport.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer for one case: what the law says about each act, what Sallyport does, and the rows that decided.
 *
 * @param id               the id of the facts
 * @param outcome          the law's answer for the act {@code notice}, stops applied
 * @param toNotify         what Sallyport does about it: the outcome seen through adoption and practice
 * @param notifyBy         lead time before release, elapsed hours; empty where no notice may be given
 * @param notBefore        how long before release a notice may go out at the earliest; empty where no window is set
 * @param acts             the outcome of every act a table in force speaks about, and of {@code notice}, in order of
 *                         {@link Act}
 * @param toDo             what Sallyport does about every act of {@code acts}: the outcome seen through adoption of the
 *                         tables that decided it and, for {@code may}, the facility's practice; {@link #toNotify} is
 *                         the entry of {@code notice}
 * @param items            what the notice may disclose, sorted
 * @param obligations      what goes with the notice, sorted
 * @param reasons          the rows that were matched for {@code notice}, superior layer first
 * @param stops            the stops that apply, in the order of FACTS step 3
 * @param flags            what a person should know: contested law, pre-empted rows, what un-adopted tables would say
 * @param bookHash         {@link PolicyBook#hash()} of the book that decided
 * @param evaluatorVersion {@link PolicyBook#EVALUATOR_VERSION} of the code that decided
 * @param factsDigest      digest of the canonical facts, filled by the formats module; empty until then
 */
public record Determination(
        String id,
        Outcome outcome,
        Notify toNotify,
        Optional<Duration> notifyBy,
        Optional<Duration> notBefore,
        Map<Act, Outcome> acts,
        Map<Act, Notify> toDo,
        List<String> items,
        List<String> obligations,
        List<Reason> reasons,
        List<String> stops,
        List<String> flags,
        String bookHash,
        String evaluatorVersion,
        Optional<String> factsDigest) {

    /**
     * One row that was matched.
     *
     * @param layer   the jurisdiction that speaks, such as {@code us/md}
     * @param table   the table, such as {@code us/md/notice.2026-06-01}
     * @param version content hash of the table and the lists it uses, {@code sha256:…}
     * @param row     the number in the row's first cell
     * @param clause  the clause the row cites
     * @param text    the row's answer in a sentence
     */
    public record Reason(String layer, String table, String version, int row, String clause, String text) {}

    /** What Sallyport does about one act; an act no table in force speaks about is put to a person. */
    public Notify toDo(Act act) {
        return toDo.getOrDefault(act, Notify.ASK);
    }

    /** The same determination for another case with the same rows, and its own lead time. */
    Determination of(String caseId, Optional<Duration> itsNotifyBy) {
        return new Determination(
                caseId,
                outcome,
                toNotify,
                itsNotifyBy,
                notBefore,
                acts,
                toDo,
                items,
                obligations,
                reasons,
                stops,
                flags,
                bookHash,
                evaluatorVersion,
                factsDigest);
    }

    /** The same determination with the digest of its facts. */
    public Determination withFactsDigest(String digest) {
        return new Determination(
                id,
                outcome,
                toNotify,
                notifyBy,
                notBefore,
                acts,
                toDo,
                items,
                obligations,
                reasons,
                stops,
                flags,
                bookHash,
                evaluatorVersion,
                Optional.of(digest));
    }
}

package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file counsel signs, as the program runs it: exactly one row matches every combination of answers.
 *
 * <p>Only {@link TableReader} makes one, after the proof.
 *
 * @param id        path without extension, {@code us/md/notice.2026-06-01}
 * @param title     the question it answers, in words
 * @param head      what the front matter says
 * @param columns   the questions, in the order of the headings
 * @param rows      the rows, in the order of the file; the order carries no law
 * @param version   content hash over the file and the lists it uses, {@code sha256:…}
 */
public record DecisionTable(
        String id, String title, Head head, List<Question> columns, List<Row> rows, String version) {
    public DecisionTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * The front matter.
     *
     * @param acts          the acts it answers for, at least one
     * @param layer         the jurisdiction that speaks, {@code us/md}
     * @param requesters    the requesters it speaks about; for others it is silent
     * @param from          first day in force (inclusive)
     * @param to            first day no longer in force (exclusive); empty while open
     * @param sources       citations
     * @param quotes        words quoted from the sources
     * @param read          the day someone read the source
     * @param basis         how well the source is known
     * @param lowConfidence whether the research called it low
     * @param contested     what contests it, if anything does; the law still acts and is flagged
     * @param localRules    whether a local rule may narrow a {@code may}
     * @param serviceGates  forms without effect here before service on the person, beyond those that say so themselves
     * @param standingDuty  the section by which the act is a duty though nobody asked; empty where a request is needed
     * @param open          questions the source leaves open
     */
    public record Head(
            List<Act> acts,
            String layer,
            Set<Facts.Requester> requesters,
            LocalDate from,
            Optional<LocalDate> to,
            List<String> sources,
            List<String> quotes,
            LocalDate read,
            SourceBasis basis,
            boolean lowConfidence,
            Optional<String> contested,
            LocalRules localRules,
            Set<Facts.Form> serviceGates,
            Optional<String> standingDuty,
            List<String> open) {

        /** Whether the table is in force on a day. */
        public boolean inForce(LocalDate day) {
            return !day.isBefore(from) && (to.isEmpty() || day.isBefore(to.get()));
        }
    }

    /** What a local rule can do to this table's {@code may}. */
    public enum LocalRules implements Worded {
        /** Local rules decide within the {@code may}. */
        MAY_NARROW("may narrow"),
        /** Local rules cannot narrow it; a stricter one is reported as pre-empted. */
        MAY_NOT_NARROW("may not narrow");

        private final String word;

        LocalRules(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * One row.
     *
     * @param number      the number in its first cell
     * @param line        line in the file, from 1
     * @param cells       for each column the answers it matches, bit {@code i} for answer {@code i}
     * @param answer      what it says
     * @param notifyBy    lead time before release
     * @param notBefore   window before release
     * @param items       what may be disclosed, sorted
     * @param obligations what goes with the act, sorted
     * @param clause      the clause cited
     * @param text        the answer in a sentence; empty where the file gives none
     */
    public record Row(
            int number,
            int line,
            List<Long> cells,
            Answer answer,
            Optional<Duration> notifyBy,
            Optional<Duration> notBefore,
            List<String> items,
            List<String> obligations,
            String clause,
            String text) {
        public Row {
            cells = List.copyOf(cells);
            items = List.copyOf(items);
            obligations = List.copyOf(obligations);
        }
    }

    /** The row that matches; the proof says there is exactly one. */
    public Row match(Case found) {
        var answers = new int[columns.size()];
        for (var i = 0; i < answers.length; i++) {
            answers[i] = columns.get(i).answer(found);
        }
        return match(answers);
    }

    /** The row that matches these answers, one index for each column. */
    public Row match(int[] answers) {
        for (var row : rows) {
            var all = true;
            for (var i = 0; all && i < answers.length; i++) {
                all = (row.cells().get(i) >>> answers[i] & 1) != 0;
            }
            if (all) {
                return row;
            }
        }
        throw new IllegalStateException(
                id + " has no row for " + java.util.Arrays.toString(answers) + ", which its proof excludes");
    }
}

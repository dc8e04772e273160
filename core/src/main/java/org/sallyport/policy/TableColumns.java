package org.sallyport.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sallyport.policy.DecisionTable.Row;
import org.sallyport.policy.QuestionReader.NotAQuestion;

/** The columns of one table: {@code #}, questions, {@code answer}, and what goes with the answer. */
final class TableColumns {
    /** What a notice may disclose. */
    static final Set<String> ITEMS = Set.of(
            "release-date",
            "release-time",
            "custody-status",
            "facility",
            "court-dates",
            "address",
            "place-of-birth",
            "family-names",
            "booking-number",
            "photograph",
            "event");

    /** What can go with an act. */
    static final Set<String> OBLIGATIONS = Set.of(
            "copy-of-request-to-person",
            "copy-of-notice-to-person",
            "copy-of-notice-to-counsel",
            "intent-to-person",
            "tell-person-of-detainer",
            "explain-rights-to-person",
            "written-consent-of-person",
            "approval-by-supervisor",
            "approval-by-counsel",
            "record-justification",
            "report-refusal",
            "judicial-officer-order");

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,4}) (hour|day)s?");
    private static final List<String> AFTER =
            List.of("notify by", "not before", "items", "obligations", "clause", "why");

    private final Problems problems;
    private final QuestionReader reader;
    private final List<Question> questions = new ArrayList<>();
    private final Map<String, Integer> after = new HashMap<>();
    private int answerAt = -1;
    private int width;
    private boolean usable = true;

    TableColumns(Problems problems, QuestionReader reader) {
        this.problems = problems;
        this.reader = reader;
    }

    List<Question> questions() {
        return List.copyOf(questions);
    }

    /** Whether rows can be read under these headings. */
    boolean usable() {
        return usable;
    }

    void read(int line, List<String> headings) {
        width = headings.size();
        answerAt = headings.indexOf("answer");
        if (answerAt < 0 || !headings.get(0).equals("#") || !headings.contains("clause")) {
            bad(
                    line,
                    "table.headings",
                    String.join(" | ", headings),
                    "The headings are #, the questions, answer, then any of " + String.join(", ", AFTER)
                            + "; #, answer and clause are needed.");
            return;
        }
        var seen = new HashSet<Question>();
        for (var heading : headings.subList(1, answerAt)) {
            try {
                var question = reader.read(heading);
                if (!seen.add(question)) {
                    bad(line, "table.question.twice", heading, "Each question stands once.");
                }
                questions.add(question);
            } catch (NotAQuestion e) {
                bad(line, "table.question", heading, String.valueOf(e.getMessage()));
            }
        }
        for (var i = answerAt + 1; i < headings.size(); i++) {
            if (!AFTER.contains(headings.get(i)) || after.put(headings.get(i), i) != null) {
                bad(
                        line,
                        "table.headings",
                        headings.get(i),
                        "After \"answer\" come, once each, " + String.join(", ", AFTER) + ".");
            }
        }
    }

    private void bad(int line, String code, String given, String expected) {
        usable = false;
        problems.at(line, code, given, expected, "Correct the heading; no row was read.");
    }

    /** Reads a row; numbers already used, with their lines, are in {@code numbers}. */
    Optional<Row> row(int line, List<String> cells, Map<Integer, Integer> numbers) {
        if (cells.size() != width) {
            problems.at(
                    line,
                    "table.row.width",
                    cells.size() + " cells",
                    "A row has " + width + " cells, one for each heading.",
                    "Add or remove cells.");
            return Optional.empty();
        }
        var number = number(line, cells.get(0), numbers);
        var masks = new ArrayList<Long>();
        for (var i = 0; i < questions.size(); i++) {
            masks.add(mask(line, number, questions.get(i), cells.get(i + 1)));
        }
        var answer = Worded.of(Answer.class, cells.get(answerAt).replace("may not", "may-not"));
        if (answer.isEmpty()) {
            problems.at(
                    line,
                    "table.answer",
                    cells.get(answerAt),
                    "Row " + number + ": an answer is one of " + Worded.words(Answer.class) + ".",
                    "Correct the answer.");
        }
        var clause = cell(cells, "clause");
        if (clause.isEmpty()) {
            problems.at(line, "table.clause", "", "Row " + number + " cites a clause.", "Add the citation.");
        }
        return Optional.of(new Row(
                number,
                line,
                masks,
                answer.orElse(Answer.ASK),
                length(line, number, cell(cells, "notify by")),
                length(line, number, cell(cells, "not before")),
                words(line, number, cell(cells, "items"), ITEMS, "table.item"),
                words(line, number, cell(cells, "obligations"), OBLIGATIONS, "table.obligation"),
                clause,
                cell(cells, "why")));
    }

    private String cell(List<String> cells, String heading) {
        var at = after.get(heading);
        return at == null ? "" : cells.get(at);
    }

    private int number(int line, String cell, Map<Integer, Integer> numbers) {
        if (!cell.matches("[1-9]\\d{0,5}")) {
            problems.at(line, "table.row.number", cell, "The first cell is the row's number, such as 3.", "Number it.");
            return 0;
        }
        var number = Integer.parseInt(cell);
        var earlier = numbers.putIfAbsent(number, line);
        if (earlier != null) {
            problems.at(
                    line,
                    "table.row.number",
                    cell,
                    "Row numbers are unique; " + number + " is already on line " + earlier + ".",
                    "Renumber one of the two.");
        }
        return number;
    }

    private long mask(int line, int row, Question question, String cell) {
        var answers = question.answers();
        if (cell.equals("any")) {
            return (1L << answers.size()) - 1;
        }
        var mask = 0L;
        for (var word : cell.split(", *", -1)) {
            var at = answers.indexOf(word);
            if (at < 0) {
                problems.at(
                        line,
                        "table.cell",
                        word,
                        "Row " + row + ": \"" + question.text() + "\" has the answers " + String.join(", ", answers)
                                + ", or any.",
                        "Correct the cell; several answers are separated by commas.");
                return 1L;
            }
            mask |= 1L << at;
        }
        return mask;
    }

    private Optional<Duration> length(int line, int row, String cell) {
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        var words = LENGTH.matcher(cell);
        if (words.matches()) {
            var count = Integer.parseInt(words.group(1));
            return Optional.of(words.group(2).equals("hour") ? Duration.ofHours(count) : Duration.ofDays(count));
        }
        try {
            var length = Duration.parse(cell);
            if (length.isPositive()) {
                return Optional.of(length);
            }
        } catch (DateTimeParseException e) {
            // Named below, with the cell.
        }
        problems.at(
                line, "table.length", cell, "Row " + row + ": a length such as 48 hours or 30 days.", "Correct it.");
        return Optional.empty();
    }

    private List<String> words(int line, int row, String cell, Set<String> known, String code) {
        var words = new TreeSet<String>();
        for (var word : cell.split(", *", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            if (!known.contains(word)) {
                problems.at(
                        line,
                        code,
                        word,
                        "Row " + row + ": one of "
                                + String.join(", ", known.stream().sorted().toList()) + ".",
                        "Correct the word.");
            }
            words.add(word);
        }
        return List.copyOf(words);
    }
}

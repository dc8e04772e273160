package org.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sallyport.policy.DecisionTable.Head;
import org.sallyport.policy.DecisionTable.Row;
import org.sallyport.policy.QuestionReader.NotAQuestion;
import org.sallyport.problem.Checked;

/**
 * Reads a table file (Markdown with front matter, docs/policy/writing-a-table.md) and proves it.
 *
 * <p>Either every row is good and exactly one matches each combination of answers, or nothing is loaded and every
 * problem is named with file and line.
 */
public final class TableReader {
    /** More rows than counsel could read; a longer file is refused before its rows are looked at. */
    static final int ROWS_MAX = 500;

    private static final Pattern NAME = Pattern.compile(
            "((?:[a-z0-9-]+/)*[a-z0-9-]+)/([a-z-]+)((?:\\.[a-z-]+)*)\\.(\\d{4}-\\d\\d-\\d\\d|undated)\\.md");
    private static final Pattern DEFINITION = Pattern.compile("\\*\\*(.+?)\\*\\* is (any|all) of:");

    private final Function<String, Optional<StatuteList>> lists;

    /**
     * A reader.
     *
     * @param lists finds a statute list by its path without extension
     */
    public TableReader(Function<String, Optional<StatuteList>> lists) {
        this.lists = lists;
    }

    /**
     * Reads one file.
     *
     * @param path path below the root of the tables, {@code us/md/notice.2026-06-01.md}; it names layer, act and date
     * @param text the file's content
     * @return the proved table, or every problem
     */
    public Checked<DecisionTable> read(String path, String text) {
        var problems = new Problems(path);
        var table = new File(problems, text.replace("\r\n", "\n")).read(path);
        return table.isPresent() ? new Checked.Good<>(table.get()) : new Checked.Bad<>(problems.all());
    }

    /** One file being read. */
    private final class File {
        private final Problems problems;
        private final String text;
        private final List<String> lines;

        File(Problems problems, String text) {
            this.problems = problems;
            this.text = text;
            this.lines = text.lines().toList();
        }

        Optional<DecisionTable> read(String path) {
            var name = NAME.matcher(path);
            if (!name.matches() || !act(name.group(2))) {
                problems.at(
                        0,
                        "table.name",
                        path,
                        "A table's path is JURISDICTION/ACT.DATE.md, such as us/md/notice.2026-06-01.md.",
                        "Rename the file. Acts are " + Worded.words(Act.class)
                                + "; without a start date, write undated.");
                return Optional.empty();
            }
            var end = lines.size() < 2 || !lines.get(0).equals("---")
                    ? -1
                    : lines.subList(1, lines.size()).indexOf("---") + 1;
            if (end <= 0) {
                problems.at(
                        1,
                        "table.front-matter",
                        "",
                        "A table begins with a line --- , its front matter, and another line ---.",
                        "Start from a table beside it.");
                return Optional.empty();
            }
            var body = lines.subList(end + 1, lines.size());
            var quotes = body.stream()
                    .filter(l -> l.startsWith("> "))
                    .map(l -> l.substring(2).strip())
                    .toList();
            var head = FrontMatter.read(name.group(1), name.group(4), lines, end, quotes, problems);
            var title = body.stream()
                    .filter(l -> l.startsWith("# "))
                    .map(l -> l.substring(2).strip())
                    .findFirst();
            if (title.isEmpty()) {
                problems.at(end + 2, "table.title", "", "A title line \"# May the facility ...?\".", "Add the title.");
            }
            var first = firstTableLine(end + 1);
            if (first < 0) {
                problems.at(
                        lines.size(), "table.missing", "", "A Markdown table with a heading row.", "Add the table.");
                return Optional.empty();
            }
            if (!lines.get(first - 1).isBlank()) {
                problems.at(
                        first + 1,
                        "table.run-in",
                        "",
                        "A blank line stands before the table; without one it is shown as running text.",
                        "Put a blank line above the heading row.");
            }
            var grid = new ArrayList<Integer>();
            for (var i = first; i < lines.size() && lines.get(i).startsWith("|"); i++) {
                grid.add(i);
            }
            if (grid.size() - 2 > ROWS_MAX) {
                problems.at(
                        first + 1,
                        "table.too-long",
                        Integer.toString(grid.size() - 2),
                        "At most " + ROWS_MAX + " rows: a table is read by people.",
                        "Fold grounds into a question defined above the table (**NAME** is any of:).");
                return Optional.empty();
            }
            var after = first + grid.size();
            for (var i = after; i < lines.size(); i++) {
                if (lines.get(i).startsWith("|")) {
                    problems.at(
                            i + 1,
                            "table.second",
                            "",
                            "One decision table a file.",
                            "Move the second to its own file.");
                    break;
                }
            }
            var columns = new TableColumns(problems, new QuestionReader(definitions(end + 1, first), lists));
            columns.read(first + 1, cells(lines.get(first)));
            if (grid.size() < 3) {
                problems.at(
                        first + 1, "table.empty", "", "A heading row, a line |---| and at least one row.", "Add rows.");
                return Optional.empty();
            }
            var rows = new ArrayList<Row>();
            if (columns.usable()) {
                var numbers = new HashMap<Integer, Integer>();
                for (var i : grid.subList(2, grid.size())) {
                    columns.row(i + 1, cells(lines.get(i)), numbers).ifPresent(rows::add);
                }
            }
            if (!problems.none() || head.isEmpty() || title.isEmpty()) {
                return Optional.empty();
            }
            lawful(head.get(), rows);
            prove(columns.questions(), rows);
            if (!problems.none()) {
                return Optional.empty();
            }
            var id = path.substring(0, path.length() - ".md".length());
            return Optional.of(new DecisionTable(
                    id, title.get(), head.get(), columns.questions(), rows, version(columns.questions())));
        }

        private boolean act(String word) {
            for (var act : Act.values()) {
                if (act.word().equals(word) || act.word().startsWith(word + ".")) {
                    return true;
                }
            }
            return false;
        }

        private int firstTableLine(int from) {
            for (var i = from; i < lines.size(); i++) {
                if (lines.get(i).startsWith("|")) {
                    return i;
                }
            }
            return -1;
        }

        private static List<String> cells(String line) {
            var cells = new ArrayList<String>();
            for (var cell : line.strip().replaceFirst("^\\|", "").split("(?<!\\\\)\\|", -1)) {
                cells.add(cell.strip().replace("\\|", "|"));
            }
            if (cells.getLast().isEmpty()) {
                cells.removeLast();
            }
            return cells;
        }

        /** Questions the prose defines: a line {@code **NAME** is any of:} and a list of questions under it. */
        private Map<String, Question.Holds> definitions(int from, int to) {
            var named = new LinkedHashMap<String, Question.Holds>();
            for (var i = from; i < to; i++) {
                var definition = DEFINITION.matcher(lines.get(i).strip());
                if (!definition.matches()) {
                    continue;
                }
                var reader = new QuestionReader(named, lists);
                var parts = new ArrayList<Question.Holds>();
                var item = i + 1;
                while (item < to && lines.get(item).isBlank()) {
                    item++;
                }
                for (; item < to && lines.get(item).startsWith("- "); item++) {
                    try {
                        parts.add(reader.holds(lines.get(item).substring(2)));
                    } catch (NotAQuestion e) {
                        unknownQuestion(item + 1, lines.get(item).substring(2), e);
                    }
                }
                if (parts.isEmpty()) {
                    problems.at(
                            i + 1,
                            "table.definition",
                            definition.group(1),
                            "A list of questions follows, one a line, each after \"- \".",
                            "Add the questions.");
                } else {
                    var name = definition.group(1);
                    named.put(name, new Composite(name, definition.group(2).equals("any"), parts));
                }
            }
            return named;
        }

        private void unknownQuestion(int line, String given, NotAQuestion e) {
            problems.at(line, "table.question", given, String.valueOf(e.getMessage()), "Correct the question.");
        }

        private void lawful(Head head, List<Row> rows) {
            for (var row : rows) {
                if (row.answer() != Answer.MUST) {
                    continue;
                }
                if (head.layer().equals("us")) {
                    problems.at(
                            row.line(),
                            "table.federal-must",
                            "must",
                            "Row " + row.number() + ": no federal rule compels a jail (Printz v. United States, "
                                    + "521 U.S. 898; F-26).",
                            "Write may; a duty comes from a state or county table.");
                }
                if (head.basis() == SourceBasis.PRACTICE) {
                    problems.at(
                            row.line(),
                            "table.practice-must",
                            "must",
                            "Row " + row.number() + ": an agreement or practice says may, not must.",
                            "Write may, and let the facility set its practice.");
                }
            }
        }

        private void prove(List<Question> columns, List<Row> rows) {
            var domains = columns.stream().mapToInt(q -> q.answers().size()).toArray();
            var finding =
                    TableProof.prove(domains, rows.stream().map(Row::cells).toList());
            for (var overlap : finding.overlaps()) {
                var first = rows.get(overlap.first());
                var second = rows.get(overlap.second());
                problems.at(
                        second.line(),
                        "table.overlap",
                        "rows " + first.number() + " and " + second.number(),
                        "Exactly one row matches each combination; rows " + first.number() + " and " + second.number()
                                + " (line " + first.line() + ") both match " + say(columns, overlap.common()) + ".",
                        "Narrow one of the two rows; the order of rows carries no law.");
            }
            for (var gap : finding.gaps()) {
                var nearest = rows.get(gap.nearest());
                problems.at(
                        nearest.line(),
                        "table.gap",
                        "near row " + nearest.number(),
                        "Exactly one row matches each combination; no row matches " + say(columns, gap.cells()) + ".",
                        "Add a row for it or widen row " + nearest.number() + ", which is nearest.");
            }
        }

        private static String say(List<Question> columns, List<Long> cells) {
            var said = new ArrayList<String>();
            for (var i = 0; i < cells.size(); i++) {
                var answers = columns.get(i).answers();
                if (Long.bitCount(cells.get(i)) < answers.size()) {
                    var words = new ArrayList<String>();
                    for (var a = 0; a < answers.size(); a++) {
                        if ((cells.get(i) >>> a & 1) != 0) {
                            words.add(answers.get(a));
                        }
                    }
                    said.add(columns.get(i).text() + " = " + String.join(" or ", words));
                }
            }
            return said.isEmpty() ? "any combination" : String.join("; ", said);
        }

        private String version(List<Question> columns) {
            var used = new TreeSet<String>();
            for (var column : columns) {
                for (var list : column.lists()) {
                    used.add(list.name() + " " + list.version());
                }
            }
            return Sha256.of(text + "\n" + String.join("\n", used));
        }
    }
}

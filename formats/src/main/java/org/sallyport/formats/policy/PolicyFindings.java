package org.sallyport.formats.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sallyport.policy.Answer;
import org.sallyport.policy.DeadRows;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.ReportDefinition;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.SourceBasis;
import org.sallyport.policy.StatuteList;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Everything {@code policy check} finds: what is wrong, and what counsel should know though nothing is wrong. */
public final class PolicyFindings {
    /**
     * What was found.
     *
     * @param tables   tables read
     * @param examples worked examples run
     * @param errors   what is wrong, by file and line or row
     * @param notes    open questions, contested law, law from memory, incomplete lists, rows that cannot matter
     */
    public record Found(int tables, int examples, List<Problem> errors, List<Problem> notes) {}

    private final PolicyFiles files;
    private final Predicate<String> wanted;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private int examples;

    private PolicyFindings(PolicyFiles files, Predicate<String> wanted) {
        this.files = files;
        this.wanted = wanted;
    }

    /**
     * Checks files.
     *
     * @param wanted which layers to report about; all are read, since layers depend on each other
     */
    public static Found of(PolicyFiles files, Predicate<String> wanted) {
        return new PolicyFindings(files, wanted).found();
    }

    private Found found() {
        var read = files.read();
        errors.addAll(read.problems());
        var book = Optional.<PolicyBook>empty();
        switch (PolicyBook.of(read.contents())) {
            case Checked.Bad<PolicyBook>(var problems) -> errors.addAll(problems);
            case Checked.Good<PolicyBook>(var good) -> book = Optional.of(good);
        }
        reports();
        retention();
        // With a file missing from the book an example of another could fail for that reason alone: none is worked.
        check(read.contents().tables(), errors.isEmpty() ? book : Optional.empty());
        return new Found(
                (int) read.contents().tables().stream()
                        .filter(t -> wanted.test(t.head().layer()))
                        .count(),
                examples,
                List.copyOf(errors),
                List.copyOf(notes));
    }

    private void check(List<DecisionTable> tables, Optional<PolicyBook> book) {
        var lists = new LinkedHashMap<String, StatuteList>();
        for (var table : tables) {
            table.columns().forEach(q -> q.lists().forEach(list -> lists.put(list.name(), list)));
            if (wanted.test(table.head().layer())) {
                examples(book, table);
                head(table);
                dead(table);
                preempted(tables, table);
            }
        }
        lists.values().stream().filter(l -> wanted.test(layer(l.name()))).forEach(this::incomplete);
        dates(tables);
        if (book.isPresent()) {
            unusedLists(lists);
        }
    }

    private void reports() {
        switch (files.reports(wanted)) {
            case Checked.Bad<List<ReportDefinition>>(var problems) -> errors.addAll(problems);
            case Checked.Good<List<ReportDefinition>>(var reports) ->
                reports.stream()
                        .filter(r ->
                                r.basis() == SourceBasis.MEMORY || r.elements().isEmpty())
                        .forEach(r -> notes.add(new Problem(
                                "note.report",
                                r.layer() + "/reports.csv",
                                r.citation(),
                                "A report whose elements are not known or remembered only, to " + r.to() + ".",
                                "Read the source.")));
        }
    }

    private void retention() {
        switch (files.retention(wanted)) {
            case Checked.Bad<RetentionSchedule>(var problems) -> errors.addAll(problems);
            case Checked.Good<RetentionSchedule>(var schedule) ->
                schedule.rules().forEach(this::retention);
        }
    }

    private void retention(RetentionRule rule) {
        if (rule.basis() == SourceBasis.MEMORY) {
            notes.add(new Problem(
                    "note.retention",
                    rule.layer() + "/retention.csv",
                    rule.citation(),
                    "A rule whose source somebody read; one from memory destroys nothing.",
                    "Read the source."));
        }
        if (!rule.needs().isEmpty()) {
            notes.add(new Problem(
                    "note.retention-order",
                    rule.layer() + "/retention.csv",
                    rule.citation(),
                    "A " + rule.of().word() + " is kept until a line of the place's own retention.csv cites "
                            + rule.needs() + ".",
                    "Enter the line when it is given."));
        }
    }

    private static String layer(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    private void dead(DecisionTable table) {
        for (var row : DeadRows.of(table)) {
            errors.add(new Problem(
                    "row.dead",
                    at(table, row),
                    "row " + row.number(),
                    "A row some case can reach; the answers of this one contradict each other.",
                    "Fold its combinations into a row beside it."));
        }
    }

    private void examples(Optional<PolicyBook> book, DecisionTable table) {
        var file = WorkedExample.file(table);
        var covered = new HashSet<Integer>();
        var text = files.paths().contains(file) ? files.text(file).orElse("") : "";
        switch (WorkedExample.of(table, text)) {
            case Checked.Bad<List<WorkedExample>>(var problems) -> errors.addAll(problems);
            case Checked.Good<List<WorkedExample>>(var found) -> {
                for (var example : found) {
                    examples++;
                    covered.add(example.row());
                    book.ifPresent(b -> errors.addAll(example.run(b, table)));
                }
                errors.addAll(LookBackExamples.missing(table, found));
            }
        }
        for (var row : table.rows()) {
            if (!covered.contains(row.number())) {
                errors.add(new Problem(
                        "example.missing",
                        at(table, row),
                        "row " + row.number(),
                        "Each row has a worked example in " + file + ".",
                        "Work one out from the source and add it."));
            }
        }
    }

    private void head(DecisionTable table) {
        var head = table.head();
        if (head.basis() == SourceBasis.MEMORY) {
            note("note.memory", table, "From memory: answers ask and cannot be adopted until the source is read.");
        }
        head.contested().ifPresent(by -> note("note.contested", table, "Contested: " + by + "."));
        head.open().forEach(question -> note("note.open", table, "Open: " + question));
    }

    private void note(String code, DecisionTable table, String said) {
        notes.add(new Problem(code, table.id() + ".md", "", said, ""));
    }

    private void incomplete(StatuteList list) {
        var extent = list.extent();
        if (extent.complete() && !extent.open().isEmpty()) {
            notes.add(new Problem(
                    "note.list-open",
                    list.name() + ".csv",
                    String.join(", ", list.openSections()),
                    "What the source says in words of offences cited under these is for a person to read: they are "
                            + "unknown.",
                    ""));
        }
        if (!extent.complete()) {
            notes.add(new Problem(
                    "note.list-incomplete",
                    list.name() + ".csv",
                    list.lines().size() + " offences",
                    "The source's list goes on beyond this file: an offence that is not here is unknown"
                            + remembered(list.lines().stream()
                                    .filter(e -> e.basis() == SourceBasis.MEMORY)
                                    .count()),
                    "Complete it from the source, then remove \"# complete: no\"."));
        }
    }

    private static String remembered(long lines) {
        return lines == 0 ? "." : ", and so are " + lines + " that are here from memory only.";
    }

    private void unusedLists(Map<String, StatuteList> used) {
        for (var path : files.paths()) {
            if (PolicyFiles.isList(path)
                    && wanted.test(path.substring(0, path.lastIndexOf('/')))
                    && !used.containsKey(path.substring(0, path.length() - 4))) {
                errors.add(new Problem(
                        "list.unused", path, "", "A list that some table names.", "Name it in a table or remove it."));
            }
        }
    }

    /** Rows of a local table that say more than every row of the state's table in force with it ever lets through. */
    private void preempted(List<DecisionTable> tables, DecisionTable table) {
        var layer = table.head().layer();
        for (var superior : tables) {
            var above = superior.head();
            if (!layer.startsWith(above.layer() + "/")
                    || above.layer().equals("us")
                    || above.acts().stream().noneMatch(table.head().acts()::contains)
                    || above.requesters().stream().noneMatch(table.head().requesters()::contains)
                    || !together(above, table.head())) {
                continue;
            }
            var always = superior.rows().stream()
                    .map(DecisionTable.Row::answer)
                    .distinct()
                    .toList();
            if (always.equals(List.of(Answer.MAY_NOT)) || always.equals(List.of(Answer.MUST))) {
                for (var row : table.rows()) {
                    if (row.answer() != always.get(0) && row.answer() != Answer.SILENT) {
                        notes.add(new Problem(
                                "note.pre-empted",
                                at(table, row),
                                "row " + row.number(),
                                superior.id() + " always answers "
                                        + always.get(0).word() + "; this row cannot matter.",
                                "Keep it as a record or end the table."));
                    }
                }
            }
        }
    }

    private static boolean together(DecisionTable.Head a, DecisionTable.Head b) {
        return a.to().map(to -> to.isAfter(b.from())).orElse(true)
                && b.to().map(to -> to.isAfter(a.from())).orElse(true);
    }

    /** A table that ended and was not followed leaves days without cover. */
    private void dates(List<DecisionTable> tables) {
        for (var table : tables) {
            var head = table.head();
            if (!wanted.test(head.layer()) || head.to().isEmpty()) {
                continue;
            }
            LocalDate end = head.to().get();
            var followed = tables.stream()
                    .map(DecisionTable::head)
                    .anyMatch(h -> h.layer().equals(head.layer())
                            && h.acts().containsAll(head.acts())
                            && h.requesters().containsAll(head.requesters())
                            && h.inForce(end));
            if (!followed) {
                notes.add(new Problem(
                        "note.no-cover",
                        table.id() + ".md",
                        end.toString(),
                        "No table of this layer follows from that day on: it is silent.",
                        "Add the table that follows, or leave it if the law ended."));
            }
        }
    }

    private static String at(DecisionTable table, DecisionTable.Row row) {
        return table.id() + ".md:" + row.line();
    }
}

package org.sallyport.cli.counsel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.DecisionTable.LocalRules;
import org.sallyport.policy.SourceBasis;
import org.sallyport.policy.Worded;
import org.sallyport.problem.Checked;

/**
 * One table as a page shows it.
 *
 * @param id       its path, {@code us/md/notice.2026-06-01}
 * @param anchor   the same as a target within the page
 * @param title    the question it answers
 * @param basis    how its source is known, in one word
 * @param facts    what its front matter says, in words
 * @param body     everything below the title, as XHTML: quoted words, readings, named questions, the rows
 * @param lists    names of the statute lists it asks about; the page shows each once
 * @param examples cases worked out by hand, by row
 * @param version  the content hash that is adopted
 */
public record TableSheet(
        String id,
        String anchor,
        String title,
        String basis,
        List<Line> facts,
        String body,
        List<Line> lists,
        List<Worked> examples,
        String version) {
    private static final String OPEN = "Open";

    /** A line of the front matter: what it is about, and what it says. */
    public record Line(String about, String said) {}

    /** A worked example: the row that must match, what that row answers, and why. */
    public record Worked(int row, String answer, String reason) {}

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser MARKDOWN =
            Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer XHTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();

    static TableSheet of(DecisionTable table, PolicyFiles files) {
        return new TableSheet(
                table.id(),
                table.id().replaceAll("[^a-z0-9]+", "-"),
                table.title(),
                table.head().basis().word(),
                facts(table.head()),
                body(files.text(table.id() + ".md").orElse(""), lists(table)),
                lists(table),
                examples(table, files),
                table.version());
    }

    private static List<Line> facts(DecisionTable.Head head) {
        var lines = new ArrayList<Line>();
        lines.add(new Line("Place", head.layer()));
        lines.add(new Line("Act", words(head.acts())));
        lines.add(
                new Line("Requesters", words(head.requesters().stream().sorted().toList())));
        lines.add(new Line(
                "In force",
                head.from()
                        + head.to()
                                .map(day -> " up to and not including " + day)
                                .orElse(", with no end")));
        head.sources().forEach(source -> lines.add(new Line("Source", source)));
        lines.add(new Line("Source read", head.read().toString()));
        lines.add(new Line("Basis", basis(head.basis()) + (head.lowConfidence() ? " Held with low confidence." : "")));
        head.contested().ifPresent(why -> lines.add(new Line("Contested", why)));
        head.standingDuty().ifPresent(section -> lines.add(new Line("Duty without a request", section)));
        if (!head.serviceGates().isEmpty()) {
            lines.add(new Line(
                    "No effect before service",
                    words(head.serviceGates().stream().sorted().toList())));
        }
        lines.add(new Line(
                "Local rules",
                head.localRules() == LocalRules.MAY_NARROW
                        ? "A county or facility may narrow a may."
                        : "A county or facility cannot narrow it."));
        head.open().forEach(open -> lines.add(new Line(OPEN, open)));
        return List.copyOf(lines);
    }

    private static String words(List<? extends Worded> words) {
        return String.join(", ", words.stream().map(Worded::word).toList());
    }

    private static String basis(SourceBasis basis) {
        return switch (basis) {
            case TEXT -> "The operative words were read.";
            case EXCERPT -> "The opening part of the source was read; it asks until adopted.";
            case SECONDARY -> "A report says so, the instrument was not read; it asks until adopted.";
            case MEMORY -> "From memory, nobody looked it up: it always asks and cannot be adopted.";
            case PRACTICE -> "A facility's own practice, with no law behind it; it asks until adopted.";
        };
    }

    /** What the table's source leaves open, as its front matter says. */
    List<String> open() {
        return facts.stream()
                .filter(line -> line.about().equals(OPEN))
                .map(Line::said)
                .toList();
    }

    private static String body(String text, List<Line> lists) {
        var belowTitle = text.replaceFirst("(?s)\\A---\\R.*?\\R---\\R\\s*# [^\\n]*\\n", "");
        var body = XHTML.render(MARKDOWN.parse(belowTitle))
                .replace("<td>may not</td>", "<td class=\"may-not\">may not</td>");
        for (var list : lists) {
            body = body.replaceAll(
                    "list " + Pattern.quote(list.about()) + "(?![\\w/-])",
                    "list <a href=\"#%s\" title=\"%s\">%2$s</a>".formatted(list.said(), list.about()));
        }
        return body;
    }

    /** Each list with its target within the page. */
    private static List<Line> lists(DecisionTable table) {
        return table.columns().stream()
                .flatMap(question -> question.lists().stream())
                .distinct()
                .map(list -> new Line(list.name(), ListSheet.anchor(list)))
                .toList();
    }

    private static List<Worked> examples(DecisionTable table, PolicyFiles files) {
        var file = WorkedExample.file(table);
        var text = files.paths().contains(file) ? files.text(file).orElse("") : "";
        return switch (WorkedExample.of(table, text)) {
            case Checked.Good<List<WorkedExample>>(var good) ->
                good.stream()
                        .map(e -> new Worked(e.row(), answer(table, e.row()), e.reason()))
                        .toList();
            case Checked.Bad<List<WorkedExample>> _ -> List.of(); // policy check names what is wrong with them
        };
    }

    private static String answer(DecisionTable table, int number) {
        return table.rows().stream()
                .filter(row -> row.number() == number)
                .map(row -> row.answer().word().replace('-', ' '))
                .findFirst()
                .orElse("");
    }
}

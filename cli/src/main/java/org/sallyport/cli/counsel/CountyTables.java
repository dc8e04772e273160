package org.sallyport.cli.counsel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.cli.counsel.CountyRules.When;

/**
 * A county's first tables, written from the answers of its counsel, with an example to complete for each row. An
 * example's reason is left empty: it is for a person to work out, and {@code policy check} names it until then.
 */
public final class CountyTables {
    private static final String EXAMPLE = """
            {"row": ROW, "reason": "", "adopted": "all", "expect": {},
            "facts": {"id": "NAME-ROW", "asOf": "DAYT12:00:00Z",
            "facility": {"jurisdiction": "PLACE", "kind": "county-jail"},
            "request": {"form": "I-247A", "requester": "immigration"}, "person": {"minor": "no"}}}
            """;

    private record Row(String matches, String answer, String why) {}

    private final CountyRules rules;

    private CountyTables(CountyRules rules) {
        this.rules = rules;
    }

    /** Path to text of every file. */
    public static Map<String, String> of(CountyRules rules) {
        var tables = new CountyTables(rules);
        var files = new LinkedHashMap<String, String>();
        tables.add(files, "notice", rules.notice(), "May the facility tell immigration authorities of a release?");
        tables.add(files, "hand-over", rules.handOver(), "May a person be handed over inside the facility?");
        tables.add(files, "hold", rules.hold(), "May custody go on past release for immigration authorities?");
        return files;
    }

    private void add(Map<String, String> files, String act, When when, String title) {
        var name = act + "." + rules.from();
        files.put(rules.place() + "/" + name + ".md", table(act, when, title));
        files.put(rules.place() + "/examples/" + name + ".jsonl", examples(name, rows(when)));
    }

    private String table(String act, When when, String title) {
        var text = new ArrayList<String>();
        text.add("---");
        text.add("act: " + act);
        text.add("requesters: immigration");
        text.add("in force: " + rules.from() + " to open");
        text.add("source: " + rules.source());
        text.add("read: " + rules.read());
        text.add("basis: " + rules.basis().word());
        text.add("local rules: may narrow");
        text.add("open: Counsel has not yet compared this draft with the source, row by row.");
        text.add("---");
        text.add("# " + title);
        text.add("");
        text.add("Drafted from questions put to the county; superior law comes first and is read before it.");
        text.add("");
        switch (when) {
            case JUDGE, JUDGE_OR_FELONY -> {
                text.add("**ground** is any of:");
                text.add("");
                text.add("- attached: judicial-warrant or court-order, by a judge");
                if (when == When.JUDGE_OR_FELONY) {
                    text.add("- convicted of a felony"
                            + (rules.lookBack().isPresent()
                                    ? " within " + rules.lookBack().getAsInt() + " years"
                                    : ""));
                }
                text.add("");
            }
            case NEVER, ALWAYS -> {}
        }
        var lead = act.equals("notice");
        var ground = when == When.JUDGE || when == When.JUDGE_OR_FELONY;
        var headings = new ArrayList<>(List.of("#"));
        if (ground) {
            headings.add("ground");
        }
        headings.add("answer");
        if (lead) {
            headings.add("notify by");
        }
        headings.addAll(List.of("clause", "why"));
        var lines = new ArrayList<List<String>>();
        lines.add(headings);
        var number = 0;
        for (var row : rows(when)) {
            var cells = new ArrayList<>(List.of(Integer.toString(++number)));
            if (ground) {
                cells.add(row.matches());
            }
            cells.add(row.answer());
            if (lead) {
                cells.add(row.answer().equals("may") ? rules.notifyBy() + " hours" : "");
            }
            cells.addAll(List.of(rules.source(), row.why()));
            lines.add(cells);
        }
        text.addAll(aligned(lines));
        return String.join("\n", text) + "\n";
    }

    private static List<Row> rows(When when) {
        return switch (when) {
            case NEVER -> List.of(new Row("", "may not", "The county's rule bars it."));
            case ALWAYS -> List.of(new Row("", "may", "The county's rule allows what superior law allows."));
            case JUDGE, JUDGE_OR_FELONY ->
                List.of(
                        new Row("yes", "may", "A ground of the county's rule exists."),
                        new Row("no", "may not", "No ground of the county's rule exists."),
                        new Row("unknown", "ask", "The record does not settle whether a ground exists."));
        };
    }

    private static List<String> aligned(List<List<String>> lines) {
        var out = new ArrayList<String>();
        var widths = new int[lines.getFirst().size()];
        for (var line : lines) {
            for (var c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        for (var line : lines) {
            var row = new StringBuilder("|");
            for (var c = 0; c < widths.length; c++) {
                var cell = line.get(c);
                row.append(' ')
                        .append(cell)
                        .append(" ".repeat(widths[c] - cell.length()))
                        .append(" |");
            }
            out.add(row.toString());
            if (out.size() == 1) {
                var rule = new StringBuilder("|");
                for (var width : widths) {
                    rule.append("-".repeat(width + 2)).append('|');
                }
                out.add(rule.toString());
            }
        }
        return out;
    }

    private String examples(String name, List<Row> rows) {
        var lines = new StringBuilder();
        for (var n = 1; n <= rows.size(); n++) {
            lines.append(EXAMPLE.replace("ROW", Integer.toString(n))
                    .replace("NAME", name)
                    .replace("DAY", rules.from().plusDays(1).toString())
                    .replace("PLACE", rules.place())
                    .replace("\n", " ")
                    .strip());
            lines.append('\n');
        }
        return lines.toString();
    }
}

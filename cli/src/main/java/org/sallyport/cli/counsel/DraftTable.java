package org.sallyport.cli.counsel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.cli.counsel.CountyRules.Source;
import tools.jackson.databind.json.JsonMapper;

/**
 * One table of a draft, with worked examples of every row.
 *
 * @param place      path of the county
 * @param name       of the file, without its day: {@code notice.victim}
 * @param acts       the acts it answers for
 * @param requesters whom it speaks about
 * @param source     where the rule stands
 * @param open       what counsel still has to settle, besides reading the draft
 * @param title      its question
 * @param ground     the grounds that make up its one question; empty where a heading of the vocabulary stands alone
 * @param question   its one question; empty where the only row matches everything
 * @param rows       its rows
 */
record DraftTable(
        String place,
        String name,
        String acts,
        String requesters,
        Source source,
        List<String> open,
        String title,
        List<String> ground,
        Optional<String> question,
        List<Row> rows) {
    /**
     * A row.
     *
     * @param cell     answers of the question that it matches; empty where there is no question
     * @param answer   what it says
     * @param notifyBy hours before release; empty where none
     * @param items    what may be told; empty for what the act is about
     * @param why      its reason
     * @param examples cases that fall into it, at least one
     */
    record Row(String cell, String answer, String notifyBy, String items, String why, List<Example> examples) {}

    /**
     * A case that falls into a row.
     *
     * @param reason  why, in a sentence
     * @param expect  members of the result that must come out; empty where superior law decides them
     * @param day     the day of the case
     * @param request the request
     * @param charges convictions of the stay
     */
    record Example(
            String reason,
            Map<String, Object> expect,
            LocalDate day,
            Map<String, Object> request,
            List<Map<String, Object>> charges) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private String file() {
        return name + "." + source.from();
    }

    /** Path to text of the table and of its examples. */
    Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put(place + "/" + file() + ".md", table());
        files.put(place + "/examples/" + file() + ".jsonl", examples());
        return files;
    }

    private String table() {
        var text = new ArrayList<String>();
        text.add("---");
        text.add("act: " + acts);
        text.add("requesters: " + requesters);
        text.add("in force: " + source.from() + " to open");
        text.add("source: " + source.citation());
        text.add("read: " + source.read());
        text.add("basis: " + source.basis().word());
        text.add("local rules: may narrow");
        text.add("open: Counsel has not yet compared this draft with the source, row by row.");
        open.forEach(point -> text.add("open: " + point));
        text.add("---");
        text.add("# " + title);
        text.add("");
        text.add("Drafted from questions put to the county; superior law comes first and is read before it.");
        text.add("");
        if (!ground.isEmpty()) {
            text.add("**" + question.orElseThrow() + "** is any of:");
            text.add("");
            ground.forEach(line -> text.add("- " + line));
            text.add("");
        }
        text.addAll(aligned(lines()));
        return String.join("\n", text) + "\n";
    }

    private List<List<String>> lines() {
        var hours = rows.stream().anyMatch(r -> !r.notifyBy().isEmpty());
        var items = rows.stream().anyMatch(r -> !r.items().isEmpty());
        var headings = new ArrayList<>(List.of("#"));
        question.ifPresent(headings::add);
        headings.add("answer");
        if (hours) {
            headings.add("notify by");
        }
        if (items) {
            headings.add("items");
        }
        headings.addAll(List.of("clause", "why"));
        var lines = new ArrayList<List<String>>();
        lines.add(headings);
        for (var row : rows) {
            var cells = new ArrayList<>(List.of(Integer.toString(lines.size())));
            question.ifPresent(_ -> cells.add(row.cell()));
            cells.add(row.answer());
            if (hours) {
                cells.add(row.notifyBy());
            }
            if (items) {
                cells.add(row.items());
            }
            cells.addAll(List.of(source.citation(), row.why()));
            lines.add(cells);
        }
        return lines;
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

    private String examples() {
        var lines = new StringBuilder();
        var count = 0;
        for (var n = 0; n < rows.size(); n++) {
            for (var example : rows.get(n).examples()) {
                lines.append(JSON.writeValueAsString(line(n + 1, ++count, example)))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private Map<String, Object> line(int row, int count, Example example) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("id", file() + "-" + count);
        facts.put("asOf", example.day() + "T17:00:00Z");
        facts.put("facility", ordered("jurisdiction", place, "kind", "county-jail"));
        facts.put("request", example.request());
        facts.put("person", Map.of("minor", "no"));
        if (!example.charges().isEmpty()) {
            facts.put("charges", example.charges());
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("row", row);
        line.put("reason", example.reason());
        line.put("adopted", "all");
        line.put("expect", example.expect());
        line.put("facts", facts);
        return line;
    }

    /** A JSON object whose members keep their order. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (var n = 0; n < namesAndValues.length; n += 2) {
            members.put(namesAndValues[n].toString(), namesAndValues[n + 1]);
        }
        return members;
    }
}

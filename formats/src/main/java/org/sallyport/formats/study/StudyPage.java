package org.sallyport.formats.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.policy.Outcome;

/**
 * A study as one HTML page that needs nothing else: bars drawn as SVG, and beneath each the same figures as a table.
 * The bars differ in darkness, not in color alone.
 */
public final class StudyPage {
    private static final String STYLE = """
            :root{--must:#12355b;--may:#4f86c6;--ask:#f0c75e;--may-not:#9a9a9a;--a:#12355b;--b:#e08e45}
            body{font:16px/1.5 system-ui,sans-serif}
            body{max-width:64rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
            h1{font-size:1.6rem;line-height:1.25}h2{margin-top:2.5rem;font-size:1.2rem}
            table{border-collapse:collapse;font-size:.875rem;margin:.75rem 0}
            th,td{padding:.3rem .6rem;border-bottom:1px solid #d0d0d0;text-align:left}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
            .scroll{overflow-x:auto}svg{width:100%;min-width:38rem;height:auto;display:block}th{white-space:nowrap}
            .key span{display:inline-block;margin-right:1rem}.key i{display:inline-block;width:.9rem;height:.9rem;
            margin-right:.35rem;vertical-align:-.1rem;border:1px solid #555}
            summary{cursor:pointer;padding:.5rem 0}summary:focus-visible{outline:3px solid #2491ff}
            @media print{details>*{display:block}}
            """;
    private static final String PLOT = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Plot\">";
    private static final int LABEL = 170;
    private static final int WIDTH = 760;
    private static final int BAR = 14;
    private static final int SHOWN_MAX = 60;

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Tally tally;
    private final List<String> names;

    private StudyPage(Tally tally, String before, String after) {
        this.tally = tally;
        this.names = List.of("A: " + before, "B: " + after);
    }

    /** The page. */
    public static String of(Tally tally, String before, String after) {
        return new StudyPage(tally, before, after).page();
    }

    private String page() {
        var all = tally.all();
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<title>What would change: a study of past cases</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>What would change: a study of past cases</h1><p>");
        text(count(all.cases()) + " cases. " + count(all.changed())
                + " would be answered otherwise. A study of past cases, not legal advice: tables act only after the"
                + " facility's own counsel has adopted them.");
        out.append("</p><ul>");
        names.forEach(name -> element("li", name));
        out.append("</ul>");
        key();
        section("All cases", Map.of("all cases", all));
        moves(all);
        section("By offence class", tally.by(Group::offence));
        section("By release reason", tally.by(Group::releaseReason));
        section("By place", tally.by(Group::place));
        leads(all);
        return out.append("</main></body></html>\n").toString();
    }

    private void key() {
        out.append("<p class=\"key\">");
        for (var outcome : Outcome.values()) {
            out.append("<span><i style=\"background:var(--")
                    .append(outcome.word())
                    .append(")\"></i>");
            text(words(outcome));
            out.append("</span>");
        }
        out.append("</p>");
    }

    private void section(String title, Map<String, Counts> groups) {
        element("h2", title);
        var shown = new LinkedHashMap<String, Counts>();
        groups.entrySet().stream()
                .sorted(Map.Entry.<String, Counts>comparingByValue((x, y) -> Long.compare(y.changed(), x.changed()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_MAX)
                .forEach(e -> shown.put(e.getKey(), e.getValue()));
        if (shown.size() < groups.size()) {
            element("p", "The " + shown.size() + " of " + groups.size() + " with the most changes; the CSV has all.");
        }
        bars(title, shown);
        table(shown);
    }

    private void bars(String title, Map<String, Counts> groups) {
        var height = groups.size() * (BAR * 2 + 12) + 4;
        out.append(PLOT)
                .append("<svg role=\"img\" viewBox=\"0 0 ")
                .append(LABEL + WIDTH)
                .append(' ')
                .append(height);
        out.append("\" aria-label=\"");
        text(title + ": shares of outcomes under A, above, and B, below; the table that follows has the figures");
        out.append("\" font-size=\"12\">");
        var y = 2;
        for (var group : groups.entrySet()) {
            out.append("<text x=\"").append(LABEL - 8).append("\" y=\"").append(y + BAR + 4);
            out.append("\" text-anchor=\"end\">");
            text(group.getKey());
            out.append("</text>");
            for (var side = 0; side < 2; side++) {
                bar(group.getValue(), side, y + side * (BAR + 2));
            }
            y += BAR * 2 + 12;
        }
        out.append("</svg></div>");
    }

    private void bar(Counts counts, int side, int y) {
        var x = (double) LABEL;
        for (var outcome : Outcome.values()) {
            var width = (double) (WIDTH - 20) * counts.of(side, outcome) / Math.max(1, counts.cases());
            if (width > 0) {
                out.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" style=\"fill:var(--%s)\"/>",
                        x,
                        y,
                        width,
                        BAR,
                        outcome.word()));
                x += width;
            }
        }
        out.append("<text x=\"")
                .append(LABEL + WIDTH - 16)
                .append("\" y=\"")
                .append(y + BAR - 3)
                .append("\">");
        out.append(side == 0 ? "A" : "B").append("</text>");
    }

    private void table(Map<String, Counts> groups) {
        var heading = new ArrayList<>(List.of("", "cases", "changed"));
        for (var side : List.of("A", "B")) {
            for (var outcome : Outcome.values()) {
                heading.add(side + " " + words(outcome));
            }
            heading.addAll(List.of(side + " in time", side + " too short"));
        }
        var rows = new ArrayList<List<String>>();
        groups.forEach((name, counts) -> {
            var row = new ArrayList<>(List.of(name, count(counts.cases()), count(counts.changed())));
            for (var side = 0; side < 2; side++) {
                for (var outcome : Outcome.values()) {
                    row.add(count(counts.of(side, outcome)));
                }
                row.addAll(List.of(count(counts.inTime(side)), count(counts.tooShort(side))));
            }
            rows.add(row);
        });
        folded("The figures", heading, rows);
    }

    private void moves(Counts all) {
        element("h2", "From which answer to which");
        var heading = new ArrayList<>(List.of("A \\ B"));
        var rows = new ArrayList<List<String>>();
        for (var before : Outcome.values()) {
            heading.add(words(before));
            var row = new ArrayList<>(List.of(words(before)));
            for (var after : Outcome.values()) {
                row.add(count(all.moved(before, after)));
            }
            rows.add(row);
        }
        grid(heading, rows);
    }

    private void leads(Counts all) {
        element("h2", "How long before the release an allowed notice would arrive");
        var most = 1L;
        for (var band : LeadBand.values()) {
            most = Math.max(most, Math.max(all.band(0, band), all.band(1, band)));
        }
        out.append("<p class=\"key\"><span><i style=\"background:var(--a)\"></i>A</span>")
                .append("<span><i style=\"background:var(--b)\"></i>B</span></p>")
                .append(PLOT)
                .append("<svg role=\"img\" viewBox=\"0 0 ")
                .append(LABEL + WIDTH)
                .append(" 250\" font-size=\"12\" aria-label=\"Notices by time before the release, A and B; the table")
                .append(" that follows has the figures\">");
        var x = 20;
        var rows = new ArrayList<List<String>>();
        for (var band : LeadBand.values()) {
            for (var side = 0; side < 2; side++) {
                var height = Math.round(200.0 * all.band(side, band) / most);
                out.append("<rect x=\"").append(x + side * 48).append("\" y=\"").append(210 - height);
                out.append("\" width=\"44\" height=\"").append(height).append("\" style=\"fill:var(--");
                out.append(side == 0 ? "a" : "b").append(")\"/>");
            }
            out.append("<text x=\"").append(x + 46).append("\" y=\"230\" text-anchor=\"middle\">");
            text(band.words());
            out.append("</text>");
            rows.add(List.of(band.words(), count(all.band(0, band)), count(all.band(1, band))));
            x += 130;
        }
        rows.add(List.of("no projected release", count(all.noProjection(0)), count(all.noProjection(1))));
        out.append("</svg></div>");
        folded("The figures", List.of("before the release", "A", "B"), rows);
    }

    private void folded(String title, List<String> heading, List<List<String>> rows) {
        out.append("<details open><summary>");
        text(title);
        out.append("</summary>");
        grid(heading, rows);
        out.append("</details>");
    }

    private void grid(List<String> heading, List<List<String>> rows) {
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><thead><tr>");
        for (var i = 0; i < heading.size(); i++) {
            out.append(i == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">");
            text(heading.get(i));
            out.append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (var row : rows) {
            out.append("<tr><th scope=\"row\">");
            text(row.getFirst());
            out.append("</th>");
            for (var cell : row.subList(1, row.size())) {
                out.append("<td class=\"n\">");
                text(cell);
                out.append("</td>");
            }
            out.append("</tr>");
        }
        out.append("</tbody></table></div>");
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case MUST -> "required";
            case MAY -> "allowed";
            case ASK -> "left to a person";
            case MAY_NOT -> "barred";
        };
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private void element(String name, String text) {
        out.append('<').append(name).append('>');
        text(text);
        out.append("</").append(name).append('>');
    }

    private void text(String text) {
        out.append(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
    }
}

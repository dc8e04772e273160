package org.sallyport.cli.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sallyport.cli.text.Sheet;
import org.sallyport.formats.study.Counts;
import org.sallyport.formats.study.Group;
import org.sallyport.formats.study.LeadBand;
import org.sallyport.formats.study.Tally;
import org.sallyport.policy.Outcome;

/** A study in a terminal's width. */
final class StudySummary {
    private static final int WIDTH = 100;
    private static final int SHOWN_MAX = 12;

    private StudySummary() {}

    static List<String> lines(Tally tally, String before, String after) {
        var all = tally.all();
        var lines = new ArrayList<String>();
        lines.add("A  " + before);
        lines.add("B  " + after);
        lines.add(String.format(
                java.util.Locale.ROOT, "%,d cases, %,d would be answered otherwise", all.cases(), all.changed()));
        lines.add("");
        var totals = new Sheet("  ").row("", "A", "B");
        for (var outcome : Outcome.values()) {
            totals.row("notice " + outcome.word(), all.of(0, outcome), all.of(1, outcome));
        }
        totals.row("  in time", all.inTime(0), all.inTime(1));
        totals.row("  known too late", all.tooShort(0), all.tooShort(1));
        totals.row("  no projected release", all.noProjection(0), all.noProjection(1));
        for (var band : LeadBand.values()) {
            totals.row("  arrives " + band.words() + " before", all.band(0, band), all.band(1, band));
        }
        lines.addAll(totals.lines(WIDTH));
        changed(lines, tally, "offence class", Group::offence);
        changed(lines, tally, "release reason", Group::releaseReason);
        changed(lines, tally, "place", Group::place);
        return lines;
    }

    private static void changed(List<String> lines, Tally tally, String by, Function<Group, String> word) {
        var groups = tally.by(word).entrySet().stream()
                .filter(e -> e.getValue().changed() > 0
                        || e.getValue().inTime(0) != e.getValue().inTime(1))
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Counts> e) -> -e.getValue().changed())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (groups.isEmpty()) {
            return;
        }
        lines.add("");
        var sheet = new Sheet("  ").row(by, "cases", "changed", "allowed A", "allowed B", "in time A", "in time B");
        groups.stream().limit(SHOWN_MAX).forEach(e -> {
            var counts = e.getValue();
            sheet.row(
                    e.getKey(),
                    counts.cases(),
                    counts.changed(),
                    allowed(counts, 0),
                    allowed(counts, 1),
                    counts.inTime(0),
                    counts.inTime(1));
        });
        lines.addAll(sheet.lines(WIDTH));
        if (groups.size() > SHOWN_MAX) {
            lines.add("  and " + (groups.size() - SHOWN_MAX) + " more (--csv or --html for all)");
        }
    }

    private static long allowed(Counts counts, int side) {
        return counts.of(side, Outcome.MUST) + counts.of(side, Outcome.MAY);
    }
}

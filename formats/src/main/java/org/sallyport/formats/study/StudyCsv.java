package org.sallyport.formats.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.policy.Outcome;

/** Writes a study as CSV (RFC 4180): one row for each group of cases, docs/policy/studies.md. */
public final class StudyCsv {
    private StudyCsv() {}

    /** Writes it, with a heading. */
    public static void write(Tally tally, Writer out) throws IOException {
        var csv = CsvWriter.builder().build(out);
        csv.writeRecord(heading());
        tally.groups().forEach((group, counts) -> csv.writeRecord(row(group, counts)));
        csv.flush();
    }

    private static List<String> heading() {
        var names = new ArrayList<>(List.of("place", "offence_class", "release_reason", "cases", "changed"));
        for (var side : List.of("a", "b")) {
            for (var outcome : Outcome.values()) {
                names.add(side + "_" + outcome.word().replace('-', '_'));
            }
            names.addAll(List.of(side + "_in_time", side + "_too_short", side + "_no_projection"));
            for (var band : LeadBand.values()) {
                names.add(side + "_lead_" + band.words().replace(' ', '_'));
            }
        }
        return names;
    }

    private static List<String> row(Group group, Counts counts) {
        var cells = new ArrayList<>(List.of(
                group.place(),
                group.offence(),
                group.releaseReason(),
                Long.toString(counts.cases()),
                Long.toString(counts.changed())));
        for (var side = 0; side < 2; side++) {
            for (var outcome : Outcome.values()) {
                cells.add(Long.toString(counts.of(side, outcome)));
            }
            cells.add(Long.toString(counts.inTime(side)));
            cells.add(Long.toString(counts.tooShort(side)));
            cells.add(Long.toString(counts.noProjection(side)));
            for (var band : LeadBand.values()) {
                cells.add(Long.toString(counts.band(side, band)));
            }
        }
        return cells;
    }
}

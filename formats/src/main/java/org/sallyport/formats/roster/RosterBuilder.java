package org.sallyport.formats.roster;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Roster;
import org.sallyport.custody.RosterEntry;

/** Gathers the lines of one roster. */
final class RosterBuilder {
    private static final int MOST = 500_000;

    private final FacilityId facility;
    private final RowReader reader;
    private final RowNotes notes;
    private final Optional<Instant> takenAt;
    private final List<RosterEntry> entries = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private int rows;

    RosterBuilder(FacilityId facility, RowReader reader, RowNotes notes, Optional<Instant> takenAt) {
        this.facility = facility;
        this.reader = reader;
        this.notes = notes;
        this.takenAt = takenAt;
    }

    void add(CsvRecord record) {
        rows++;
        if (rows > MOST) {
            if (rows == MOST + 1) {
                notes.refuse(
                        record.getStartingLineNumber(),
                        "",
                        "roster.too-long",
                        "At most " + MOST + " lines in one roster.",
                        "Name the snapshot column in the mapping if the file holds several.");
            }
            return;
        }
        reader.entry(record, takenAt, notes).ifPresent(this::place);
    }

    private void place(RosterEntry entry) {
        var before = reader.rowPerCharge() ? places.putIfAbsent(entry.key(), entries.size()) : null;
        if (before == null) {
            entries.add(entry);
            return;
        }
        var known = entries.get(before);
        var charges = new ArrayList<>(known.charges());
        charges.addAll(entry.charges());
        entries.set(
                before, new RosterEntry(known.key(), known.person(), known.admittedAt(), charges, known.attributes()));
    }

    RosterReading finish(String name) {
        if (notes.refused() || takenAt.isEmpty()) {
            return new RosterReading.Refused(name, notes.problems());
        }
        return new RosterReading.Taken(
                new Roster(facility, takenAt.get(), entries), rows, notes.remarks(), notes.unmapped());
    }
}

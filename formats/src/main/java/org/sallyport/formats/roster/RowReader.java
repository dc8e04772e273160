package org.sallyport.formats.roster;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.Charge;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.RosterEntry;
import org.sallyport.custody.Sentence;
import org.sallyport.custody.Statute;
import org.sallyport.formats.json.Notes;
import org.sallyport.formats.time.LocalMoment;
import org.sallyport.problem.Problem;

/** Reads one line by the mapping. Values that cannot be read are remarked and left unknown, never guessed. */
final class RowReader {
    private static final List<String> SEVERITIES = List.of("felony", "misdemeanor", "infraction", "wobbler", "unknown");

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final RosterMapping mapping;
    private final Map<String, Integer> places = new HashMap<>();
    private final int width;

    RowReader(RosterMapping mapping, CsvRecord header) {
        this.mapping = mapping;
        this.width = header.getFieldCount();
        for (int i = 0; i < width; i++) {
            places.putIfAbsent(header.getField(i).strip(), i);
        }
    }

    /**
     * A problem for each column that the mapping needs and the file lacks. The file's own first line is not repeated.
     */
    static List<Problem> missing(RosterMapping mapping, CsvRecord header) {
        var problems = new ArrayList<Problem>();
        var names = header.getFields().stream().map(String::strip).toList();
        for (var needed : mapping.columns()) {
            if (!names.contains(needed)) {
                var alike =
                        names.stream().filter(n -> fold(n).equals(fold(needed))).findFirst();
                problems.add(new Problem(
                        "roster.column.missing",
                        "line 1",
                        alike.orElse(""),
                        "A column named " + needed + "; the file has " + names.size() + " columns, none of that name.",
                        alike.isPresent()
                                ? "Write the name in the mapping exactly as in the file."
                                : "Add it to the export, or correct the mapping."));
            }
        }
        return problems;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    boolean rowPerCharge() {
        return mapping.rowPerCharge;
    }

    /** What the line's snapshot column says; empty when the mapping names none. */
    String snapshot(CsvRecord record) {
        return mapping.snapshot.map(s -> cell(record, s.column().column())).orElse("");
    }

    /** When the roster that begins with this line was taken; noted and empty when it does not say so. */
    Optional<Instant> takenAt(CsvRecord record, RowNotes notes) {
        var snapshot = mapping.snapshot.orElseThrow();
        var column = snapshot.column().column();
        var at = snapshot.column()
                .parse(cell(record, column))
                .map(t -> switch (t) {
                    case LocalDate day -> day.atTime(snapshot.at());
                    default -> t;
                })
                .flatMap(t -> moment(t, record.getStartingLineNumber(), column, notes));
        if (at.isEmpty()) {
            notes.refuse(
                    record.getStartingLineNumber(),
                    column,
                    "roster.snapshot",
                    "The day of the roster as " + snapshot.column().shown() + ", from 1900 to 2199.",
                    "Correct the column, or its format in the mapping.");
        }
        return at;
    }

    /** The line as an entry; noted and empty when it has no booking key. */
    Optional<RosterEntry> entry(CsvRecord record, Optional<Instant> takenAt, RowNotes notes) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != width) {
            notes.refuse(
                    line,
                    "",
                    "roster.row.width",
                    width + " fields as in the first line; this one has " + record.getFieldCount() + ".",
                    "Put values that hold the delimiter in quotation marks.");
            return Optional.empty();
        }
        var key = value(record, mapping.key, notes);
        if (key.isEmpty()) {
            notes.refuse(
                    line,
                    mapping.key.column(),
                    "roster.key.missing",
                    "A booking key: without it the person would count as absent.",
                    "Fill the column in the export.");
            return Optional.empty();
        }
        var attributes = new LinkedHashMap<String, String>();
        mapping.attributes.forEach((name, column) -> attributes.put(name, value(record, column, notes)));
        return Optional.of(new RosterEntry(
                key,
                person(record, notes),
                mapping.admittedAt.flatMap(c -> admittedAt(record, c, takenAt, notes)),
                mapping.charge.map(c -> charges(record, c, notes)).orElse(List.of()),
                attributes));
    }

    private Optional<Instant> admittedAt(
            CsvRecord record, DateColumn column, Optional<Instant> takenAt, RowNotes notes) {
        long line = record.getStartingLineNumber();
        var at = read(record, column, notes).flatMap(t -> moment(t, line, column.column(), notes));
        if (at.isPresent()
                && takenAt.isPresent()
                && at.get().isAfter(takenAt.get().plus(CLOCKS_DIFFER))) {
            notes.remark(
                    line,
                    column.column(),
                    "roster.date.range",
                    "A moment not after the roster was taken.",
                    "Correct the value.");
            return Optional.empty();
        }
        return at;
    }

    private Person person(CsvRecord record, RowNotes notes) {
        var p = mapping.person;
        var numbers = new ArrayList<Identifier>();
        for (var number : p.identifiers()) {
            var value = value(record, number.value(), notes);
            if (!value.isEmpty()) {
                numbers.add(new Identifier(number.type(), value));
            }
        }
        return new Person(
                value(record, p.localId(), notes),
                new PersonName(value(record, p.family(), notes), value(record, p.given(), notes)),
                List.of(),
                p.birthDate().flatMap(c -> day(record, c, notes)),
                value(record, p.sex(), notes),
                value(record, p.language(), notes),
                numbers);
    }

    private List<Charge> charges(CsvRecord record, RosterMapping.ChargeColumns c, RowNotes notes) {
        var section = value(record, c.section(), notes);
        var description = value(record, c.description(), notes);
        var nibrs = value(record, c.nibrs(), notes);
        if (section.isEmpty() && description.isEmpty() && nibrs.isEmpty()) {
            return List.of();
        }
        var id = value(record, c.idColumn(), notes);
        return List.of(new Charge(
                id.isEmpty() ? c.id() : id,
                value(record, c.caseNumber(), notes),
                value(record, c.court(), notes),
                new Statute(section.isEmpty() ? "" : c.jurisdiction(), section),
                description,
                nibrs,
                severity(record, c, notes),
                "",
                c.offenseDate().flatMap(d -> day(record, d, notes)),
                Known.UNKNOWN,
                Disposition.UNKNOWN,
                Optional.empty(),
                Sentence.UNKNOWN));
    }

    private String severity(CsvRecord record, RosterMapping.ChargeColumns c, RowNotes notes) {
        var severity = value(record, c.severity(), notes);
        if (!severity.isEmpty() && !SEVERITIES.contains(severity)) {
            notes.unmapped(c.severity().map(Column::column).orElse(""), severity);
        }
        return SEVERITIES.contains(severity) ? severity : "unknown";
    }

    private String cell(CsvRecord record, String column) {
        var place = places.get(column);
        return place == null || place >= record.getFieldCount()
                ? ""
                : record.getField(place).strip();
    }

    private String value(CsvRecord record, Optional<Column> column, RowNotes notes) {
        return column.isEmpty() ? "" : value(record, column.get(), notes);
    }

    private String value(CsvRecord record, Column column, RowNotes notes) {
        var cell = cell(record, column.column());
        if (cell.isEmpty()) {
            return "";
        }
        if (cell.indexOf('\0') >= 0) {
            notes.remark(
                    record.getStartingLineNumber(), column.column(), "roster.text", "Text without NUL.", "Remove it.");
            return "";
        }
        if (column.codes().isPresent()) {
            var meaning = column.codes().get().get(cell);
            if (meaning == null) {
                notes.unmapped(column.column(), cell);
                return "";
            }
            return meaning;
        }
        if (column.match().isPresent() && !column.match().get().matcher(cell).matches()) {
            return "";
        }
        return column.prefix().isEmpty() ? cell : column.prefix() + cell;
    }

    private Optional<TemporalAccessor> read(CsvRecord record, DateColumn column, RowNotes notes) {
        var cell = cell(record, column.column());
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        var read = column.parse(cell);
        if (read.isEmpty()) {
            notes.remark(
                    record.getStartingLineNumber(),
                    column.column(),
                    "roster.date",
                    "A date as " + column.shown() + ".",
                    "Correct the value, or the format in the mapping.");
        }
        return read;
    }

    private Optional<LocalDate> day(CsvRecord record, DateColumn column, RowNotes notes) {
        return read(record, column, notes).map(LocalDate::from).filter(day -> {
            boolean fits = inRange(day);
            if (!fits) {
                range(record.getStartingLineNumber(), column.column(), notes);
            }
            return fits;
        });
    }

    private static boolean inRange(LocalDate day) {
        return !day.isBefore(Notes.FIRST_DAY) && !day.isAfter(Notes.LAST_DAY);
    }

    private static void range(long line, String column, RowNotes notes) {
        notes.remark(
                line,
                column,
                "roster.date.range",
                "A day from " + Notes.FIRST_DAY + " to " + Notes.LAST_DAY + ".",
                "Correct the value.");
    }

    private Optional<Instant> moment(TemporalAccessor read, long line, String column, RowNotes notes) {
        if (!inRange(LocalDate.from(read))) {
            range(line, column, notes);
            return Optional.empty();
        }
        return switch (read) {
            case OffsetDateTime at -> Optional.of(at.toInstant());
            case LocalDateTime local -> local(local, line, column, notes);
            case LocalDate day -> Optional.of(day.atStartOfDay(mapping.zone()).toInstant());
            default -> Optional.empty();
        };
    }

    private Optional<Instant> local(LocalDateTime local, long line, String column, RowNotes notes) {
        return switch (LocalMoment.of(local, mapping.zone())) {
            case LocalMoment.Single(var at) -> Optional.of(at);
            case LocalMoment.Repeated(var earlier, var _) -> {
                notes.remark(
                        line,
                        column,
                        "roster.time.repeated-hour",
                        "A moment with its offset: that hour came twice in " + mapping.zone()
                                + "; the earlier was taken.",
                        "Export moments with their offset if the system can.");
                yield Optional.of(earlier);
            }
            case LocalMoment.Skipped() -> {
                notes.remark(
                        line,
                        column,
                        "roster.time.gap",
                        "A time that existed: the clocks of " + mapping.zone() + " were put forward over it.",
                        "Export moments with their offset if the system can.");
                yield Optional.empty();
            }
        };
    }
}

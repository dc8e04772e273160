package org.sallyport.formats.policy;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.policy.Act;
import org.sallyport.policy.Answer;
import org.sallyport.policy.CourtOrder;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Facts.Severity;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.ReportDefinition;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.Sha256;
import org.sallyport.policy.SourceBasis;
import org.sallyport.policy.StatuteList;
import org.sallyport.policy.Ternary;
import org.sallyport.policy.Worded;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Reads the CSV files beside the tables. Lines that begin with {@code #} are remarks. */
final class CsvFiles {
    private final String path;
    private final List<Problem> problems = new ArrayList<>();

    private CsvFiles(String path) {
        this.path = path;
    }

    private static final String COMPLETE = "# complete: ";
    private static final String ONLY = "# only: ";
    private static final String OPEN = "# open: ";
    private static final String ALSO = "# also written: ";

    /**
     * Reads a statute list: {@code jurisdiction,section,nibrs,severity,name,citation,basis}. A remark {@code #
     * complete: no} says that the source's list goes on beyond the file, {@code # complete: us/ny} that it is whole
     * for that code, {@code # only: us} that no offence under another code is on it, {@code # open: Penal Law 110} of
     * which sections no entry can speak, and {@code # also written: Penal Code = Pen. Code = PC} how else a code is
     * cited.
     */
    static Checked<StatuteList> list(String path, String text) {
        var file = new CsvFiles(path);
        var spellings =
                remarks(text, ALSO).map(r -> List.of(r.split(" = ", -1))).toList();
        var extent = file.extent(text, spellings);
        var entries = new ArrayList<StatuteList.Entry>();
        var seen = new HashSet<String>();
        for (var row : file.rows(text, "jurisdiction", "section", "nibrs", "severity", "name", "citation", "basis")) {
            if (row.getField("section").isBlank() && row.getField("nibrs").isBlank()
                    || row.getField("section").isBlank()
                            != row.getField("jurisdiction").isBlank()) {
                file.at(row, "list.entry", "", "A jurisdiction and a section, or a NIBRS code.", "Complete the entry.");
            }
            file.statute(row, seen);
            var severity = row.getField("severity").isBlank()
                    ? Severity.UNKNOWN
                    : file.word(row, "severity", Severity.class, Severity.UNKNOWN);
            var basis = file.word(row, "basis", SourceBasis.class, SourceBasis.MEMORY);
            for (var section : spelled(row.getField("section").strip(), spellings)) {
                entries.add(new StatuteList.Entry(
                        row.getField("jurisdiction").strip(),
                        section,
                        row.getField("nibrs").strip(),
                        severity,
                        row.getField("name").strip(),
                        row.getField("citation").strip(),
                        basis));
            }
        }
        var name = path.substring(0, path.length() - ".csv".length());
        return file.done(new StatuteList(name, extent, entries, Sha256.of(text.replace("\r\n", "\n"))));
    }

    private StatuteList.Extent extent(String text, List<List<String>> spellings) {
        var complete = remarks(text, COMPLETE).findFirst().orElse("");
        var open = remarks(text, OPEN)
                .flatMap(r -> Stream.of(r.split(", ", -1)))
                .flatMap(section -> spelled(section, spellings).stream())
                .toList();
        if (!complete.isEmpty() && !complete.equals("no") && !ListedStatutes.isPlace(complete)) {
            remark("list.complete", complete, "\"no\", or the place whose code is whole, such as us/ny.");
        }
        open.stream()
                .filter(section -> !ListedStatutes.isSection(section))
                .forEach(section -> remark("list.open", section, "A section or article as cited, with its number."));
        return new StatuteList.Extent(
                !complete.equals("no"),
                complete.equals("no") ? "" : complete,
                remarks(text, ONLY).findFirst().orElse(""),
                open);
    }

    private void remark(String code, String given, String expected) {
        problems.add(new Problem(code, path, given, expected, "Correct the remark."));
    }

    /** Notes what cannot be a statute, and what stands twice or without citation. */
    private void statute(NamedCsvRecord row, Set<String> seen) {
        var place = row.getField("jurisdiction").strip();
        var section = row.getField("section").strip();
        var nibrs = row.getField("nibrs").strip();
        if (!place.isEmpty() && !ListedStatutes.isPlace(place)) {
            at(row, "list.place", place, "Whose code: us, or a state such as us/md.", "Correct the jurisdiction.");
        }
        if (!section.isEmpty() && !ListedStatutes.isSection(section)) {
            at(row, "list.section", section, "A section as cited, with its number.", "Correct the section.");
        }
        if (!nibrs.isEmpty() && !ListedStatutes.isNibrs(nibrs)) {
            at(row, "list.nibrs", nibrs, "An offence code of the FBI's NIBRS list, such as 09A.", "Correct the code.");
        }
        if (row.getField("citation").isBlank()) {
            at(row, "list.citation", "", "Where the list says so.", "Add the citation.");
        }
        if (!seen.add(place + " " + section + " " + (section.isEmpty() ? nibrs : "")
                + row.getField("severity").strip())) {
            at(row, "list.twice", section.isEmpty() ? nibrs : section, "Each entry stands once.", "Remove one.");
        }
    }

    private static Stream<String> remarks(String text, String start) {
        return text.lines()
                .map(String::strip)
                .filter(l -> l.startsWith(start))
                .map(l -> l.substring(start.length()).strip());
    }

    /** The section under every name its code is cited by, the given one first. */
    private static List<String> spelled(String section, List<List<String>> spellings) {
        for (var names : spellings) {
            for (var name : names) {
                if (section.startsWith(name + " ")) {
                    return names.stream()
                            .map(other -> other + section.substring(name.length()))
                            .toList();
                }
            }
        }
        return List.of(section);
    }

    /**
     * Reads court orders: {@code acts,requesters,from,to,answer,citation,text,basis}; several words are separated by
     * blanks.
     */
    static Checked<List<CourtOrder>> orders(String path, String text) {
        var file = new CsvFiles(path);
        var orders = new ArrayList<CourtOrder>();
        var layer = path.substring(0, path.lastIndexOf('/'));
        for (var row : file.rows(text, "acts", "requesters", "from", "to", "answer", "citation", "text", "basis")) {
            var from = file.day(row, "from");
            var to = file.day(row, "to");
            if (!from.isBefore(to)) {
                file.at(row, "order.dates", "", "\"to\" lies after \"from\".", "Swap the dates.");
            }
            if (row.getField("citation").isBlank()) {
                file.at(row, "order.citation", "", "Court, docket and day.", "Add the citation.");
            }
            orders.add(new CourtOrder(
                    path.substring(0, path.length() - ".csv".length()) + "#" + (orders.size() + 1),
                    layer,
                    file.words(row, "acts", Act.class),
                    file.words(row, "requesters", Requester.class),
                    from,
                    to,
                    file.word(row, "answer", Answer.class, Answer.ASK),
                    row.getField("citation"),
                    row.getField("text"),
                    file.word(row, "basis", SourceBasis.class, SourceBasis.MEMORY),
                    Sha256.of(layer + "\n" + String.join("\n", row.getFields()))));
        }
        return file.done(List.copyOf(orders));
    }

    /**
     * Reads report definitions: {@code to,when,elements,nil return,identifiers,citation,basis,note}; elements are
     * separated by semicolons, identifiers are {@code none} where the law forbids them.
     */
    static Checked<List<ReportDefinition>> reports(String path, String text) {
        var file = new CsvFiles(path);
        var reports = new ArrayList<ReportDefinition>();
        for (var row :
                file.rows(text, "to", "when", "elements", "nil return", "identifiers", "citation", "basis", "note")) {
            for (var needed : List.of("to", "when", "elements", "citation")) {
                if (row.getField(needed).isBlank()) {
                    file.at(
                            row,
                            "report." + needed,
                            "",
                            "The column \"" + needed + "\" is filled.",
                            "Or write unknown.");
                }
            }
            var elements = row.getField("elements").strip();
            reports.add(new ReportDefinition(
                    path.substring(0, path.lastIndexOf('/')),
                    row.getField("to").strip(),
                    row.getField("when").strip(),
                    elements.equals("unknown") ? List.of() : List.of(elements.split("; *", -1)),
                    file.word(row, "nil return", Ternary.class, Ternary.UNKNOWN),
                    row.getField("identifiers").strip().equals("none")
                            ? Ternary.NO
                            : file.word(row, "identifiers", Ternary.class, Ternary.UNKNOWN),
                    row.getField("citation").strip(),
                    file.word(row, "basis", SourceBasis.class, SourceBasis.MEMORY),
                    row.getField("note").strip()));
        }
        return file.done(List.copyOf(reports));
    }

    /**
     * Reads a retention schedule: {@code record,keep,needs,citation,read,basis,note}; {@code keep} is an ISO 8601
     * period of years, months and days, {@code needs} whose act it takes besides.
     */
    static Checked<List<RetentionRule>> retention(String path, String text) {
        var file = new CsvFiles(path);
        var rules = new ArrayList<RetentionRule>();
        for (var row : file.rows(text, "record", "keep", "needs", "citation", "read", "basis", "note")) {
            if (row.getField("citation").isBlank()) {
                file.at(row, "retention.citation", "", "Where it says so.", "A rule without a citation is a bug.");
            }
            rules.add(new RetentionRule(
                    path.substring(0, path.lastIndexOf('/')),
                    file.word(row, "record", RecordClass.class, RecordClass.STAY),
                    file.period(row, "keep"),
                    row.getField("needs").strip(),
                    row.getField("citation").strip(),
                    file.day(row, "read"),
                    file.word(row, "basis", SourceBasis.class, SourceBasis.MEMORY),
                    row.getField("note").strip()));
        }
        return file.done(List.copyOf(rules));
    }

    private Period period(NamedCsvRecord row, String column) {
        var given = row.getField(column).strip();
        try {
            var period = Period.parse(given);
            if (!period.isNegative() && !period.isZero()) {
                return period;
            }
        } catch (DateTimeException _) {
            // said below
        }
        at(row, "retention.keep", given, "A period such as P7Y, P18M or P90D.", "Correct the period.");
        return Period.ofYears(999);
    }

    /** Reads zones: {@code place,zone}. */
    static Checked<Map<String, ZoneId>> zones(String path, String text) {
        var file = new CsvFiles(path);
        var zones = new HashMap<String, ZoneId>();
        for (var row : file.rows(text, "place", "zone")) {
            try {
                zones.put(row.getField("place"), ZoneId.of(row.getField("zone")));
            } catch (DateTimeException e) {
                file.at(row, "zones.zone", row.getField("zone"), "A zone such as America/New_York.", "Correct it.");
            }
        }
        return file.done(Map.copyOf(zones));
    }

    private List<NamedCsvRecord> rows(String text, String... columns) {
        var rows = new ArrayList<NamedCsvRecord>();
        try (var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(text)) {
            for (var row : csv) {
                if (rows.isEmpty() && !row.getHeader().equals(List.of(columns))) {
                    at(
                            row,
                            "csv.columns",
                            String.join(",", row.getHeader()),
                            "The columns " + String.join(",", columns) + ".",
                            "Correct the heading line.");
                    return List.of();
                }
                rows.add(row);
            }
        } catch (CsvParseException e) {
            problems.add(new Problem(
                    "csv.malformed",
                    path
                            + (rows.isEmpty()
                                    ? ""
                                    : ", after line " + rows.getLast().getStartingLineNumber()),
                    "",
                    "A CSV file (RFC 4180): each line has the columns " + String.join(",", columns) + ".",
                    "Check quotes and commas."));
            return List.of();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("A string cannot fail to be read", e);
        }
        return rows;
    }

    private void at(NamedCsvRecord row, String code, String given, String expected, String remedy) {
        problems.add(new Problem(code, path + ":" + row.getStartingLineNumber(), given, expected, remedy));
    }

    private <E extends Enum<E> & Worded> E word(NamedCsvRecord row, String column, Class<E> type, E instead) {
        var word = row.getField(column).strip();
        var value = Worded.of(type, word);
        if (value.isEmpty()) {
            at(row, "csv.word", word, column + " is one of " + Worded.words(type) + ".", "Correct the word.");
        }
        return value.orElse(instead);
    }

    private <E extends Enum<E> & Worded> EnumSet<E> words(NamedCsvRecord row, String column, Class<E> type) {
        var found = EnumSet.noneOf(type);
        for (var word : row.getField(column).strip().split(" +", -1)) {
            var value = Worded.of(type, word);
            if (value.isEmpty()) {
                at(row, "csv.word", word, column + " are some of " + Worded.words(type) + ".", "Correct the word.");
            }
            value.ifPresent(found::add);
        }
        return found;
    }

    private LocalDate day(NamedCsvRecord row, String column) {
        try {
            return LocalDate.parse(row.getField(column).strip());
        } catch (DateTimeException e) {
            at(row, "csv.day", row.getField(column), "A calendar day such as 2026-06-01.", "Correct the date.");
            return LocalDate.EPOCH;
        }
    }

    private <T> Checked<T> done(T value) {
        return problems.isEmpty() ? new Checked.Good<>(value) : new Checked.Bad<>(problems);
    }
}

package org.sallyport.formats.roster;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sallyport.custody.Identifier;
import org.sallyport.formats.json.Members;
import org.sallyport.formats.json.Notes;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.formats.roster.RosterMapping.ChargeColumns;
import org.sallyport.formats.roster.RosterMapping.PersonColumns;
import org.sallyport.formats.roster.RosterMapping.Snapshot;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.databind.JsonNode;

/** Reads a mapping file. A member it does not know is a problem: a misspelt name would lose a column in silence. */
final class MappingReader {
    private static final String ISO_DAY = "uuuu-MM-dd";
    private static final List<String> ISO_MOMENT =
            List.of("uuuu-MM-dd'T'HH:mm[:ss][.SSSSSS][.SSS][XXX]", "uuuu-MM-dd HH:mm[:ss]");

    private MappingReader() {}

    static Checked<RosterMapping> read(byte[] json) {
        return switch (StrictJson.parse(json)) {
            case Checked.Bad<JsonNode>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<JsonNode>(var node)
            when !node.isObject() ->
                new Checked.Bad<>(List.of(
                        new Problem("mapping.type", "", "", "One object in braces.", "See docs/formats/roster.md.")));
            case Checked.Good<JsonNode>(var node) -> {
                var notes = new Notes("mapping", ZoneOffset.UTC, Instant.EPOCH);
                var mapping = mapping(Members.of(node, notes));
                yield notes.problems().isEmpty() ? new Checked.Good<>(mapping) : new Checked.Bad<>(notes.problems());
            }
        };
    }

    private static RosterMapping mapping(Members m) {
        m.only(
                "version",
                "name",
                "zone",
                "encoding",
                "delimiter",
                "snapshot",
                "key",
                "rowPerCharge",
                "admittedAt",
                "person",
                "charge",
                "attributes");
        if (m.days("version").orElse(0) != 1) {
            m.wrong("version", "value", "", "The number 1.", "Write \"version\": 1.");
        }
        var attributes = new LinkedHashMap<String, Column>();
        var named = m.inside("attributes");
        for (var name : named.names()) {
            column(named, name).ifPresent(c -> attributes.put(name, c));
        }
        if (!m.has("key")) {
            m.missing("key", "The column that holds the booking key, such as \"booking_no\".");
        }
        return new RosterMapping(
                m.neededText("name", "Montgomery County daily roster"),
                zone(m),
                encoding(m),
                delimiter(m),
                m.has("snapshot") ? snapshot(m.inside("snapshot")) : Optional.empty(),
                column(m, "key").orElse(Column.plain("")),
                m.flag("rowPerCharge"),
                dates(m, "admittedAt", ISO_MOMENT),
                person(m.inside("person")),
                m.has("charge") ? Optional.of(charge(m.inside("charge"), m.flag("rowPerCharge"))) : Optional.empty(),
                attributes);
    }

    private static ZoneId zone(Members m) {
        var zone = m.neededText("zone", "America/New_York");
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            m.wrong("zone", "value", "", "A zone of the tz database such as America/New_York.", "Correct the name.");
            return ZoneOffset.UTC;
        }
    }

    private static Charset encoding(Members m) {
        var name = m.text("encoding");
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            m.wrong("encoding", "value", "", "An encoding such as UTF-8 or windows-1252.", "Correct the name.");
            return StandardCharsets.UTF_8;
        }
    }

    private static char delimiter(Members m) {
        var text = m.isText("delimiter") ? m.raw("delimiter") : ",";
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            m.wrong("delimiter", "value", "", "One character such as , or ; or a tab (\\t).", "Correct it.");
            return ',';
        }
        return text.charAt(0);
    }

    private static Optional<Snapshot> snapshot(Members m) {
        m.only("column", "format", "formats", "at");
        var at = LocalTime.MIDNIGHT;
        try {
            at = m.textIfAny("at").map(LocalTime::parse).orElse(at);
        } catch (DateTimeException e) {
            m.wrong("at", "value", "", "The local time at which the roster was taken, such as 05:00.", "Correct it.");
        }
        return Optional.of(new Snapshot(dates(m, "column", List.of(ISO_DAY), m), at));
    }

    private static PersonColumns person(Members m) {
        m.only("localId", "family", "given", "birthDate", "sex", "language", "identifiers");
        var numbers = new ArrayList<RosterMapping.Number>();
        for (var n : m.each("identifiers")) {
            n.only("type", "column", "codes", "match", "prefix");
            var type =
                    n.neededWord("type", Identifier.Type.class, Set.of(Identifier.Type.BOOKING), Identifier.Type.OTHER);
            numbers.add(new RosterMapping.Number(type, object(n)));
        }
        return new PersonColumns(
                column(m, "localId"),
                column(m, "family"),
                column(m, "given"),
                dates(m, "birthDate", List.of(ISO_DAY)),
                column(m, "sex"),
                column(m, "language"),
                List.copyOf(numbers));
    }

    private static ChargeColumns charge(Members m, boolean rowPerCharge) {
        m.only(
                "id",
                "idColumn",
                "jurisdiction",
                "section",
                "description",
                "nibrs",
                "severity",
                "case",
                "court",
                "offenseDate");
        if (rowPerCharge && !m.has("idColumn")) {
            m.missing("idColumn", "The column that tells a person's charges apart, since each has a row of its own.");
        }
        var id = m.text("id");
        return new ChargeColumns(
                id.isEmpty() ? "1" : id,
                column(m, "idColumn"),
                m.text("jurisdiction"),
                column(m, "section"),
                column(m, "description"),
                column(m, "nibrs"),
                column(m, "severity"),
                column(m, "case"),
                column(m, "court"),
                dates(m, "offenseDate", List.of(ISO_DAY)));
    }

    private static Optional<Column> column(Members m, String name) {
        if (!m.has(name)) {
            return Optional.empty();
        }
        if (m.isText(name)) {
            return m.textIfAny(name).map(Column::plain);
        }
        var inside = m.inside(name);
        inside.only("column", "codes", "match", "prefix");
        return Optional.of(object(inside));
    }

    private static Column object(Members m) {
        Optional<Map<String, String>> codes = Optional.empty();
        if (m.has("codes")) {
            var inside = m.inside("codes");
            var read = new LinkedHashMap<String, String>();
            inside.names().forEach(code -> read.put(code, inside.text(code)));
            codes = Optional.of(Map.copyOf(read));
        }
        return new Column(m.neededText("column", "sex"), codes, pattern(m), m.isText("prefix") ? m.raw("prefix") : "");
    }

    private static Optional<Pattern> pattern(Members m) {
        try {
            return m.textIfAny("match").map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            m.wrong("match", "value", "", "A regular expression such as [0-9].*", "Correct it.");
            return Optional.empty();
        }
    }

    private static Optional<DateColumn> dates(Members m, String name, List<String> usual) {
        if (!m.has(name)) {
            return Optional.empty();
        }
        if (m.isText(name)) {
            return m.textIfAny(name).map(c -> dates(c, usual, m, name));
        }
        var inside = m.inside(name);
        inside.only("column", "format", "formats");
        return Optional.of(dates(inside, "column", usual, inside));
    }

    private static DateColumn dates(Members m, String column, List<String> usual, Members formats) {
        var patterns = new ArrayList<>(formats.texts("formats"));
        formats.textIfAny("format").ifPresent(patterns::add);
        return dates(m.neededText(column, "admitted"), patterns.isEmpty() ? usual : patterns, formats, "format");
    }

    private static DateColumn dates(String column, List<String> patterns, Members m, String blamed) {
        var formats = new ArrayList<DateTimeFormatter>();
        for (var pattern : patterns) {
            try {
                formats.add(DateColumn.format(pattern));
            } catch (IllegalArgumentException e) {
                m.wrong(
                        blamed,
                        "value",
                        "",
                        "A pattern such as MM/dd/uuuu HH:mm (uuuu is the year).",
                        "See java.time.format.DateTimeFormatter.");
            }
        }
        return new DateColumn(column, List.copyOf(formats), String.join(" or ", patterns));
    }
}

package org.sallyport.formats.roster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.custody.Charge;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.Statute;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

final class RosterReaderTest {
    private static final FacilityId JAIL = new FacilityId("us/zz/county/jail");
    private static final Instant TAKEN = Instant.parse("2026-09-02T10:00:00Z");
    private static final String MAPPING = """
            {"version":1,"name":"Test County daily roster","zone":"America/New_York","delimiter":";","key":"booking_no",
             "admittedAt":{"column":"Booked","formats":["MM/dd/uuuu HH:mm","uuuu-MM-dd'T'HH:mm:ssXXX"]},
             "person":{"localId":"person","family":"last","given":"first",
               "birthDate":{"column":"dob","format":"MM/dd/uuuu"},
               "sex":{"column":"sex","codes":{"Male":"M","Female":"F"}},
               "identifiers":[{"type":"sid","column":"sid"}]},
             "charge":{"id":"top","jurisdiction":"us/zz","section":"code","description":"charge",
               "severity":{"column":"grade","codes":{"F":"felony","M":"misdemeanor"}}},
             "attributes":{"status":"status"}}""";
    private static final String HEADER = "booking_no;person;last;first;dob;sex;sid;Booked;code;charge;grade;status";
    private static final String ROW =
            "B-1;P-1;Test;Person 1;01/01/1990;Male;ZZ1;09/01/2026 23:10;1-101;\"Assault; second\";F;sentenced";

    @Test
    void a_line_becomes_an_entry_by_the_mapping() {
        var taken = taken(HEADER + "\n" + ROW + "\n");
        var entry = taken.roster().entries().getFirst();

        assertEquals(JAIL, taken.roster().facility());
        assertEquals(TAKEN, taken.roster().takenAt());
        assertEquals("B-1", entry.key());
        assertEquals(new PersonName("Test", "Person 1"), entry.person().name());
        assertEquals(Optional.of(LocalDate.of(1990, 1, 1)), entry.person().birthDate());
        assertEquals("M", entry.person().sex());
        assertEquals(
                List.of(new Identifier(Identifier.Type.SID, "ZZ1")),
                entry.person().identifiers());
        assertEquals(Optional.of(Instant.parse("2026-09-02T03:10:00Z")), entry.admittedAt());
        var charge = entry.charges().getFirst();
        assertEquals("top", charge.id());
        assertEquals(new Statute("us/zz", "1-101"), charge.statute());
        assertEquals("Assault; second", charge.description());
        assertEquals("felony", charge.severity());
        assertEquals(Map.of("status", "sentenced"), entry.attributes());
        assertEquals(List.of(), taken.remarks());
    }

    @Test
    void wrong_column_names_are_all_named_and_the_first_line_is_not_repeated() {
        var header = HEADER.replace("booking_no", "Booking No")
                .replace("dob;", "born;")
                .replace("sid;", "x;");
        var problems = refused(header + "\n" + ROW);

        assertEquals(
                List.of("booking_no", "dob", "sid"),
                problems.stream()
                        .map(p -> p.expected().replaceAll("A column named ([^;]*);.*", "$1"))
                        .toList());
        assertEquals("Booking No", problems.getFirst().given());
        assertEquals("line 1", problems.getFirst().field());
        assertFalse(refused(ROW).toString().contains("Person"));
    }

    @Test
    void a_line_without_a_key_or_of_another_width_refuses_the_whole_roster() {
        var problems = refused(HEADER + "\n" + ROW + "\n" + ROW.replace("B-1", "") + "\nB-2;P-2\n" + ROW + ";extra\n");

        assertEquals(
                List.of(
                        "roster.key.missing line 3, column booking_no",
                        "roster.row.width line 4",
                        "roster.row.width line 5"),
                codes(problems));
    }

    @ParameterizedTest
    @CsvSource({
        "09/01/2026 23:10, 09/01/1825 23:10, roster.date.range, before 1900",
        "09/01/2026 23:10, 09/01/3000 23:10, roster.date.range, far ahead",
        "09/01/2026 23:10, 09/09/2026 23:10, roster.date.range, after the roster was taken",
        "09/01/2026 23:10, 2026-09-01, roster.date, another format",
        "09/01/2026 23:10, 02/30/2026 10:00, roster.date, no such day",
        "09/01/2026 23:10, 03/08/2026 02:30, roster.time.gap, the clocks went forward over it",
        "01/01/1990, 01/01/1825, roster.date.range, nobody is that old",
        "01/01/1990, Jan 1 1990, roster.date, another format",
    })
    void a_date_that_cannot_be_is_remarked_and_left_unknown(String good, String bad, String code, String why) {
        var taken = taken(HEADER + "\n" + ROW.replace(good, bad));
        var entry = taken.roster().entries().getFirst();

        assertEquals(List.of(code), taken.remarks().stream().map(Problem::code).toList(), why);
        assertTrue(taken.remarks().getFirst().field().startsWith("line 2, column "));
        assertTrue(entry.admittedAt().isEmpty() || entry.person().birthDate().isEmpty());
        assertFalse(taken.remarks().toString().contains(bad));
    }

    @Test
    void a_time_in_the_repeated_hour_takes_the_earlier_moment_and_is_remarked() {
        var taken = taken(HEADER + "\n" + ROW.replace("09/01/2026 23:10", "11/02/2025 01:30"));

        assertEquals(
                Optional.of(Instant.parse("2025-11-02T05:30:00Z")),
                taken.roster().entries().getFirst().admittedAt());
        assertEquals("roster.time.repeated-hour", taken.remarks().getFirst().code());
    }

    @Test
    void codes_the_mapping_does_not_know_are_counted() {
        var row = ROW.replace("Male", "U");
        var taken = taken(HEADER + "\n" + row + "\n" + row.replace("B-1", "B-2"));

        assertEquals(Map.of("sex", Map.of("U", 2)), taken.unmapped());
        assertEquals("", taken.roster().entries().getFirst().person().sex());
    }

    @Test
    void remarks_are_bounded_and_the_rest_is_counted() {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 1000; i++) {
            text.append('\n').append(ROW.replace("B-1", "B-" + i).replace("01/01/1990", "never"));
        }
        var remarks = taken(text.toString()).remarks();

        assertEquals(RosterReading.LISTED + 1, remarks.size());
        assertEquals("900", remarks.getLast().given());
    }

    @Test
    void several_lines_of_one_booking_are_its_charges_when_the_mapping_says_so() {
        var mapping = MAPPING.replace("\"key\"", "\"rowPerCharge\":true,\"key\"")
                .replace("\"id\":\"top\"", "\"idColumn\":\"code\"");
        var file = HEADER + "\n" + ROW + "\n" + ROW.replace("1-101", "1-102");
        var taken = assertInstanceOf(
                RosterReading.Taken.class, read(mapping, file.getBytes(UTF_8)).getFirst());

        assertEquals(1, taken.roster().entries().size());
        assertEquals(
                List.of("1-101", "1-102"),
                taken.roster().entries().getFirst().charges().stream()
                        .map(Charge::id)
                        .toList());
    }

    @Test
    void several_rosters_in_one_file_come_one_by_one_and_one_out_of_order_is_refused() {
        var mapping = MAPPING.replace("\"key\"", "\"snapshot\":{\"column\":\"status\",\"at\":\"05:00\"},\"key\"");
        var text = new StringBuilder(HEADER);
        for (var day : List.of("2026-09-01", "2026-09-02", "2026-09-02", "2026-09-01", "soon")) {
            text.append('\n').append(ROW.replace("sentenced", day).replace("09/01/2026", "08/01/2026"));
        }
        var readings = read(mapping, text.toString().getBytes(UTF_8));

        assertEquals(4, readings.size());
        var second = assertInstanceOf(RosterReading.Taken.class, readings.get(1));
        assertEquals(Instant.parse("2026-09-02T09:00:00Z"), second.roster().takenAt());
        assertEquals(2, second.rows());
        assertEquals("roster.order", problems(readings.get(2)).getFirst().code());
        assertEquals("roster.snapshot", problems(readings.get(3)).getFirst().code());
    }

    @Test
    void a_gzip_file_that_was_cut_off_gives_no_roster_it_was_cut_off_in() throws IOException {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 5000; i++) {
            text.append('\n').append(ROW.replace("B-1", "B-" + i * 7919 % 10007));
        }
        var zipped = gzip(text.toString());

        assertEquals(5000, ((RosterReading.Taken) read(MAPPING, zipped).getFirst()).rows());
        var cut = read(MAPPING, Arrays.copyOf(zipped, zipped.length / 2));
        assertEquals(1, cut.size());
        assertEquals("input.cut-off", problems(cut.getFirst()).getFirst().code());
        zipped[zipped.length / 2] ^= 0x55;
        assertInstanceOf(RosterReading.Refused.class, read(MAPPING, zipped).getLast());
    }

    @Test
    void what_is_no_roster_is_one_problem() {
        for (var bad : Map.of(
                        "",
                        "roster.header",
                        HEADER,
                        "roster.header",
                        HEADER + "\n\"B-1;",
                        "roster.csv",
                        HEADER + "\n\"" + "x;\n".repeat(100_000),
                        "roster.csv")
                .entrySet()) {
            assertEquals(bad.getValue(), refused(bad.getKey()).getFirst().code());
        }
    }

    @Test
    void another_encoding_must_be_named() {
        var latin1 = (HEADER + "\n" + ROW.replace("Test", "T\u00e9st")).getBytes(Charset.forName("windows-1252"));
        var named = MAPPING.replace("\"key\"", "\"encoding\":\"windows-1252\",\"key\"");

        assertEquals(
                "input.encoding",
                problems(read(MAPPING, latin1).getFirst()).getFirst().code());
        var taken =
                assertInstanceOf(RosterReading.Taken.class, read(named, latin1).getFirst());
        assertEquals(
                "T\u00e9st", taken.roster().entries().getFirst().person().name().family());
    }

    @Test
    void every_problem_of_a_mapping_is_named_and_a_misspelt_member_is_one() {
        var bad = MAPPING.replace("America/New_York", "New York")
                .replace("\"key\"", "\"keys\"")
                .replace("\"birthDate\"", "\"birthdate\"")
                .replace("MM/dd/uuuu HH:mm", "MM/dd/bbbb")
                .replace("\"type\":\"sid\"", "\"type\":\"booking\"");

        assertEquals(
                List.of(
                        "mapping.unknown keys",
                        "mapping.missing key",
                        "mapping.value zone",
                        "mapping.value admittedAt.format",
                        "mapping.unknown person.birthdate",
                        "mapping.value person.identifiers[0].type"),
                codes(RosterMapping.read(bad.getBytes(UTF_8)).all()));
    }

    /** The one real data set: 62 rosters in one file, 405,635 lines. */
    @Test
    void the_rosters_of_new_york_city_are_read_whole_by_the_mapping_that_ships() throws IOException {
        var file = Path.of("..", "..", "shared", "data", "nyc", "nyc_roster_snapshots_2026-06-21_2026-08-21.csv.gz");
        assumeTrue(Files.exists(file), "SHARED-ABSENT: " + file);
        var mapping = RosterMapping.shipped("nyc-doc").orElseThrow();
        int rosters = 0;
        int rows = 0;
        long statutes = 0;
        int remarks = 0;
        var first = Optional.<Instant>empty();
        try (var in = Files.newInputStream(file)) {
            var readings = new RosterReader(new FacilityId("us/ny/nyc/doc"), mapping).read(in, Optional.empty());
            while (readings.hasNext()) {
                var taken = assertInstanceOf(RosterReading.Taken.class, readings.next());
                first = first.or(() -> Optional.of(taken.roster().takenAt()));
                rosters++;
                rows += taken.rows();
                remarks += taken.remarks().size();
                statutes += taken.roster().entries().stream()
                        .flatMap(e -> e.charges().stream())
                        .filter(c -> c.statute().section().startsWith("Penal Law "))
                        .count();
                assertEquals(Map.of(), taken.unmapped());
            }
        }

        assertEquals(62, rosters);
        assertEquals(405_635, rows);
        assertEquals(Optional.of(Instant.parse("2026-06-21T09:00:00Z")), first);
        assertTrue(statutes > 360_000, statutes + " statutes");
        assertTrue(remarks < 62 * 10, remarks + " remarks");
        assertFalse(mapping.identifies());
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<RosterReading> read(String json, byte[] file) {
        var mapping = switch (RosterMapping.read(json.getBytes(UTF_8))) {
            case Checked.Good<RosterMapping>(var good) -> good;
            case Checked.Bad<RosterMapping>(var problems) -> throw new AssertionError(problems.toString());
        };
        var all = new ArrayList<RosterReading>();
        new RosterReader(JAIL, mapping)
                .read(new ByteArrayInputStream(file), Optional.of(TAKEN))
                .forEachRemaining(all::add);
        return all;
    }

    private static RosterReading.Taken taken(String file) {
        var reading = read(MAPPING, file.getBytes(UTF_8)).getFirst();
        return assertInstanceOf(RosterReading.Taken.class, reading, reading::toString);
    }

    private static List<Problem> refused(String file) {
        return problems(read(MAPPING, file.getBytes(UTF_8)).getFirst());
    }

    private static List<Problem> problems(RosterReading reading) {
        return assertInstanceOf(RosterReading.Refused.class, reading).problems();
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(p -> p.code() + " " + p.field()).toList();
    }
}

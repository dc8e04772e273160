package org.sallyport.formats.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.problem.Problem;

final class FeedReaderTest {
    private static final FeedReader READER = new FeedReader(List.of(Samples.MONTGOMERY));
    private static final String PROJECTED = """
            {"specversion":"1.0","id":"e-000123","source":"/us/md/montgomery/mcdc","subject":"B26-00412",\
            "sequence":"7","recordedat":"2026-09-02T14:20:00-04:00","type":"custody.release-projected",\
            "time":"2026-09-02T14:05:00-04:00","data":{"at":"2026-09-10T08:00:00-04:00","basis":"sentence-end",\
            "certainty":"scheduled","public":false}}""";

    static List<CustodyFact> facts() {
        return Samples.facts();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void every_fact_comes_back_as_it_was_written(CustodyFact fact) {
        var event = Samples.event(fact);

        assertEquals(event, taken(FeedWriter.json(event)).event());
    }

    @Test
    void the_samples_cover_every_type_of_event() {
        var types = new HashSet<String>();
        Samples.facts().forEach(f -> types.add(FactWriter.type(f)));

        assertEquals(new HashSet<>(FactReader.TYPES), types);
        assertEquals(CustodyFact.class.getPermittedSubclasses().length, FactReader.TYPES.size());
    }

    @Test
    void the_example_of_the_documentation_is_read_with_its_four_times() {
        var event = taken(PROJECTED).event();

        assertEquals(Instant.parse("2026-09-02T18:05:00Z"), event.time());
        assertEquals(Instant.parse("2026-09-02T18:20:00Z"), event.recordedAt().orElseThrow());
        assertEquals(Samples.RECEIVED, event.receivedAt());
        assertEquals(
                new CustodyFact.ReleaseProjected(
                        Instant.parse("2026-09-10T12:00:00Z"),
                        ProjectedRelease.Basis.SENTENCE_END,
                        ProjectedRelease.Certainty.SCHEDULED,
                        false),
                event.fact());
    }

    @Test
    void unknown_members_are_kept_in_the_canonical_form_and_ignored_otherwise() {
        var taken = taken(PROJECTED.replace("\"sequence\"", "\"vendor\":{\"b\":1,\"a\":[2]},\"sequence\""));

        assertTrue(taken.canonical().contains("\"vendor\":{\"a\":[2],\"b\":1}"));
        assertEquals(taken(PROJECTED).event(), taken.event());
    }

    @Test
    void the_digest_depends_on_content_alone_not_on_spaces_order_or_tracing() {
        var digest = taken(PROJECTED).digest();
        var moved = PROJECTED
                .replace("{\"specversion\":\"1.0\",", "{ \"traceparent\":\"00-1\", ")
                .replace("\"sequence\"", "\"specversion\" : \"1.0\" ,\"sequence\"");

        assertEquals(digest, taken(moved).digest());
        assertNotEquals(digest, taken(PROJECTED.replace("T08:00", "T08:01")).digest());
    }

    @Test
    void all_problems_of_an_event_are_named_at_once() {
        var problems = refused("""
                {"specversion":"0.3","id":"","source":"/us/md/montgomery/mcdc","type":"custody.released","time":"soon",\
                "data":{"at":"1825-03-04T00:00:00Z","reason":"bonded out"}}""");

        assertEquals(
                List.of(
                        "feed.value specversion",
                        "feed.time.range data.at",
                        "feed.value data.reason",
                        "feed.missing id",
                        "feed.missing subject",
                        "feed.time time"),
                codes(problems));
        assertTrue(problems.get(2).expected().contains("own-recognizance"));
    }

    @ParameterizedTest
    @CsvSource({
        "T14:05:00-04:00\"; 1825-09-02T14:05:00-04:00\"; feed.time.range, before 1900",
        "T14:05:00-04:00\"; 3000-09-02T14:05:00-04:00\"; feed.time.range, far ahead",
        "T14:05:00-04:00\"; 2026-09-04T14:05:00-04:00\"; feed.time.range, more than a day after it was received",
        "T14:05:00-04:00\"; 2026-09-02 14:05\"; feed.time, no ISO 8601",
        "T14:05:00-04:00\"; 2026-03-08T02:30:00\"; feed.time.gap, the clocks went forward over it",
    })
    void a_time_that_cannot_be_is_a_problem(String row, String why) {
        var parts = row.split("; ");
        var json = PROJECTED.replace("\"time\":\"2026-09-02" + parts[0], "\"time\":\"" + parts[1]);

        assertEquals(List.of(parts[2] + " time"), codes(refused(json)), why);
    }

    @Test
    void a_projection_may_lie_years_ahead_but_not_in_the_year_3000() {
        assertTrue(
                taken(PROJECTED.replace("2026-09-10", "2099-09-10")).remarks().isEmpty());
        assertEquals(List.of("feed.time.range data.at"), codes(refused(PROJECTED.replace("2026-09-10", "3000-09-10"))));
    }

    @Test
    void a_local_time_is_read_in_the_zone_of_the_facility() {
        var taken = taken(PROJECTED.replace("14:05:00-04:00", "14:05:00"));

        assertEquals(Instant.parse("2026-09-02T18:05:00Z"), taken.event().time());
        assertEquals(List.of(), taken.remarks());
    }

    @Test
    void a_local_time_in_the_repeated_hour_takes_the_earlier_moment_and_is_flagged() {
        var taken = taken(PROJECTED.replace("2026-09-10T08:00:00-04:00", "2026-11-01T01:30:00"));

        var fact = assertInstanceOf(
                CustodyFact.ReleaseProjected.class, taken.event().fact());
        assertEquals(Instant.parse("2026-11-01T05:30:00Z"), fact.at());
        assertEquals(List.of("feed.time.repeated-hour data.at"), codes(taken.remarks()));
    }

    @Test
    void an_event_for_another_facility_is_refused() {
        var problems = refused(PROJECTED.replace("montgomery/mcdc", "frederick/fcadc"));

        assertEquals(List.of("feed.facility.unknown source"), codes(problems));
        assertTrue(problems.getFirst().expected().contains("\"/us/md/montgomery/mcdc\""));
    }

    @Test
    void one_facility_may_have_several_feeds_told_apart_by_a_fragment() {
        var event = taken(PROJECTED.replace("mcdc\"", "mcdc#court\"")).event();

        assertEquals(Samples.MONTGOMERY.id(), event.facility());
        assertEquals("/us/md/montgomery/mcdc#court", event.source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":                                   | json.cut-off",
                "{id:1}                                     | json.malformed",
                "{\"id\":\"a\",\"id\":\"b\"}                | json.duplicate",
                "{\"id\":\"a\"} {\"id\":\"b\"}              | json.malformed",
                "{\"id\":\"a\\u0000\"}                      | json.text",
                "{\"id\":\"a\\ud800\"}                      | json.text",
                "{\"id\":1e400}                             | json.number",
                "{\"id\":\"\\x\"}                           | json.malformed",
                "\"text\"                                   | feed.type",
                "NaN                                        | json.malformed",
            })
    void what_is_no_event_in_json_is_a_problem(String json, String code) {
        assertEquals(code, refused(json).getFirst().code());
    }

    @Test
    void deep_nesting_and_endless_numbers_are_refused_without_harm() {
        assertEquals("json.limit", refused("[".repeat(100_000)).getFirst().code());
        assertEquals(
                "json.limit",
                refused("{\"id\":" + "1".repeat(100_000) + "}").getFirst().code());
        assertEquals(
                List.of("feed.number sequence"),
                codes(refused(PROJECTED.replace("\"sequence\":\"7\"", "\"sequence\":\"1e999999999\""))));
        assertEquals(
                List.of("feed.number sequence"),
                codes(refused(PROJECTED.replace("\"sequence\":\"7\"", "\"sequence\":1e300"))));
    }

    @Test
    void text_that_is_not_utf8_is_a_problem() {
        var latin1 = PROJECTED.replace("B26-00412", "B\u00fcro").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertEquals(
                "json.not-utf8",
                problems(READER.read(latin1, 1, Samples.RECEIVED)).getFirst().code());
        assertEquals(
                "json.text",
                problems(READER.read("{\"id\":\"\0\"}".replace("\0", "\\u0000").getBytes(UTF_8), 1, Samples.RECEIVED))
                        .getFirst()
                        .code());
        assertEquals(
                "json.malformed",
                problems(READER.read("{\"id\":\"\0\"}".getBytes(UTF_8), 1, Samples.RECEIVED))
                        .getFirst()
                        .code());
    }

    @Test
    void a_problem_never_repeats_a_name_a_birth_date_or_an_identifier() {
        var problems = refused("""
                {"specversion":"1.0","id":"e-1","source":"/us/md/montgomery/mcdc","subject":"B26-00412",\
                "type":"custody.booked","time":"2026-09-02T14:05:00-04:00",\
                "data":{"bookedAt":"2026-09-02T14:00:00-04:00",\
                "person":{"name":"Test Person 1","birthDate":"01/01/1990","sex":9,\
                "identifiers":[{"type":"sid","value":["MD0000001"]},{"type":"booking","value":"B26-00412"}]}}}""");

        assertEquals(
                List.of(
                        "feed.type data.person.name",
                        "feed.date data.person.birthDate",
                        "feed.type data.person.sex",
                        "feed.type data.person.identifiers[0].value",
                        "feed.value data.person.identifiers[1].type"),
                codes(problems));
        assertFalse(problems.toString().contains("Person 1"));
        assertFalse(problems.toString().contains("1990"));
        assertFalse(problems.toString().contains("MD0000001"));
    }

    @Test
    void json_lines_go_on_after_a_bad_line_and_number_it() {
        var body = "\uFEFF" + PROJECTED + "\r\n\n{\"broken\n" + PROJECTED.replace("e-000123", "e-000124");
        var readings = all(READER.body(body.getBytes(UTF_8), Samples.RECEIVED));

        assertEquals(List.of(1L, 3L, 4L), readings.stream().map(Reading::place).toList());
        assertInstanceOf(Reading.Taken.class, readings.get(0));
        assertEquals(
                "{\"broken",
                assertInstanceOf(Reading.Refused.class, readings.get(1)).raw());
        assertEquals(
                "e-000124",
                assertInstanceOf(Reading.Taken.class, readings.get(2)).event().id());
    }

    @Test
    void a_batch_is_an_array_and_a_bad_element_stops_no_other() {
        var body = " [ " + PROJECTED + " ,\n{\"id\":\"x\",\"a\":\"]},[\\\"\"}, 7 ," + PROJECTED + "]\n";
        var readings = all(READER.body(body.getBytes(UTF_8), Samples.RECEIVED));

        assertEquals(4, readings.size());
        assertInstanceOf(Reading.Taken.class, readings.get(0));
        assertEquals(
                "x", assertInstanceOf(Reading.Refused.class, readings.get(1)).id());
        assertEquals("feed.type", problems(readings.get(2)).getFirst().code());
        assertInstanceOf(Reading.Taken.class, readings.get(3));
    }

    @Test
    void odd_batches_end_in_what_they_hold_and_a_problem() {
        var readings = new LinkedHashMap<>(Map.of("[]", 0, "[ \n ]", 0, "", 0, "\n\n", 0));
        readings.putAll(Map.of("[1,]", 2, "[1", 1, "[1]x", 2, "{", 1, "[\"", 1));

        readings.forEach((body, count) -> assertEquals(
                count, all(READER.body(body.getBytes(UTF_8), Samples.RECEIVED)).size(), body));
    }

    @Test
    void one_event_on_several_lines_is_one_event() {
        var pretty = PROJECTED.replace(",", ",\n  ");

        assertEquals(
                1, all(READER.body(pretty.getBytes(UTF_8), Samples.RECEIVED)).size());
    }

    @Test
    void a_gzip_file_that_was_cut_off_gives_what_it_holds_and_says_so() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            lines.append(PROJECTED.replace("000123", "%06d".formatted(i * 7919 % 10007)))
                    .append('\n');
        }
        var zipped = gzip(lines.toString());
        var whole = all(READER.read(new ByteArrayInputStream(zipped), Samples.RECEIVED));
        var cut =
                all(READER.read(new ByteArrayInputStream(Arrays.copyOf(zipped, zipped.length / 2)), Samples.RECEIVED));

        assertEquals(2000, whole.size());
        assertTrue(cut.size() > 1 && cut.size() < 2000, cut.size() + " readings");
        assertEquals("input.cut-off", problems(cut.getLast()).getFirst().code());
    }

    @Test
    void a_line_of_100_megabytes_is_refused_and_the_next_is_read() {
        var readings = all(READER.read(
                new java.io.SequenceInputStream(
                        new Endless(100L << 20), new ByteArrayInputStream(("\n" + PROJECTED).getBytes(UTF_8))),
                Samples.RECEIVED));

        assertEquals(2, readings.size());
        assertEquals("input.too-long", problems(readings.getFirst()).getFirst().code());
        assertInstanceOf(Reading.Taken.class, readings.getLast());
    }

    /** So many letters and no line end. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int n = (int) Math.min(length, left);
            Arrays.fill(into, from, from + n, (byte) 'x');
            left -= n;
            return n;
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<Reading> all(Readings readings) {
        var all = new ArrayList<Reading>();
        readings.forEachRemaining(all::add);
        return all;
    }

    private static Reading.Taken taken(String json) {
        var reading = READER.read(json.getBytes(UTF_8), 1, Samples.RECEIVED);
        return assertInstanceOf(Reading.Taken.class, reading, reading::toString);
    }

    private static List<Problem> refused(String json) {
        return problems(READER.read(json.getBytes(UTF_8), 1, Samples.RECEIVED));
    }

    private static List<Problem> problems(Reading reading) {
        return assertInstanceOf(Reading.Refused.class, reading).problems();
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(p -> p.code() + " " + p.field()).toList();
    }
}

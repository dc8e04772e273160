package org.sallyport.cli.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.cli.live.LiveServer.Ran;

/** Bad input by HTTP and by command line: every problem named, status or exit code right, nothing half-saved. */
class BadInputTest {
    private static final String EVENTS = "/api/v1/feeds/" + LiveServer.FACILITY + "/events";
    private static final String ROSTERS =
            "/api/v1/feeds/" + LiveServer.FACILITY + "/rosters?takenAt=2026-11-20T07:00:00Z";

    private final LiveServer live = LiveServer.shared();
    private final String feed = live.key("feed:*");
    private final String agency = live.key("agency:" + LiveServer.AGENCY);

    @TempDir
    private Path folder;

    static String booked(String id, String booking, String time) {
        return """
                {"specversion":"1.0","id":"%s","source":"/us/md/montgomery/mcdc","subject":"%s","time":"%s",\
                "type":"custody.booked","data":{"person":{"name":{"family":"Test","given":"Person 1"},\
                "birthDate":"1990-01-01","sex":"M","identifiers":[]},\
                "bookedAt":"%s"}}""".formatted(id, booking, time, time);
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    /** What is sent, and the code of the problem that names it. */
    record Bad(String name, byte[] body, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> bodies() throws IOException {
        var good = booked("bad-1", "B-1", "2026-11-19T10:00:00-05:00");
        var deep = "{\"specversion\":\"1.0\",\"data\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        return List.of(
                new Bad("malformed JSON", "{\"specversion\": broken".getBytes(UTF_8), "json.malformed"),
                new Bad("a truncated gzip", half(zipped(good.repeat(50))), "input.cut-off"),
                new Bad(
                        "a date in 1825",
                        good.replace("1990-01-01", "1825-01-01").getBytes(UTF_8),
                        "feed.date.range"),
                new Bad("not UTF-8", good.replace("Person 1", "P\u00e9rson").getBytes(ISO_8859_1), "json.not-utf8"),
                new Bad("deeply nested", deep.getBytes(UTF_8), "json.limit"),
                new Bad(
                        "duplicate keys",
                        good.replace("\"id\":", "\"id\":\"twice\",\"id\":").getBytes(UTF_8),
                        "json.duplicate"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_bad_event_is_named_and_saves_nothing_by_http_and_by_command_line(Bad bad) throws IOException {
        long before = live.entries();
        var answer = live.post(feed, EVENTS, "application/json", BodyPublishers.ofByteArray(bad.body()));
        assertEquals(422, answer.status(), answer.text());
        quiet(answer.text());
        var named = answer.json().path("problems").toString();
        var file = Files.write(folder.resolve("bad.jsonl"), bad.body()).toString();
        var ran = live.run(feed, "feed", "load", file, "--facility", LiveServer.FACILITY);
        assertEquals(1, ran.code(), ran.out() + ran.err());
        quiet(ran.err());
        var checked = LiveServer.plain("feed", "check", file, "--facility", LiveServer.FACILITY);
        assertEquals(1, checked.code(), checked.out() + checked.err());
        quiet(checked.err());
        assertEquals(before, live.entries(), "nothing half-saved");
        assertTrue(named.contains(bad.code()), named);
    }

    private static void quiet(String text) {
        assertFalse(text.contains("\tat ") || text.contains("Exception"), text);
        assertFalse(text.contains("1825") || text.contains("Person 1"), text);
    }

    @Test
    void an_unknown_facility_is_said_to_be_unknown() throws IOException {
        var good = booked("bad-2", "B-2", "2026-11-19T10:00:00-05:00");
        var answer = live.post(
                feed, "/api/v1/feeds/us/zz/none/jail/events", "application/json", BodyPublishers.ofString(good));
        assertEquals(404, answer.status());
        assertEquals("facility.unknown", answer.code());
        var file = Files.writeString(folder.resolve("good.jsonl"), good).toString();
        var ran = live.run(feed, "feed", "load", file, "--facility", "us/zz/none/jail");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("A facility that you may see"), ran.err());
        var request = CommandsLiveTest.request("B-2").replace("us/md/montgomery/mcdc", "us/zz/none/jail");
        var refused = live.post(agency, "/api/v1/requests", "application/json", BodyPublishers.ofString(request));
        assertEquals(422, refused.status(), refused.text());
        assertTrue(refused.text().contains("addressee"), refused.text());
    }

    @Test
    void a_body_without_end_is_refused_while_it_is_read() throws IOException {
        long before = live.entries();
        var answer =
                live.post(feed, EVENTS, "application/json", BodyPublishers.ofInputStream(() -> new Endless(2L << 20)));
        assertEquals(413, answer.status(), answer.text());
        assertEquals("body.too-large", answer.code());
        var roster = live.post(feed, ROSTERS, "text/csv", BodyPublishers.ofInputStream(() -> new Endless(2L << 20)));
        assertTrue(roster.status() == 413 || roster.status() == 422, roster.text());
        var long100 = folder.resolve("long.jsonl");
        try (var file = new RandomAccessFile(long100.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        var ran = live.run(feed, "feed", "load", long100.toString(), "--facility", LiveServer.FACILITY);
        assertEquals(1, ran.code(), ran.out() + ran.err());
        assertTrue(ran.err().contains("An event of at most"), ran.err());
        var checked = LiveServer.plain("feed", "check", long100.toString(), "--facility", LiveServer.FACILITY);
        assertEquals(1, checked.code(), checked.out() + checked.err());
        assertEquals(before, live.entries());
    }

    /** A body that is made while it is read. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int some = (int) Math.min(length, left);
            Arrays.fill(into, from, from + some, (byte) 'x');
            left -= some;
            return some == 0 ? -1 : some;
        }
    }

    @Test
    void a_roster_with_wrong_columns_names_each() throws IOException {
        var text = "Booking,last,first,born\nB-1,Test,Person 1,01/01/1990\n";
        var answer = live.post(feed, ROSTERS, "text/csv", BodyPublishers.ofString(text));
        assertEquals(422, answer.status(), answer.text());
        assertEquals(2, answer.json().path("problems").size(), answer.text());
        var file = Files.writeString(folder.resolve("wrong.csv"), text).toString();
        var ran = live.run(feed, "feed", "load", file, "--facility", LiveServer.FACILITY);
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("(2 problems)"), ran.err());
        quiet(ran.err());
    }

    @Test
    void a_local_time_in_a_repeated_hour_is_taken_as_the_earlier_and_flagged() {
        var answer = live.post(
                feed,
                EVENTS,
                "application/json",
                BodyPublishers.ofString(booked("dst-1", "B-DST", "2026-11-01T01:30:00")));
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.json().at("/replies/0/remarks/0/code").asString().contains("repeated"), answer.text());
    }

    @Test
    void a_request_with_both_probable_cause_boxes_empty_says_so() throws IOException {
        var body = CommandsLiveTest.request("B-PC").replace("[\"pc-final-order\"]", "[]");
        var answer = live.post(agency, "/api/v1/requests", "application/json", BodyPublishers.ofString(body));
        assertEquals(201, answer.status(), "the paper is defective, the request stands and says so");
        assertEquals("basis.no-box", answer.json().at("/defects/0/code").asString());
        var file = Files.writeString(folder.resolve("request.json"), body).toString();
        Ran ran = live.run(agency, "request", "file", file);
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("Neither box 1 nor box 2 of the form is marked"), ran.out());
    }
}

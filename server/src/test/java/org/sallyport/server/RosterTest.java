package org.sallyport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.request.Agency;

/** Rosters by HTTP and by watched folder: compared, kept, refused when they lost many, asked about. */
class RosterTest {
    static final String MAPPING = """
            {"version":1,"name":"Test roster","zone":"America/Chicago","key":"booking_no",
             "admittedAt":{"column":"booked","format":"MM/dd/uuuu HH:mm"},
             "person":{"localId":"person_no","family":"last","given":"first",
               "birthDate":{"column":"dob","format":"MM/dd/uuuu"},"sex":{"column":"sex","codes":{"Male":"M","Female":"F"}},
               "identifiers":[{"type":"sid","column":"state_id"}]},
             "charge":{"id":"top","jurisdiction":"us/tx","section":"code","description":"charge"}}""";

    private static final String HEADER = "booking_no,booked,person_no,last,first,dob,sex,state_id,code,charge\n";

    @TempDir
    private static Path folder;

    private static Jail jail;
    private static int places;

    private FacilityId place;
    private String feedKey;
    private String deskKey;
    private String supervisorKey;

    @BeforeAll
    static void start() {
        jail = new Jail(
                List.of(new Agency.Route("phone", "+1 713 555 0100", "", false)),
                s -> s.steppedByHand().withBodyMost(1 << 20).watching(folder));
    }

    @BeforeEach
    void open() {
        place = new FacilityId("us/tx/harris/annex-" + places++);
        var annex = Facility.usual(place, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        jail.server.desk().desk().configure(annex, Map.of("desk", "", "supervisor", "", "counsel", ""), "test");
        jail.server.rosters().configure(place, MAPPING.getBytes(UTF_8), "test");
        feedKey = jail.key("feed:" + place);
        deskKey = jail.key("desk:" + place);
        supervisorKey = jail.key("supervisor:" + place);
    }

    @AfterAll
    static void stop() {
        jail.close();
    }

    static String row(int person) {
        return "B-%1$d,09/01/2026 08:00,P%1$d,Test,Person %1$d,01/01/1990,Male,TX%1$08d,30.02,Test charge\n"
                .formatted(person);
    }

    static String roster(int... people) {
        return HEADER + Arrays.stream(people).mapToObj(RosterTest::row).collect(Collectors.joining());
    }

    private static int[] upTo(int last) {
        return IntStream.rangeClosed(1, last).toArray();
    }

    private Jail.Answer send(String day, byte[] body) {
        jail.clock.set(Instant.parse("2026-09-" + day + "T12:00:00Z"));
        return jail.call(HttpRequest.newBuilder(
                        jail.at("/api/v1/feeds/" + place + "/rosters?takenAt=2026-09-" + day + "T06:00:00-05:00"))
                .header("authorization", "Bearer " + feedKey)
                .header("content-type", "text/csv")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private Jail.Answer send(String day, String roster) {
        return send(day, roster.getBytes(UTF_8));
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static int count(Jail.Answer answer, String what) {
        return answer.json().at("/rosters/0/counts/" + what).asInt();
    }

    private static String status(Jail.Answer answer) {
        return answer.json().at("/rosters/0/status").stringValue();
    }

    @Test
    void the_first_roster_is_a_baseline_and_the_next_ones_are_compared() throws IOException {
        var first = send("02", zipped(roster(upTo(10))));
        assertEquals(200, first.status(), first.text());
        assertEquals(10, count(first, "baseline"));
        assertEquals(10, jail.server.lists().stays(place, false, 50).size());

        int before = jail.store.journal().size();
        var again = send("02", roster(upTo(10)));
        assertEquals("already-taken", status(again));
        assertEquals(before, jail.store.journal().size(), "the same roster again changes nothing");

        var next = send("03", roster(1, 2, 3, 4, 5, 6, 7, 8, 9, 11).replace("Person 3,", "Person Three,"));
        assertEquals(1, count(next, "bookings"), next.text());
        assertEquals(1, count(next, "changes"));
        assertEquals(1, count(next, "questions"));
        assertEquals("B-11", next.json().at("/rosters/0/booked/0").stringValue());
        assertEquals("B-3", next.json().at("/rosters/0/changed/0").stringValue());
        assertEquals("B-10", next.json().at("/rosters/0/absent/0").stringValue());
        assertEquals(11, jail.server.lists().stays(place, false, 50).size(), "absence is not yet a release");
    }

    @Test
    void absence_asks_the_desk_at_once_and_still_held_starts_the_count_again() throws InterruptedException {
        send("02", roster(upTo(10)));
        send("03", roster(upTo(9)));
        assertTrue(jail.server.settle(Duration.ofSeconds(5)));
        var alarms = jail.get("/api/v1/alarms", deskKey).text();
        assertTrue(alarms.contains("roster-absences"), alarms);

        var standing = jail.get("/api/v1/feeds/" + place + "/rosters", deskKey);
        var stay = standing.json().at("/absences/0/stay").stringValue();
        assertFalse(standing.text().contains("B-10"), "a question names a stay, not a booking");
        var answered = jail.post(
                "/api/v1/feeds/" + place + "/rosters/absences/" + stay, deskKey, "{\"answer\":\"still-held\"}");
        assertEquals(200, answered.status(), answered.text());
        assertEquals(
                404,
                jail.post("/api/v1/feeds/" + place + "/rosters/absences/" + stay, deskKey, "{\"answer\":\"left\"}")
                        .status(),
                "it is asked once");

        assertEquals(1, count(send("04", roster(upTo(9))), "questions"), "it lacks them still: the desk is asked anew");
        assertEquals(0, count(send("05", roster(upTo(9))), "releases"));
        assertEquals(1, count(send("06", roster(upTo(9))), "releases"), "after three rosters");
        assertEquals(9, jail.server.lists().stays(place, false, 50).size());
        assertEquals(1, count(send("07", roster(upTo(10))), "withdrawn"));
        assertEquals(10, jail.server.lists().stays(place, false, 50).size());
    }

    @Test
    void a_roster_that_lost_many_is_silence_until_a_supervisor_accepts_it_with_a_reason() throws InterruptedException {
        send("02", roster(upTo(10)));
        var refused = send("03", roster(upTo(5)));
        assertEquals(409, refused.status(), refused.text());
        assertEquals("refused", status(refused));
        assertEquals("roster.lost-many", refused.json().at("/problems/0/code").stringValue());
        assertTrue(jail.server.settle(Duration.ofSeconds(5)));
        assertTrue(jail.get("/api/v1/feeds/" + place, deskKey)
                .json()
                .path("silent")
                .asBoolean());
        assertTrue(jail.store.transact(tx -> tx.facility(place)).silentSince().isPresent());
        var alarms = jail.get("/api/v1/alarms", supervisorKey).text();
        assertTrue(alarms.contains("roster-refused") && alarms.contains("feed-silent"), alarms);

        var path = "/api/v1/feeds/" + place + "/rosters/acceptance";
        var body = "{\"takenAt\":\"2026-09-03T06:00:00-05:00\",\"reason\":\"a wing was moved\"}";
        assertEquals(403, jail.post(path, deskKey, body).status());
        assertEquals(
                422,
                jail.post(path, supervisorKey, body.replace("a wing was moved", " "))
                        .status());
        var accepted = jail.post(path, supervisorKey, body);
        assertEquals(200, accepted.status(), accepted.text());
        assertEquals(5, count(accepted, "questions"));
        assertEquals(404, jail.post(path, supervisorKey, body).status(), "it waits no more");
        assertTrue(jail.server.settle(Duration.ofSeconds(5)));
        assertFalse(jail.get("/api/v1/feeds/" + place, deskKey)
                .json()
                .path("silent")
                .asBoolean());
        assertTrue(jail.store.transact(tx -> tx.facility(place)).silentSince().isEmpty());
    }

    @Test
    void what_cannot_be_read_is_named_line_by_line_and_takes_nothing_in() throws IOException {
        var before = jail.store.journal().size();
        var columns = send("02", roster(1).replace("booking_no", "BookingNo").replace("dob", "born"));
        assertEquals(422, columns.status());
        assertEquals(2, columns.json().path("problems").size(), columns.text());

        var keyless = send("02", roster(1, 2) + row(3).replace("B-3,", ",") + "B-4,short\n");
        assertEquals(422, keyless.status());
        assertEquals(
                "line 4, column booking_no",
                keyless.json().at("/problems/0/field").stringValue());
        assertEquals("line 5", keyless.json().at("/problems/1/field").stringValue());

        var whole = zipped(roster(upTo(300)));
        assertEquals(
                "input.cut-off",
                send("02", Arrays.copyOf(whole, whole.length / 2))
                        .json()
                        .at("/problems/0/code")
                        .stringValue());
        assertEquals(
                "input.encoding",
                send("02", roster(1).replace("Person", "P\u00e9rson").getBytes(ISO_8859_1))
                        .json()
                        .at("/problems/0/code")
                        .stringValue());
        assertEquals(413, send("02", roster(upTo(20_000))).status());
        assertEquals(
                "roster.taken-at",
                jail.call(HttpRequest.newBuilder(jail.at("/api/v1/feeds/" + place + "/rosters?takenAt=yesterday"))
                                .header("authorization", "Bearer " + feedKey)
                                .header("content-type", "text/csv")
                                .POST(BodyPublishers.ofString(roster(1))))
                        .json()
                        .at("/problems/0/code")
                        .stringValue());
        assertEquals(before, jail.store.journal().size(), "nothing half-saved");
    }

    @Test
    void a_date_of_1825_and_a_repeated_hour_are_remarked_and_the_roster_stands() {
        var text = roster(1, 2, 3)
                .replace("B-1,09/01/2026 08:00", "B-1,11/02/2025 01:30")
                .replace("Person 2,01/01/1990", "Person 2,01/01/1825")
                .replace("Person 3,01/01/1990,Male", "Person 3,01/01/1990,Unsaid");
        var answer = send("02", text);
        assertEquals(200, answer.status(), answer.text());
        var remarks = answer.json().at("/rosters/0/remarks");
        assertEquals("roster.time.repeated-hour", remarks.at("/0/code").stringValue());
        assertEquals("line 2, column booked", remarks.at("/0/field").stringValue());
        assertEquals("roster.date.range", remarks.at("/1/code").stringValue());
        assertEquals(1, answer.json().at("/rosters/0/unmapped/sex/Unsaid").asInt());
        assertFalse(answer.text().contains("1825"));
    }

    @Test
    void a_roster_laid_into_the_folder_is_taken_as_of_the_time_of_its_file() throws Exception {
        jail.clock.set(Instant.parse("2026-09-20T12:00:00Z"));
        var here = Files.createDirectories(folder.resolve(place.path()));
        lay(here.resolve("whole.csv"), roster(upTo(4)), "2026-09-18T06:00:00Z");
        lay(here.resolve("small.csv"), roster(1), "2026-09-19T06:00:00Z");
        var problems = here.resolve("quarantined/small.csv.problems.txt");
        Await.until(
                "both rosters",
                Duration.ofSeconds(10),
                () -> Files.exists(here.resolve("done/whole.csv"))
                        && !text(problems).isEmpty());
        assertEquals(4, jail.server.lists().stays(place, false, 50).size());
        assertTrue(text(problems).contains("3 of 4 are missing"), text(problems));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lay(Path file, String roster, String at) throws IOException {
        var part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), roster);
        Files.setLastModifiedTime(part, FileTime.from(Instant.parse(at)));
        Files.move(part, file);
    }

    @Test
    void without_a_mapping_the_answer_says_where_to_name_one() {
        var answer = jail.call(HttpRequest.newBuilder(jail.at("/api/v1/feeds/us/tx/harris/hcso/rosters"))
                .header("authorization", "Bearer " + jail.feedKey)
                .header("content-type", "text/csv")
                .POST(BodyPublishers.ofString(roster(1))));
        assertEquals(422, answer.status());
        assertEquals(
                "roster.mapping.missing", answer.json().at("/problems/0/code").stringValue());
    }
}

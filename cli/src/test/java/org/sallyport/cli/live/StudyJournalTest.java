package org.sallyport.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.database.OpenDatabase;

/** A study of what a running installation decided, read from its journal after the server stopped. */
class StudyJournalTest {
    private static final String HARRIS = "us/tx/harris/hcso";

    @TempDir
    private Path folder;

    private static String event(String id, String booking, String type, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"/us/tx/harris/hcso","subject":"%s",\
                "time":"2026-11-20T08:00:00-06:00","recordedat":"2026-11-20T08:59:00-06:00","type":"%s","data":%s}
                """.formatted(id, booking, type, data);
    }

    /** A person with a charge, and a release projected so many hours after {@link LiveServer#NOW}. */
    private static String stay(String booking, String nibrs, String release) {
        return event("b-" + booking, booking, "custody.booked", """
                        {"person":{"name":{"family":"Test","given":"Person %s"},"birthDate":"1990-01-01","sex":"M",\
                        "identifiers":[]},"bookedAt":"2026-11-20T08:00:00-06:00"}""".formatted(booking.substring(2)))
                + event("c-" + booking, booking, "custody.charged", """
                        {"charge":{"id":"1","description":"Charge as written","nibrs":"%s","severity":"felony"}}\
                        """.formatted(nibrs))
                + event("p-" + booking, booking, "custody.release-projected", """
                        {"at":"%s","basis":"sentence-end","certainty":"scheduled",\
                        "public":false}""".formatted(release));
    }

    private void run(Path home) throws InterruptedException {
        try (var here = OpenDatabase.reach(home);
                var database = here.open();
                var live = LiveServer.over(database, here.setup().master())) {
            var agency = live.key("agency:" + LiveServer.AGENCY);
            var feed = live.key("feed:" + HARRIS);
            for (var booking : new String[] {"S-1", "S-2"}) {
                var request = CommandsLiveTest.request(booking)
                        .replace(LiveServer.FACILITY, HARRIS)
                        .replace("Person 1", "Person " + booking.substring(2));
                assertEquals(
                        201,
                        live.post(agency, "/api/v1/requests", "application/json", BodyPublishers.ofString(request))
                                .status());
            }
            var events = stay("S-1", "13A", "2026-11-21T21:00:00Z") + stay("S-2", "220", "2026-11-25T15:00:00Z");
            var taken = live.post(
                    feed,
                    "/api/v1/feeds/" + HARRIS + "/events",
                    "application/x-ndjson",
                    BodyPublishers.ofString(events));
            assertEquals(200, taken.status(), taken.text());
            assertTrue(live.server().settle(Duration.ofSeconds(20)));
        }
    }

    @Test
    void another_lead_time_over_the_cases_of_a_journal() throws IOException, InterruptedException {
        // PostgreSQL runs as an account of its own, which must be able to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var home = folder.resolve("home");
        run(home);

        var ran = LiveServer.plain(
                "study",
                "--journal",
                "--data=" + home,
                "--lead-time=PT24H",
                "--adopted=all",
                "--csv=" + folder.resolve("study.csv"),
                "--html=" + folder.resolve("study.html"),
                "--parquet=" + folder.resolve("study.parquet"));

        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("2 cases, 0 would be answered otherwise"), ran.out());
        var rows = rows(folder.resolve("study.csv"));
        assertEquals(Map.of("burglary", "1", "assault", "0"), column(rows, "a_in_time"), "48 hours were asked");
        assertEquals(Map.of("burglary", "1", "assault", "1"), column(rows, "b_in_time"), "30 hours ahead, 24 suffice");
        assertEquals(Map.of("burglary", "1", "assault", "1"), column(rows, "a_must"));
        assertTrue(Files.readString(folder.resolve("study.html")).contains("lead time PT24H"));
        var parquet = Files.readAllBytes(folder.resolve("study.parquet"));
        assertEquals("PAR1", new String(parquet, parquet.length - 4, 4, StandardCharsets.US_ASCII));
    }

    private static Map<String, Map<String, String>> rows(Path file) throws IOException {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        try (var csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            csv.forEach(row -> rows.put(row.getField("offence_class"), row.getFieldsAsMap()));
        }
        return rows;
    }

    private static Map<String, String> column(Map<String, Map<String, String>> rows, String name) {
        var found = new LinkedHashMap<String, String>();
        rows.forEach((key, row) -> found.put(key, row.get(name)));
        return found;
    }
}

package org.sallyport.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.request.Agency;
import org.sallyport.server.worker.Adoption;

/**
 * A run with good input, bad input and a receiver that fails, under the finest logging: no log line, metric, address,
 * problem text or exception says who anyone is.
 */
class LeaksNothingTest {
    private static final FacilityId HARRIS = new FacilityId("us/tx/harris/hcso");

    /** Family, given, birth date, identifier, booking, the requester's own number: values that stand nowhere else. */
    private static final List<String> PERSONAL =
            List.of("Zzyfamily", "Qqgiven", "1987-01-01", "TX77665544", "BK-998877", "EVNO-445566", "Zz charge words");

    private static final String BOOKED = """
            {"specversion":"1.0","id":"leak-1","source":"/us/tx/harris/hcso","subject":"BK-998877",
            "time":"2026-11-20T08:00:00-06:00","recordedat":"2026-11-20T08:59:00-06:00",
            "type":"custody.booked","data":{"person":{
            "name":{"family":"Zzyfamily","given":"Qqgiven"},"birthDate":"1987-01-01","sex":"M",
            "identifiers":[{"type":"sid","value":"TX77665544"}]},"bookedAt":"2026-11-20T08:00:00-06:00"}}
            """.replace("\n", "");

    private static final String PROJECTED = """
            {"specversion":"1.0","id":"leak-2","source":"/us/tx/harris/hcso","subject":"BK-998877",
            "time":"2026-11-20T08:30:00-06:00","recordedat":"2026-11-20T08:59:00-06:00",
            "type":"custody.release-projected","data":{
            "at":"2026-11-20T20:00:00-06:00","basis":"sentence-end","certainty":"scheduled","public":false}}
            """.replace("\n", "");

    private final LiveServer live = LiveServer.shared();
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    private static String request() {
        return CommandsLiveTest.request("BK-998877")
                .replace("us/md/montgomery/mcdc", HARRIS.path())
                .replace("us-ice-ero-bal", "us-ice-ero-hou")
                .replace("\"Test\"", "\"Zzyfamily\"")
                .replace("Person 1", "Qqgiven")
                .replace("1990-01-01", "1987-01-01")
                .replace("EV-1", "EVNO-445566");
    }

    @Test
    void no_log_metric_address_problem_or_exception_says_who_anyone_is() throws Exception {
        var called = new CopyOnWriteArrayList<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            called.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        receiver.start();
        try (var log = new CapturedLog()) {
            arrange("http://127.0.0.1:" + receiver.getAddress().getPort() + "/notices");
            run();
            assertTrue(live.server().settle(Duration.ofSeconds(20)));
            assertTrue(!called.isEmpty(), "the receiver was called");

            assertTrue(
                    log.lines().stream()
                                    .filter(l -> l.startsWith("org.sallyport.access"))
                                    .count()
                            > 15,
                    "each call is logged: " + log.lines().size());
            assertEquals(List.of(), leaks("log", log.lines()));
            assertEquals(List.of(), leaks("address or header of a webhook", called));
            assertEquals(List.of(), leaks("problem or words of a command", said));
            var metrics = live.get(live.key("auditor:*"), "/actuator/prometheus");
            assertEquals(200, metrics.status());
            assertTrue(metrics.text().contains("sallyport_attempts_total"), metrics.text());
            assertEquals(List.of(), leaks("metric", metrics.text().lines().toList()));
        } finally {
            receiver.stop(0);
        }
    }

    private void arrange(String address) {
        var desk = live.server().desk().desk();
        var route = new Agency.Route("webhook", address, "whsec_c2FsbHlwb3J0LW9mLWEtdGVzdC1vbmx5ISE=", true);
        desk.enrol(new Agency("us-ice-ero-hou", "Field office, Houston", "immigration", List.of(route)), "test");
        Facility facility = live.server().lists().facility(HARRIS).orElseThrow();
        var adoption = new Adoption(desk);
        for (var table : live.tables()) {
            if (table.head().layer().startsWith("us/tx")) {
                adoption.adopt(facility, table.id(), table.version(), "counsel", LiveServer.NOW);
            }
        }
    }

    private void run() throws IOException {
        var feed = live.key("feed:" + HARRIS);
        var agency = live.key("agency:us-ice-ero-hou");
        var events = "/api/v1/feeds/" + HARRIS + "/events";
        assertEquals(
                200,
                live.post(feed, events, "application/json", BodyPublishers.ofString(BOOKED))
                        .status());
        assertEquals(
                201,
                live.post(agency, "/api/v1/requests", "application/json", BodyPublishers.ofString(request()))
                        .status());
        assertEquals(
                200,
                live.post(feed, events, "application/json", BodyPublishers.ofString(PROJECTED))
                        .status());

        for (var bad : List.of(
                BOOKED.substring(0, BOOKED.length() - 3),
                BOOKED.replace("leak-1", "leak-3").replace("\"sex\":\"M\"", "\"sex\":{\"Zzyfamily\":1}"),
                BOOKED.replace("leak-1", "leak-4").replace("custody.booked", "Zzyfamily.BK-998877"),
                BOOKED.replace("leak-1", "leak-5").replace("1987-01-01", "1987-01-01T99"),
                BOOKED.replace("\"sid\"", "\"TX77665544\"").replace("leak-1", "leak-6"),
                BOOKED.replace("Qqgiven", "Other"))) {
            refused(feed, events, bad);
            var file = Files.writeString(folder.resolve("bad.jsonl"), bad).toString();
            command(feed, "feed", "load", file, "--facility", HARRIS.path());
            command(feed, "feed", "check", file, "--facility", HARRIS.path());
        }
        for (var bad : List.of(
                request().replace("PT48H", "Zzyfamily"),
                request().replace("\"basis\":[\"pc-final-order\"]", "\"basis\":[\"BK-998877\"]"),
                request().replace("\"1987-01-01\"", "\"1987-01-01 or so\""),
                request().replace("\"booking\"", "\"TX77665544\""),
                request().replace("{\"agency\"", "{Zzyfamily\"agency\""),
                request().replace("us-ice-ero-hou", "Zzyfamily"))) {
            refused(agency, "/api/v1/requests", bad);
            var file = Files.writeString(folder.resolve("bad.json"), bad).toString();
            command(agency, "request", "file", file);
        }
        for (var path : List.of(
                "/api/v1/requests/Zzyfamily", "/api/v1/feeds/Zzyfamily/BK-998877", "/api/v1/stays?x=BK-998877")) {
            said.add(live.get(agency, path).text());
        }
        var csv = "booking_no,last,first,dob\n,Zzyfamily,Qqgiven,1987-01-01\nBK-998877,Zzyfamily\n";
        refused(
                live.key("feed:" + LiveServer.FACILITY),
                "/api/v1/feeds/" + LiveServer.FACILITY + "/rosters?takenAt=2026-11-20T08:00:00Z",
                csv);
    }

    private void refused(String key, String path, String body) {
        var type = path.contains("rosters") ? "text/csv" : "application/json";
        var answer = live.post(key, path, type, BodyPublishers.ofByteArray(body.getBytes(UTF_8)));
        assertTrue(answer.status() >= 400 || answer.status() == 207, answer.text());
        said.add(answer.json().path("problems").toString());
        said.add(answer.json().path("rosters").toString());
    }

    private void command(String key, String... args) {
        var ran = live.run(key, args);
        said.add(ran.err());
    }

    /** Where something personal stands, and which kind, never more. */
    private static List<String> leaks(String what, List<String> lines) {
        var found = new ArrayList<String>();
        for (var line : lines) {
            for (var value : PERSONAL) {
                if (line.contains(value)) {
                    found.add(what + ": " + value + " in " + line);
                }
            }
        }
        return found;
    }
}

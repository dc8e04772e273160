package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.access.Grant;
import org.sallyport.request.Agency;
import org.sallyport.server.channel.MailSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody altered an entry of one facility's own record: it is not served, loudly, and every other facility is. */
class AlteredFacilityTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADMINISTRATOR = "administrator:*";

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void mail() {
        post.start();
    }

    @AfterEach
    void noMail() {
        post.stop();
    }

    private Settings working(Settings settings) {
        return settings.withMail(new MailSettings(
                "127.0.0.1",
                post.getSmtp().getPort(),
                MailSettings.Tls.WHERE_OFFERED,
                "notices@sallyport.example",
                "",
                "",
                Optional.empty()));
    }

    /** Writes over the last entry of a facility's own record, as the superuser of the database. */
    private static void altered(Database database, FacilityId facility, String set) {
        database.transact(connection -> {
            try (var alter = connection.prepareStatement("update journal set " + set + " where position = (select"
                    + " max(position) from journal where facility = ? and type like 'facility.%')")) {
                alter.setString(1, facility.path());
                return alter.executeUpdate();
            }
        });
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
        assertEquals("record.altered", json(answer).at("/problems/0/code").asString());
    }

    @Test
    void the_other_facility_gets_from_request_to_notice_and_the_altered_one_is_refused_and_called() throws Exception {
        try (var jails = new TwoJails(this::working, db -> altered(db, TwoJails.FIRST, "actor = 'someone'"))) {
            assertRefused(jails.booked(TwoJails.FIRST, "B-1", 1));
            assertRefused(jails.file(TwoJails.FIRST, "B-1", 1));
            assertRefused(jails.get("/api/v1/cases", jails.key("desk:" + TwoJails.FIRST)));

            assertEquals(200, jails.booked(TwoJails.SECOND, "B-2", 2).statusCode());
            assertEquals(201, jails.file(TwoJails.SECOND, "B-2", 2).statusCode());
            var release = Jail.START.plus(Duration.ofHours(10));
            assertEquals(200, jails.projected(TwoJails.SECOND, "B-2", release).statusCode());
            Await.until("the notice", SOON, () -> jails.receiver.keys.size() == 1);

            var status = json(jails.get("/api/v1/status", jails.key(ADMINISTRATOR)));
            assertEquals(false, status.path("well").asBoolean());
            var sentence = status.at("/facilities/0/altered").asString();
            assertTrue(
                    sentence.matches("The entry at position \\d+ of the journal, of us/tx/harris/hcso, .*"), sentence);
            assertEquals("", status.at("/facilities/1/altered").asString());
            var health = json(jails.get("/actuator/health", ""));
            assertEquals("UP", health.path("status").asString());
            assertEquals(1, health.at("/components/feed/details/altered").asInt());
            Await.until(
                    "the metric",
                    SOON,
                    () -> jails.get("/actuator/prometheus", jails.key(ADMINISTRATOR))
                            .body()
                            .contains("sallyport_facilities_altered 1.0"));
            Await.until("a call of the supervisor", SOON, () -> post.getReceivedMessages().length > 0);
            var call = post.getReceivedMessages()[0];
            assertTrue(call.getSubject().contains("record altered, us/tx/harris/hcso"), call.getSubject());
            assertEquals("supervisor@us.tx.harris.hcso", call.getAllRecipients()[0].toString());
        }
    }

    @Test
    void the_console_says_so_on_every_page_and_opens_none_of_that_facility() {
        try (var jails =
                new TwoJails(Settings::steppedByHand, db -> altered(db, TwoJails.FIRST, "actor = 'someone'"))) {
            var desk = new Console(jails.server);
            desk.logIn("desk:" + TwoJails.FIRST, "desk:" + TwoJails.SECOND);
            var board = desk.get("/");
            assertEquals(200, board.statusCode());
            assertTrue(board.body().contains("us/tx/harris/hcso is not served: its record was altered."), board.body());
            assertTrue(board.body().contains("<option value=\"us/tx/travis/tcso\" selected"), board.body());
            var altered = desk.get("/?at=us/tx/harris/hcso");
            assertEquals(503, altered.statusCode());
            assertTrue(altered.body().contains("send the same again once the record is restored"), altered.body());
        }
    }

    /** A person at a browser without scripts. */
    private record Console(SallyportServer server, HttpClient browser) {
        Console(SallyportServer server) {
            this(
                    server,
                    HttpClient.newBuilder()
                            .cookieHandler(new CookieManager())
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .build());
        }

        void logIn(String... grants) {
            var words = Stream.of(grants).map(g -> Grant.of(g).orElseThrow()).toList();
            var given = server.people().create("r.diaz", words).orElseThrow();
            var chosen = "a password that only tests use";
            assertTrue(server.people().changePassword("r.diaz", given, chosen));
            var form = get("/login").body();
            var token = form.replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
            send(HttpRequest.newBuilder(server.address().resolve("/login"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("username=r.diaz&password=" + chosen.replace(' ', '+')
                            + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8))));
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(server.address().resolve(path)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Also where it happens under a running server, which holds the record in memory. */
    @Test
    void nothing_of_it_leaves_until_its_record_is_restored_and_then_it_does() throws Exception {
        try (var jails = new TwoJails(Settings::steppedByHand, _ -> {})) {
            assertEquals(200, jails.booked(TwoJails.FIRST, "B-1", 1).statusCode());
            assertEquals(201, jails.file(TwoJails.FIRST, "B-1", 1).statusCode());
            var release = Jail.START.plus(Duration.ofDays(4));
            assertEquals(200, jails.projected(TwoJails.FIRST, "B-1", release).statusCode());
            altered(jails.database, TwoJails.FIRST, "actor = actor || '.'");
            assertRefused(jails.projected(TwoJails.FIRST, "B-1", release));

            jails.clock.set(release.minus(Duration.ofHours(50)));
            assertTrue(jails.server.settle(SOON));
            assertEquals(0, jails.receiver.keys.size(), "held");

            altered(jails.database, TwoJails.FIRST, "actor = rtrim(actor, '.')");
            assertTrue(jails.server.settle(SOON));
            assertEquals(1, jails.receiver.keys.size());
        }
    }

    /** One stay's record must not hold up the feed of its jail. */
    @Test
    void an_event_of_a_stay_whose_record_was_altered_waits_in_quarantine_and_the_rest_of_its_batch_is_taken_in() {
        try (var jails = new TwoJails(Settings::steppedByHand, _ -> {})) {
            jails.booked(TwoJails.FIRST, "B-1", 1);
            jails.booked(TwoJails.FIRST, "B-2", 2);
            changed(jails.database, "actor = actor || '.'");
            jails.restart();
            var said = "{\"at\":\"2026-09-09T12:00:00Z\",\"basis\":\"sentence-end\",\"certainty\":\"scheduled\"}";
            var batch = List.of(
                    jails.event(TwoJails.FIRST, "B-1", "custody.release-projected", said),
                    jails.event(TwoJails.FIRST, "B-2", "custody.release-projected", said));
            var answer = jails.feed(TwoJails.FIRST, batch);
            assertEquals(207, answer.statusCode(), answer.body());
            assertEquals("quarantined", json(answer).at("/replies/0/status").asString());
            assertEquals(
                    "record.altered",
                    json(answer).at("/replies/0/problems/0/code").asString());
            assertEquals("accepted", json(answer).at("/replies/1/status").asString());
            var alarms = json(jails.get("/api/v1/alarms", jails.key("supervisor:" + TwoJails.FIRST)));
            assertEquals("log-differs", alarms.at("/0/kind").asString());

            changed(jails.database, "actor = rtrim(actor, '.')");
            var desk = jails.key("desk:" + TwoJails.FIRST);
            var waits = "/api/v1/feeds/" + TwoJails.FIRST + "/quarantine";
            var id = json(jails.get(waits, desk)).at("/0/id").asString();
            assertEquals(
                    200, jails.post(waits + "/" + id + "/requeue", desk, "").statusCode());
        }
    }

    /** One agency's record must hold up nobody else; it may be a victim's, so it is hidden. */
    @Test
    void an_agency_whose_record_was_altered_is_refused_and_hidden_and_the_others_are_served() throws Exception {
        try (var jails = new TwoJails(Settings::steppedByHand, _ -> {})) {
            var other = "tx-harris-warrants";
            var route = new Agency.Route("webhook", jails.receiver.address(), Receiver.SECRET, true);
            jails.server.desk().desk().enrol(new Agency(other, "Warrants", "immigration", List.of(route)), "test");
            jails.booked(TwoJails.FIRST, "B-1", 1);
            assertEquals(201, jails.file(TwoJails.FIRST, "B-1", 1).statusCode());
            jails.booked(TwoJails.FIRST, "B-2", 2);
            jails.database.transact(connection -> {
                try (var alter = connection.prepareStatement(
                        "update journal set actor = 'someone' where agency = ? and type like 'agency.%'")) {
                    alter.setString(1, Jail.AGENCY);
                    return alter.executeUpdate();
                }
            });
            jails.restart();
            assertRefused(jails.file(TwoJails.FIRST, "B-1", 1));
            var request = Jail.request("B-2", 2).replace(Jail.AGENCY, other);
            assertEquals(
                    201,
                    jails.post("/api/v1/requests", jails.key("agency:" + other), request)
                            .statusCode());
            var release = Jail.START.plus(Duration.ofHours(10));
            assertEquals(200, jails.projected(TwoJails.FIRST, "B-2", release).statusCode());
            assertTrue(jails.server.settle(SOON));
            assertEquals(1, jails.receiver.keys.size());
            var status = json(jails.get("/api/v1/status", jails.key(ADMINISTRATOR)));
            assertEquals(Jail.AGENCY, status.at("/alteredAgencies/0").asString());
            var journal = jails.get(
                    "/api/v1/journal?facility=" + TwoJails.FIRST + "&most=500", jails.key("auditor:" + TwoJails.FIRST));
            assertEquals(200, journal.statusCode());
            assertTrue(!journal.body().contains(Jail.AGENCY) && journal.body().contains(other), journal.body());
        }
    }

    /** Changes the first entry of the first stay, as the superuser of the database. */
    private static void changed(Database database, String set) {
        database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("update journal set " + set + " where position ="
                        + " (select min(position) from journal where type like 'episode.%')");
            }
        });
    }

    @Test
    void a_record_that_lacks_an_entry_or_is_of_no_known_type_is_altered_too() {
        try (var jails = new TwoJails(Settings::steppedByHand, _ -> {})) {
            altered(jails.database, TwoJails.FIRST, "type = 'nothing'");
            altered(jails.database, TwoJails.SECOND, "stream = '00000000-0000-0000-0000-000000000000'");
            var lists = jails.server.lists();
            assertEquals(0, lists.facilities().size());
            assertEquals(2, lists.altered().size());
            assertThrows(EntryAltered.class, () -> lists.facility(TwoJails.FIRST));
            assertTrue(String.valueOf(lists.altered().getLast().entry().getMessage())
                    .endsWith("of the record of us/tx/travis/tcso is missing."));
        }
    }
}

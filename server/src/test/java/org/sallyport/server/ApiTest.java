package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.request.Agency;

/** What the API answers, and to whom. */
class ApiTest {
    private static Receiver receiver;
    private static Jail jail;

    @BeforeAll
    static void start() {
        receiver = new Receiver();
        jail = new Jail(
                List.of(new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true)),
                s -> s.steppedByHand().withBodyMost(1 << 20));
    }

    @AfterAll
    static void stop() {
        jail.close();
        receiver.close();
    }

    private static void isProblem(int status, String code, Jail.Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertTrue(answer.type().startsWith("application/problem+json"), answer.type());
        assertEquals(status, answer.json().path("status").asInt());
        assertEquals(code, answer.json().path("problems").path(0).path("code").stringValue(), answer.text());
    }

    @Test
    void every_refusal_is_a_problem_document_with_its_problems() {
        isProblem(401, "access.key", jail.get("/api/v1/requests", "sp_nothing"));
        isProblem(403, "access.forbidden", jail.post("/api/v1/feeds/" + Jail.ID + "/events", jail.agencyKey, "[]"));
        isProblem(403, "access.forbidden", jail.get("/api/v1/access/keys", jail.supervisorKey));
        isProblem(404, "address.unknown", jail.get("/api/v1/nothing", jail.deskKey));
        isProblem(404, "request.unknown", jail.get("/api/v1/requests/R-00000000-00000000", jail.deskKey));
        isProblem(405, "method.not-allowed", jail.post("/api/v1/journal", jail.auditorKey, "{}"));
        isProblem(422, "json.malformed", jail.post("/api/v1/requests", jail.agencyKey, "{nothing"));
        isProblem(
                415,
                "content-type.unsupported",
                jail.call(HttpRequest.newBuilder(jail.at("/api/v1/feeds/" + Jail.ID + "/events"))
                        .header("authorization", "Bearer " + jail.feedKey)
                        .header("content-type", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofString("<p>"))));
        isProblem(
                413,
                "body.too-large",
                jail.call(HttpRequest.newBuilder(jail.at("/api/v1/feeds/" + Jail.ID + "/events"))
                        .header("authorization", "Bearer " + jail.feedKey)
                        .header("content-type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(1 << 20) + 1]))));
    }

    @Test
    void each_event_of_a_batch_gets_its_own_reply() {
        var good = jail.booked("B-10", 10);
        var bad = good.replace("1990-01-01", "1825-01-01").replace("e-0", "x-0");
        assertEquals(200, jail.feed(good).status());

        var mixed = jail.feed(good, bad);
        assertEquals(207, mixed.status(), mixed.text());
        assertEquals("duplicate", mixed.json().at("/replies/0/status").stringValue());
        assertEquals("quarantined", mixed.json().at("/replies/1/status").stringValue());

        var other = good.replace("Person 10", "Person 11");
        isProblem(409, "feed.id.other-content", jail.feed(other));

        var waiting = jail.get("/api/v1/feeds/" + Jail.ID + "/quarantine", jail.deskKey);
        assertEquals(200, waiting.status());
        assertTrue(waiting.json().size() >= 1);
        assertFalse(waiting.text().contains("1825"), "the list shows nothing of what was sent");
        var id = waiting.json().path(0).path("id").stringValue();
        var opened = jail.get("/api/v1/feeds/" + Jail.ID + "/quarantine/" + id, jail.deskKey);
        assertTrue(opened.text().contains("1825-01-01"));

        var health = jail.get("/api/v1/feeds/" + Jail.ID, jail.feedKey);
        assertFalse(health.json().path("silent").asBoolean());
        assertTrue(health.json().path("quarantined").asInt() >= 1);
    }

    @Test
    void a_receipt_is_the_same_whether_or_not_anyone_matches_and_filing_again_changes_nothing() {
        jail.feed(jail.booked("B-20", 20));
        var held = jail.file(Jail.request("B-20", 20));
        var nobody = jail.file(Jail.request("B-NOBODY", 21));
        assertEquals(201, held.status(), held.text());
        assertEquals(201, nobody.status());
        var number = held.json().path("number").stringValue();
        assertEquals(
                held.text().replace(number, "R"),
                nobody.text().replace(nobody.json().path("number").stringValue(), "R"));
        assertEquals(held.text(), jail.file(Jail.request("B-20", 20)).text());

        var seen = jail.get("/api/v1/requests/" + number, jail.agencyKey);
        assertEquals("received", seen.json().path("status").stringValue());
        assertTrue(seen.json().path("bound").isMissingNode());
        var desk = jail.get("/api/v1/requests/" + number, jail.deskKey);
        assertEquals(1, desk.json().path("bound").asInt());
        isProblem(404, "request.unknown", jail.get("/api/v1/requests/" + number, jail.key("agency:another")));
    }

    @Test
    void a_request_with_several_faults_names_them_all() {
        var body = Jail.request("B-30", 30)
                .replace("PT48H", "48")
                .replace("I-247A", "I-9")
                .replace("1990-01-01", "01/01/1990");
        var answer = jail.file(body);
        assertEquals(422, answer.status());
        assertTrue(answer.json().path("problems").size() >= 3, answer.text());
        assertFalse(answer.text().contains("01/01/1990"), "a birth date is not repeated");
    }

    @Test
    void the_link_shows_nothing_and_records_nothing_until_its_button_is_pressed() throws InterruptedException {
        jail.feed(jail.booked("B-40", 40), jail.projected("B-40", Jail.START.plus(Duration.ofHours(10))));
        assertEquals(201, jail.file(Jail.request("B-40", 40)).status());
        assertTrue(jail.server.settle(Duration.ofSeconds(5)));
        var notice = receiver.bodies.values().stream()
                .filter(b -> b.contains("EV-40"))
                .findFirst()
                .orElseThrow();
        var link = notice.replaceAll(".*\"url\":\"([^\"]+)\".*", "$1");
        int before = jail.store.journal().size();

        var page = jail.call(HttpRequest.newBuilder(java.net.URI.create(link)));
        assertEquals(200, page.status());
        assertFalse(page.text().matches("(?s).*(Test|Person|EV-40|B-40|1990).*"));
        assertEquals(before, jail.store.journal().size());

        var nothing = press(link, "?");
        assertEquals(422, nothing.status());
        assertTrue(nothing.text().contains("Please choose an answer"), nothing.text());
        var pressed = press(link, "not-coming");
        assertEquals(200, pressed.status());
        assertTrue(pressed.text().contains("on record"));
        int after = jail.store.journal().size();
        assertTrue(after > before);
        assertTrue(press(link, "coming").text().contains("Nothing was changed"));
        assertEquals(after, jail.store.journal().size());
        assertEquals(404, press(link.replaceAll("..$", "xx"), "coming").status());
    }

    private static Jail.Answer press(String link, String answer) {
        var token = link.substring(link.indexOf("t=") + 2);
        return jail.call(HttpRequest.newBuilder(java.net.URI.create(link.substring(0, link.indexOf('?'))))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("t=" + token + "&answer=" + answer)));
    }

    @Test
    void the_facts_are_explained_without_recording_anything() {
        int before = jail.store.journal().size();
        var answer = jail.post("/api/v1/determinations:explain", jail.deskKey, """
                {"id":"c-1","asOf":"2026-09-02T12:00:00-05:00",
                 "facility":{"jurisdiction":"us/tx/harris","kind":"county-jail"},
                 "request":{"form":"I-247A","requester":"immigration","issuedOn":"2026-09-02","basis":["pc-final-order"],
                            "officer":{"signed":true},"served":{"on":"2026-09-02","how":"in-person"}},
                 "person":{"minor":"no"}}""");
        assertEquals("must", answer.json().path("outcome").stringValue(), answer.text());
        assertEquals(before, jail.store.journal().size());
    }

    @Test
    void a_revoked_key_is_refused_and_a_new_one_is_shown_once() {
        var made = jail.post("/api/v1/access/keys", jail.administratorKey, """
                {"label":"a jail's feed","grants":["feed:us/tx/harris/hcso"]}""");
        assertEquals(200, made.status(), made.text());
        var secret = made.json().path("secret").stringValue();
        assertEquals(200, jail.get("/api/v1/feeds/" + Jail.ID, secret).status());
        assertFalse(
                jail.get("/api/v1/access/keys", jail.administratorKey).text().contains(secret));
        var id = made.json().path("id").stringValue();
        var revoked = jail.call(HttpRequest.newBuilder(jail.at("/api/v1/access/keys/" + id))
                .header("authorization", "Bearer " + jail.administratorKey)
                .DELETE());
        assertEquals(200, revoked.status());
        isProblem(401, "access.key", jail.get("/api/v1/feeds/" + Jail.ID, secret));
    }

    @Test
    void health_metrics_and_the_description_are_there_and_name_nobody() {
        jail.feed(jail.booked("B-60", 60));
        assertEquals(200, jail.get("/actuator/health", "").status());
        assertEquals(401, jail.get("/actuator/prometheus", "").status());
        var metrics = jail.get("/actuator/prometheus", jail.auditorKey);
        assertEquals(200, metrics.status());
        assertTrue(metrics.text().contains("sallyport_feed_events_total"), metrics.text());
        assertFalse(metrics.text().matches("(?s).*(Person \\d|B-\\d|1990-01-01).*"));
        var described = jail.get("/api/v1/openapi.json", "");
        assertEquals("3.1.0", described.json().path("openapi").stringValue());
        assertTrue(described.text().contains("/api/v1/requests/{number}/withdrawal"));
    }

    @Test
    void an_auditor_reads_envelopes_only() {
        jail.feed(jail.booked("B-50", 50));
        var page = jail.get("/api/v1/journal?facility=" + Jail.ID + "&most=3", jail.auditorKey);
        assertEquals(200, page.status());
        assertEquals(3, page.json().path("entries").size());
        assertTrue(page.json().path("more").asBoolean());
        assertFalse(page.text().matches("(?s).*(Person|B-\\d|1990).*"));
    }
}

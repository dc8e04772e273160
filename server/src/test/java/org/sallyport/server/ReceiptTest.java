package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.RecordReceipt.Verdict;
import org.sallyport.audit.TreeHead;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.request.Agency;
import org.sallyport.server.worker.Adoption;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receipts of record from a server over PostgreSQL: who gets which, and that they hold with public keys alone. */
class ReceiptTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String VICTIM = "tx-victim-service";

    private static ScratchServer scratch;
    private static Database database;
    private static Receiver receiver;
    private static HttpClient http;
    private static OpenLog log;
    private static SallyportServer server;
    private static String number;
    private static String victimNumber;
    private static String notice;

    @BeforeAll
    static void aNoticeGoesOutAndIsAcknowledgedWhileAVictimAsksToo() throws InterruptedException {
        scratch = ScratchServer.start(Map.of());
        database = Database.open(scratch.server(), "receipt_test", 8);
        receiver = new Receiver();
        http = HttpClient.newHttpClient();
        var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
        var clock = new BusinessClock.Stepped(() -> Jail.START);
        var parts =
                DatabaseParts.open(database, master, clock, PolicyFiles.shipped(), Optional.of("jail.example/audit"));
        log = parts.parts().log().orElseThrow();
        var desk = new Desk(parts.store());
        var facility = Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        desk.configure(facility, Map.of("supervisor", "", "counsel", "", "desk", ""), "test");
        var route = new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true);
        desk.enrol(new Agency(Jail.AGENCY, "Field office, Houston", "immigration", List.of(route)), "test");
        desk.enrol(new Agency(VICTIM, "Victim service", "victim", List.of(route)), "test");
        desk.mode(Jail.ID, "immigration", Mode.AUTOMATIC, "test");
        var adoption = new Adoption(desk);
        for (var table : parts.store().transact(Transaction::book).contents().tables()) {
            if (table.head().layer().startsWith("us/tx")) {
                adoption.adopt(facility, table.id(), table.version(), "counsel", Jail.START);
            }
        }
        server = SallyportServer.start(Settings.onLoopback(0).steppedByHand(), parts.parts());
        var booked = event("e-1", "custody.booked", """
                {"person":{"localId":"P1","name":{"family":"Test","given":"Person 1"},"aliases":[],\
                "birthDate":"1990-01-01","sex":"M","identifiers":[]},"bookedAt":"2026-09-02T12:00:00Z",\
                "facilityKind":"county-jail","initialCustodian":true}""");
        var projected = event("e-2", "custody.release-projected", """
                {"at":"2026-09-03T12:00:00Z","basis":"sentence-end","certainty":"scheduled","public":false}""");
        post("/api/v1/feeds/" + Jail.ID + "/events", key("feed:" + Jail.ID), "[" + booked + "]");
        victimNumber = post("/api/v1/requests", key("agency:" + VICTIM), victimRequest())
                .path("number")
                .stringValue();
        number = post("/api/v1/requests", key("agency:" + Jail.AGENCY), Jail.request("B-1", 1))
                .path("number")
                .stringValue();
        post("/api/v1/feeds/" + Jail.ID + "/events", key("feed:" + Jail.ID), "[" + projected + "]");
        assertTrue(server.settle(SOON));
        assertEquals(1, receiver.keys.size(), "a notice to the agency");
        notice = receiver.keys.getFirst();
        post(
                "/api/v1/notices/" + notice + "/acknowledgement",
                key("agency:" + Jail.AGENCY),
                "{\"answer\":\"coming\",\"officerReference\":\"ref 7\"}");
        Await.until("everything in the log", SOON, () -> log.log().tail().unsequenced() == 0);
    }

    @AfterAll
    static void close() {
        server.close();
        http.close();
        receiver.close();
        database.close();
        scratch.close();
    }

    private static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/" + Jail.ID + "\",\"subject\":\"B-1\","
                + "\"time\":\"2026-09-02T12:00:00Z\",\"type\":\"" + type + "\",\"data\":" + data + "}";
    }

    private static String victimRequest() {
        return Jail.request("B-1", 1)
                .replace(Jail.AGENCY, VICTIM)
                .replace("\"I-247A\",\"edition\":\"02/17\"", "\"victim\"")
                .replace("\"requester\":\"immigration\"", "\"requester\":\"victim\"")
                .replaceAll("\"(basis|attachments)\":\\[[^\\]]*\\],", "")
                .replaceAll("\"served\":\\{[^}]*\\},", "");
    }

    private static String key(String grant) {
        return server.keys()
                .create("test", List.of(Grant.of(grant).orElseThrow()), "test")
                .secret();
    }

    private static HttpResponse<String> call(HttpRequest.Builder request, String key) {
        try {
            return http.send(
                    request.header("authorization", "Bearer " + key)
                            .header("content-type", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode post(String path, String key, String body) {
        var answer = call(
                HttpRequest.newBuilder(server.address().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)),
                key);
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> receipt(String path, String grant) {
        return call(HttpRequest.newBuilder(server.address().resolve("/api/v1/receipts/" + path)), key(grant));
    }

    private static RecordReceipt taken(String path, String grant) {
        var answer = receipt(path, grant);
        assertEquals(200, answer.statusCode(), answer.body());
        return switch (ReceiptFile.read(answer.body().getBytes(UTF_8))) {
            case Checked.Good<RecordReceipt>(var read) -> read;
            case Checked.Bad<RecordReceipt>(var problems) -> fail(problems.toString());
        };
    }

    private static Verdict checked(RecordReceipt receipt, NoteKey... witnesses) {
        return receipt.check(log.signer().key(), List.of(witnesses), TestWitness.SIGNED);
    }

    private static String content(RecordReceipt receipt) {
        return new String(receipt.entry().payload(), UTF_8);
    }

    @Test
    void the_agency_and_the_facility_get_receipts_of_request_notice_sending_and_acknowledgement() {
        for (var grant : List.of("agency:" + Jail.AGENCY, "desk:" + Jail.ID, "counsel:" + Jail.ID)) {
            var request = taken("request/" + number, grant);
            assertInstanceOf(Verdict.Holds.class, checked(request));
            assertEquals("request.received", request.entry().heading().type());
            assertTrue(content(request).contains("\"Person 1\""), content(request));
            assertEquals(
                    request.entry(),
                    taken("request/" + request.entry().heading().stream(), grant)
                            .entry());

            var sent = taken("notice/" + notice, grant);
            assertInstanceOf(Verdict.Holds.class, checked(sent));
            assertTrue(content(sent).contains(notice), content(sent));
            assertTrue(content(taken("sending/" + notice, grant)).contains("\"taken\":true"));
            assertTrue(content(taken("acknowledgement/" + notice, grant)).contains("\"ref 7\""));
        }
    }

    @Test
    void a_determination_is_for_the_facility_alone() {
        var law = taken("determination/" + notice, "counsel:" + Jail.ID);

        assertInstanceOf(Verdict.Holds.class, checked(law));
        assertEquals("episode.determined", law.entry().heading().type());
        assertEquals(
                404, receipt("determination/" + notice, "agency:" + Jail.AGENCY).statusCode());
        assertEquals(
                404,
                receipt("determination/" + notice + "?determination=another", "counsel:" + Jail.ID)
                        .statusCode());
    }

    /** Promise S8: of a victim's request there is no receipt, for nobody, and the refusal tells nothing. */
    @Test
    void a_victims_request_is_answered_to_everyone_as_one_that_does_not_exist() {
        for (var grant : List.of(
                "agency:" + VICTIM,
                "agency:" + Jail.AGENCY,
                "desk:" + Jail.ID,
                "supervisor:" + Jail.ID,
                "counsel:" + Jail.ID,
                "auditor:" + Jail.ID,
                "administrator:*")) {
            var nothing = receipt("request/R-00000000-00000000", grant);
            var victims = receipt("request/" + victimNumber, grant);
            assertEquals(404, victims.statusCode(), grant);
            assertEquals(
                    nothing.body().replace("R-00000000-00000000", "R"),
                    victims.body().replace(victimNumber, "R"),
                    grant);
            assertFalse(victims.body().contains("victim"), victims.body());
        }
    }

    @Test
    void what_is_anothers_or_nothing_at_all_is_answered_alike() {
        var expected = receipt("notice/00000000-0000-0000-0000-000000000000", "desk:" + Jail.ID)
                .body();
        for (var path : List.of("notice/" + notice, "sending/" + notice, "acknowledgement/" + notice)) {
            var another = receipt(path, "agency:another");
            assertEquals(404, another.statusCode());
            assertEquals(problems(expected), problems(another.body()));
        }
        assertEquals(404, receipt("request/" + number, "agency:another").statusCode());
        assertEquals(404, receipt("request/" + number, "auditor:" + Jail.ID).statusCode());
        assertEquals(404, receipt("lunch/" + number, "desk:" + Jail.ID).statusCode());
        assertEquals(404, receipt("notice/N-1", "desk:" + Jail.ID).statusCode());
    }

    private static String problems(String body) {
        return JsonMapper.shared().readTree(body).path("problems").toString();
    }

    @Test
    void a_witness_cosigns_the_log_and_its_signature_is_in_the_receipt_and_a_witness_that_saw_more_raises_an_alarm()
            throws InterruptedException {
        var seen = new AtomicReference<Verdict>();
        var more = Optional.of(new TreeHead(1_000_000, Hash.leaf(new byte[0])));
        var other = Optional.of(new TreeHead(1, Hash.leaf(new byte[0])));
        try (var paper = new TestWitness("paper.example/w", log.signer().key(), Optional.empty());
                var ahead =
                        new TestWitness("ahead.example/witness", log.signer().key(), more);
                var differing =
                        new TestWitness("differing.example/w", log.signer().key(), other)) {
            assertEquals(3, log.witnesses().set(List.of(paper.named(), ahead.named(), differing.named())));
            Await.until("a cosigned receipt", SOON, () -> {
                seen.set(checked(taken("request/" + number, "agency:" + Jail.AGENCY), paper.key()));
                return seen.get() instanceof Verdict.Holds;
            });
            assertEquals(
                    new Verdict.Holds(
                            List.of(new RecordReceipt.Seen(paper.key(), Instant.parse("2026-09-02T12:00:00Z")))),
                    seen.get());
            Await.until(
                    "alarms",
                    SOON,
                    () -> faults().equals(List.of(
                            "ahead.example/witness log-shrunk",
                            "differing.example/w log-rewritten",
                            "paper.example/w ")));
            Await.until("no tail", SOON, () -> log.log().tail().uncosigned() == 0);
            assertEquals(1, log.witnesses().set(List.of(paper.named(), ahead.named())));
        }
    }

    private static List<String> faults() {
        return log.witnesses().all().stream()
                .map(w -> w.named().key().name() + " " + w.fault())
                .sorted()
                .toList();
    }
}

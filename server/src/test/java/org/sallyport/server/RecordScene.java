package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.desk.LogTrouble;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.request.Agency;
import org.sallyport.server.worker.Adoption;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server over PostgreSQL whose log holds one stay: an agency asked, was told and acknowledged, and a victim asked
 * about the same person.
 */
public final class RecordScene implements AutoCloseable {
    /** The victim's agency. */
    static final String VICTIM = "tx-victim-service";

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScratchServer scratch = ScratchServer.start(Map.of());
    private final Database database = Database.open(scratch.server(), "record_scene", 8);
    private final Receiver receiver = new Receiver();
    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenLog log;
    private final SallyportServer server;
    private final String number;
    private final String victimNumber;
    private final String notice;

    /** Starts it on loopback; everything is in the log when this returns. */
    public RecordScene() throws InterruptedException {
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

    /** A new key with one grant. */
    String key(String grant) {
        return server.keys()
                .create("test", List.of(Grant.of(grant).orElseThrow()), "test")
                .secret();
    }

    /** A new account with these grants at the jail; its one-time password. */
    public String account(String name, String... roles) {
        var grants = List.of(roles).stream()
                .map(role -> Grant.of(role + ":" + Jail.ID).orElseThrow())
                .toList();
        return server.people().create(name, grants).orElseThrow();
    }

    /** Calls the server under a key. */
    HttpResponse<String> call(HttpRequest.Builder request, String key) {
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

    private JsonNode post(String path, String key, String body) {
        var answer = call(
                HttpRequest.newBuilder(server.address().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)),
                key);
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** Its audit log. */
    public OpenLog log() {
        return log;
    }

    /** Says that something is wrong with the log, as a node that found it would. */
    public void trouble(LogTrouble trouble) {
        server.desk().desk().logStands(Jail.ID, trouble, true);
    }

    /** The number of the agency's request. */
    public String number() {
        return number;
    }

    /** The number of the victim's. */
    public String victimNumber() {
        return victimNumber;
    }

    /** The name of the victim's case. */
    String victimCase() {
        return server.lists().cases(Jail.ID, true, 100).stream()
                .filter(c -> c.requester().equals("victim"))
                .map(c -> c.caseId().value().toString())
                .findFirst()
                .orElseThrow();
    }

    /** The name of the notice. */
    public String notice() {
        return notice;
    }

    @Override
    public void close() {
        server.close();
        http.close();
        receiver.close();
        database.close();
        scratch.close();
    }
}

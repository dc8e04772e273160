package org.sallyport.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.InMemoryAccess;
import org.sallyport.postgres.phone.InMemoryPhoneSheets;
import org.sallyport.postgres.quarantine.InMemoryQuarantine;
import org.sallyport.postgres.roster.InMemoryRosters;
import org.sallyport.problem.Checked;
import org.sallyport.request.Agency;
import org.sallyport.server.lists.JournalLists;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A jail in Harris County, Texas, where notice to immigration authorities is required, with one agency, on a server of
 * its own. The business clock stands still until a test moves it.
 */
final class Jail implements AutoCloseable {
    static final FacilityId ID = new FacilityId("us/tx/harris/hcso");
    static final Instant START = Instant.parse("2026-09-02T12:00:00Z");
    static final String AGENCY = "us-ice-ero-hou";

    final AtomicReference<Instant> clock = new AtomicReference<>(START);
    final InMemoryStore store = new InMemoryStore(clock::get, shipped());
    final InMemoryAccess access = new InMemoryAccess();
    final SallyportServer server;
    final String feedKey;
    final String agencyKey;
    final String deskKey;
    final String supervisorKey;
    final String auditorKey;
    final String administratorKey;
    private final HttpClient http = HttpClient.newHttpClient();
    private int events;

    Jail(List<Agency.Route> routes, UnaryOperator<Settings> settings) {
        var linkKey = "a key of links that only tests use".getBytes(StandardCharsets.UTF_8);
        var parts = new Parts(
                store,
                new JournalLists(store),
                access,
                new InMemoryQuarantine(),
                new InMemoryRosters(),
                new InMemoryPhoneSheets(),
                InstantSource.fixed(START),
                linkKey);
        server = SallyportServer.start(settings.apply(Settings.onLoopback(0)), parts);
        feedKey = key("feed:" + ID);
        agencyKey = key("agency:" + AGENCY);
        deskKey = key("desk:" + ID);
        supervisorKey = key("supervisor:" + ID);
        auditorKey = key("auditor:" + ID);
        administratorKey = key("administrator:*");
        var desk = server.desk().desk();
        var facility = Facility.usual(ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        desk.configure(
                facility,
                Map.of(
                        "supervisor", "supervisor@jail.example",
                        "counsel", "counsel@jail.example",
                        "desk", "desk@jail.example"),
                "test");
        desk.enrol(new Agency(AGENCY, "Field office, Houston", "immigration", routes), "test");
        desk.mode(ID, "immigration", Mode.AUTOMATIC, "test");
    }

    static Jail withWebhook(Receiver receiver) {
        return new Jail(
                List.of(new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true)), settings -> settings);
    }

    static PolicyBook shipped() {
        if (PolicyFiles.shipped().all() instanceof Checked.Good<PolicyBook.Contents>(var contents)
                && PolicyBook.of(contents.withAdoptions(new Adoptions.All()))
                        instanceof Checked.Good<PolicyBook>(var book)) {
            return book;
        }
        throw new IllegalStateException("The shipped tables do not load.");
    }

    String key(String... grants) {
        var words = new ArrayList<Grant>();
        for (var grant : grants) {
            words.add(Grant.of(grant).orElseThrow());
        }
        return server.keys().create("test", words, "test").secret();
    }

    String event(String booking, String type, String data) {
        events++;
        return """
                {"specversion":"1.0","id":"e-%06d","source":"/%s","subject":"%s",\
                "time":"%s","type":"%s","data":%s}""".formatted(events, ID, booking, clock.get(), type, data);
    }

    String booked(String booking, int person) {
        return event(booking, "custody.booked", """
                {"person":{"localId":"P%1$d","name":{"family":"Test","given":"Person %1$d"},"aliases":[],\
                "birthDate":"1990-01-01","sex":"M","identifiers":[{"type":"sid","value":"TX%1$08d"}]},\
                "bookedAt":"%2$s",\
                "facilityKind":"county-jail","initialCustodian":true}""".formatted(person, clock.get()));
    }

    String projected(String booking, Instant at) {
        return event(booking, "custody.release-projected", """
                {"at":"%s","basis":"sentence-end","certainty":"scheduled","public":false}""".formatted(at));
    }

    static String request(String booking, int person) {
        return """
                {"agency":"%s","addressee":"%s","form":"I-247A","edition":"02/17","requester":"immigration",\
                "issuedOn":"2026-09-01","asks":["notice"],"leadTime":"PT48H","basis":["pc-final-order"],\
                "attachments":[{"type":"I-205","issuer":"immigration-officer","issuedOn":"2026-08-30"}],\
                "served":{"on":"2026-09-01","how":"in-person","language":"es"},\
                "officer":{"name":"Test Officer","signed":true},"reference":{"eventNo":"EV-%d"},\
                "subject":{"name":{"family":"Test","given":"Person %d"},"birthDate":"1990-01-01","sex":"M",\
                "identifiers":[{"type":"booking","value":"%s"}]}}""".formatted(AGENCY, ID, person, person, booking);
    }

    /** An answer of the API. */
    record Answer(int status, String type, String text) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }
    }

    Answer feed(String... events) {
        return post("/api/v1/feeds/" + ID + "/events", feedKey, "[" + String.join(",", events) + "]");
    }

    Answer file(String body) {
        return post("/api/v1/requests", agencyKey, body);
    }

    Answer post(String path, String key, String body) {
        return call(HttpRequest.newBuilder(server.address().resolve(path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer get(String path, String key) {
        return call(HttpRequest.newBuilder(server.address().resolve(path)).header("authorization", "Bearer " + key));
    }

    Answer call(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return server.address().resolve(path);
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }
}

package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.request.Agency;
import org.sallyport.server.worker.Adoption;

/**
 * Two jails in Texas on one server over PostgreSQL, both working automatically by every table of their state, with one
 * agency. The business clock stands still until a test moves it.
 */
final class TwoJails implements AutoCloseable {
    static final FacilityId FIRST = Jail.ID;
    static final FacilityId SECOND = new FacilityId("us/tx/travis/tcso");

    final AtomicReference<Instant> clock = new AtomicReference<>(Jail.START);
    final ScratchServer scratch = ScratchServer.start(Map.of());
    final Database database = Database.open(scratch.server(), "two_jails", 8);
    final Receiver receiver = new Receiver();
    SallyportServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Settings settings;
    private int events;

    /** Starts it; what {@code before} does comes between the jails' first entries and the start of the server. */
    TwoJails(UnaryOperator<Settings> settings, java.util.function.Consumer<Database> before) {
        configure(new Desk(open().store()));
        before.accept(database);
        this.settings = settings.apply(Settings.onLoopback(0));
        server = SallyportServer.start(this.settings, open().parts());
    }

    /** Stops the server and starts another over the same database. */
    void restart() {
        server.close();
        server = SallyportServer.start(settings, open().parts());
    }

    private DatabaseParts open() {
        var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
        return DatabaseParts.open(database, master, new BusinessClock.Stepped(clock::get), PolicyFiles.shipped());
    }

    private void configure(Desk desk) {
        var tables = open().store().transact(Transaction::book).contents().tables();
        var adoption = new Adoption(desk);
        for (var id : List.of(FIRST, SECOND)) {
            var layer = id.path().substring(0, id.path().lastIndexOf('/'));
            var facility = Facility.usual(id, layer, "county-jail", ZoneId.of("America/Chicago"));
            desk.configure(
                    facility, Map.of("supervisor", "supervisor@" + id.path().replace('/', '.')), "test");
            desk.mode(id, "immigration", Mode.AUTOMATIC, "test");
            tables.stream()
                    .filter(t -> (layer + "/").startsWith(t.head().layer() + "/"))
                    .forEach(t -> adoption.adopt(facility, t.id(), t.version(), "counsel", Jail.START));
        }
        var route = new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true);
        desk.enrol(new Agency(Jail.AGENCY, "Field office, Houston", "immigration", List.of(route)), "test");
    }

    /** A new key with one grant. */
    String key(String grant) {
        return server.keys()
                .create("test", List.of(Grant.of(grant).orElseThrow()), "test")
                .secret();
    }

    /** Sends one event of a jail's feed. */
    HttpResponse<String> feed(FacilityId jail, String booking, String type, String data) {
        return feed(jail, List.of(event(jail, booking, type, data)));
    }

    /** Sends a batch of a jail's feed. */
    HttpResponse<String> feed(FacilityId jail, List<String> batch) {
        return post("/api/v1/feeds/" + jail + "/events", key("feed:" + jail), "[" + String.join(",", batch) + "]");
    }

    /** An event of a jail's feed. */
    String event(FacilityId jail, String booking, String type, String data) {
        events++;
        return """
                {"specversion":"1.0","id":"e-%06d","source":"/%s","subject":"%s",\
                "time":"%s","type":"%s","data":%s}""".formatted(events, jail, booking, clock.get(), type, data);
    }

    /** Books a person at a jail. */
    HttpResponse<String> booked(FacilityId jail, String booking, int person) {
        return feed(jail, booking, "custody.booked", """
                {"person":{"localId":"P%1$d","name":{"family":"Test","given":"Person %1$d"},"aliases":[],\
                "birthDate":"1990-01-01","sex":"M","identifiers":[{"type":"sid","value":"TX%1$08d"}]},\
                "bookedAt":"%2$s",\
                "facilityKind":"county-jail","initialCustodian":true}""".formatted(person, clock.get()));
    }

    /** Says when a person is to leave. */
    HttpResponse<String> projected(FacilityId jail, String booking, Instant at) {
        return feed(jail, booking, "custody.release-projected", """
                {"at":"%s","basis":"sentence-end","certainty":"scheduled","public":false}""".formatted(at));
    }

    /** Files the agency's request about a person at a jail. */
    HttpResponse<String> file(FacilityId jail, String booking, int person) {
        return post(
                "/api/v1/requests",
                key("agency:" + Jail.AGENCY),
                Jail.request(booking, person).replace(Jail.ID.path(), jail.path()));
    }

    HttpResponse<String> post(String path, String key, String body) {
        return call(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                key);
    }

    HttpResponse<String> get(String path, String key) {
        return call(HttpRequest.newBuilder(server.address().resolve(path)), key);
    }

    private HttpResponse<String> call(HttpRequest.Builder request, String key) {
        try {
            return http.send(
                    request.header("authorization", "Bearer " + key).build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

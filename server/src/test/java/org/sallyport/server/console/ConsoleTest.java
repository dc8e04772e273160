package org.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.desk.Desk;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.notice.Mode;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.InMemoryAccess;
import org.sallyport.postgres.access.Role;
import org.sallyport.problem.Checked;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;
import org.sallyport.server.Parts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.server.feed.InMemoryQuarantine;
import org.sallyport.server.lists.JournalLists;
import org.sallyport.server.security.People;

/** The console as people use it: log in, read the board and a case, decide, adopt, stop; never what is not theirs. */
class ConsoleTest {
    private static final FacilityId JAIL = new FacilityId("us/md/montgomery/jail-1");
    private static final FacilityId OTHER = new FacilityId("us/wa/king/jail-2");
    private static final Instant MON_08 = Instant.parse("2026-09-07T12:00:00Z");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final InMemoryStore store = new InMemoryStore(() -> MON_08, shipped());
    private final InMemoryAccess access = new InMemoryAccess();
    private SallyportServer server;
    private String password;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private static PolicyBook shipped() {
        if (PolicyFiles.shipped().governing("us/md/montgomery") instanceof Checked.Good<PolicyBook.Contents>(var c)
                && PolicyBook.of(c) instanceof Checked.Good<PolicyBook>(var book)) {
            return book;
        }
        throw new IllegalStateException("The shipped tables do not load.");
    }

    @BeforeEach
    void aServerWithOneCase() {
        var desk = new Desk(store);
        for (var id : List.of(JAIL, OTHER)) {
            var county = id.path().substring(0, id.path().lastIndexOf('/'));
            desk.configure(Facility.usual(id, county, "county-jail", ZoneId.of("America/New_York")), Map.of(), "test");
        }
        desk.enrol(new Agency("zz-agency", "Agency", "immigration", List.of()), "test");
        desk.mode(JAIL, "immigration", Mode.AUTOMATIC, "test");
        desk.accept(JAIL, List.of(event("e1", booked()), event("e2", projected())), e -> e.id());
        desk.file(new RequestId(new UUID(0, 1)), asks(), List.of());
        server = SallyportServer.start(
                Settings.onLoopback(0).steppedByHand(),
                new Parts(
                        store,
                        new JournalLists(store),
                        access,
                        new InMemoryQuarantine(),
                        InstantSource.system(),
                        new byte[32]));
        password = server.people()
                .create(
                        "test-counsel",
                        List.of(
                                new Grant(Role.DESK, JAIL.path()),
                                new Grant(Role.SUPERVISOR, JAIL.path()),
                                new Grant(Role.COUNSEL, JAIL.path())))
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static FeedEvent event(String id, CustodyFact fact) {
        return new FeedEvent(id, "/md", JAIL, "B1", Optional.empty(), MON_08, Optional.empty(), MON_08, fact);
    }

    private static CustodyFact booked() {
        return new CustodyFact.Booked(
                new Person(
                        "",
                        new PersonName("Test", "Person 1"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        "",
                        List.of(new Identifier(Identifier.Type.SID, "MD1"))),
                MON_08,
                "",
                Known.UNKNOWN);
    }

    private static CustodyFact projected() {
        return new CustodyFact.ReleaseProjected(
                MON_08.plus(Duration.ofDays(10)), Basis.SENTENCE_END, Certainty.SCHEDULED, false);
    }

    private static NotificationRequest asks() {
        return new NotificationRequest(
                "R-1",
                "zz-agency",
                JAIL,
                "I-247A",
                "02/17",
                "immigration",
                Optional.of(LocalDate.of(2026, 9, 1)),
                Set.of("notice"),
                Optional.of(Duration.ofHours(48)),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Subject(
                        new PersonName("Test", "Person 1"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        List.of(new Identifier(Identifier.Type.BOOKING, "B1"))),
                Map.of("eventNo", "E-77"),
                Optional.empty(),
                Optional.empty());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.address().resolve(path)).build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String from, Map<String, String> fields)
            throws IOException, InterruptedException {
        var form = new StringBuilder();
        var token = TOKEN.matcher(get(from).body());
        assertTrue(token.find(), "every form carries a token");
        fields.forEach((k, v) -> form.append(k).append('=').append(encoded(v)).append('&'));
        form.append("_csrf=").append(encoded(token.group(1)));
        var request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        var answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        var next = answer.headers().firstValue("Location");
        return next.isEmpty() ? answer : get(URI.create(next.get()).toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void logIn() throws IOException, InterruptedException {
        post("/login", "/login", Map.of("username", "test-counsel", "password", password));
        var own = "a password of my own";
        post("/password", "/password", Map.of("old", password, "chosen", own, "again", own));
        password = own;
    }

    @Test
    void nobody_sees_anything_before_logging_in() throws Exception {
        assertTrue(get("/").headers().firstValue("Location").orElse("").endsWith("/login"));
        var wrong = post("/login", "/login", Map.of("username", "test-counsel", "password", "wrong"));
        assertTrue(wrong.body().contains("Not accepted"), wrong.body());
    }

    @Test
    void a_given_password_must_be_changed_first() throws Exception {
        post("/login", "/login", Map.of("username", "test-counsel", "password", password));
        assertTrue(get("/").headers().firstValue("Location").orElse("").endsWith("/password"));
    }

    @Test
    void the_board_shows_the_release_its_deadline_and_what_waits() throws Exception {
        logIn();
        var board = get("/?at=" + JAIL.path()).body();
        assertTrue(board.contains("Person 1"), board);
        assertTrue(board.contains("waits for decision"), board);
        assertTrue(board.contains("Thu 2026-09-17 08:00 EDT"), board);
    }

    @Test
    void a_stay_shows_its_story_and_the_row_that_decided_and_takes_a_decision() throws Exception {
        logIn();
        var stay = org.sallyport.desk.Streams.episode(JAIL, "B1");
        var path = "/stays/" + stay + "?at=" + JAIL.path();
        var page = get(path).body();
        assertTrue(page.contains("us/md/notice.2026-06-01 row"), page);
        assertTrue(page.contains("Case opened for zz-agency"), page);
        var caseId = store.transact(
                tx -> tx.episode(stay).cases().keySet().iterator().next());
        var after = post(
                "/cases/" + caseId + "/decision",
                path,
                Map.of("at", JAIL.path(), "episode", stay.toString(), "answer", "no", "reason", "test"));
        assertTrue(after.body().contains("Recorded."), after.body());
        assertTrue(after.body().contains("Decided no as counsel: test"), after.body());
    }

    @Test
    void counsel_adopts_a_table_by_the_hash_of_what_they_read() throws Exception {
        logIn();
        var id = "us/md/notice.2026-06-01";
        var page = get("/policy/table?at=" + JAIL.path() + "&id=" + id).body();
        var version = Pattern.compile("name=\"version\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(version.find(), page);
        var fields = Map.of("at", JAIL.path(), "id", id, "version", version.group(1));
        var after = post("/policy/adopt", "/policy/table?at=" + JAIL.path() + "&id=" + id, fields);
        assertTrue(after.body().contains("Adopted here"), after.body());
        var changed = Map.of("at", JAIL.path(), "id", id, "version", "sha256:other");
        assertTrue(post("/policy/adopt", "/policy?at=" + JAIL.path(), changed)
                .body()
                .contains("changed since"));
    }

    @Test
    void a_supervisor_stops_all_sending_with_one_press_and_lets_it_go_on() throws Exception {
        logIn();
        var at = Map.of("at", JAIL.path());
        assertTrue(post("/facility/stop", "/?at=" + JAIL.path(), at).body().contains("All sending is stopped"));
        assertTrue(
                store.transact((Transaction tx) -> tx.facility(JAIL).stopped()).isPresent());
        post("/facility/resume", "/?at=" + JAIL.path(), at);
        assertFalse(
                store.transact((Transaction tx) -> tx.facility(JAIL).stopped()).isPresent());
    }

    @Test
    void modes_are_set_per_requester() throws Exception {
        logIn();
        var fields = Map.of("at", JAIL.path(), "requester", "victim", "mode", "assisted");
        post("/facility/mode", "/facility?at=" + JAIL.path(), fields);
        assertEquals(
                Mode.ASSISTED,
                store.transact((Transaction tx) -> tx.facility(JAIL).mode("victim")));
    }

    @Test
    void another_facility_is_not_there_for_whoever_does_not_work_in_it() throws Exception {
        logIn();
        for (var path : List.of("/", "/requests", "/policy", "/facility")) {
            assertEquals(404, get(path + "?at=" + OTHER.path()).statusCode(), path);
        }
    }

    @Test
    void requests_are_listed_with_what_they_apply_to() throws Exception {
        logIn();
        var page = get("/requests?at=" + JAIL.path()).body();
        assertTrue(page.contains("R-1") && page.contains("1 stay"), page);
        assertTrue(People.unfit("short").isPresent());
    }
}

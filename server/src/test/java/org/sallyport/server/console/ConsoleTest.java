package org.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.server.console.ConsoleScene.JAIL;
import static org.sallyport.server.console.ConsoleScene.OTHER;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.desk.Desk;
import org.sallyport.desk.InMemoryStore;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Transaction;
import org.sallyport.notice.Mode;
import org.sallyport.server.security.People;

/** The console as people use it: log in, read the board and a case, decide, adopt, stop; never what is not theirs. */
class ConsoleTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final ConsoleScene scene = new ConsoleScene();
    private final InMemoryStore store = scene.store;
    private String password = scene.password();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @AfterEach
    void stop() {
        scene.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(scene.address().resolve(path)).build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String from, Map<String, String> fields)
            throws IOException, InterruptedException {
        var form = new StringBuilder();
        var token = TOKEN.matcher(get(from).body());
        assertTrue(token.find(), "every form carries a token");
        fields.forEach((k, v) -> form.append(k).append('=').append(encoded(v)).append('&'));
        form.append("_csrf=").append(encoded(token.group(1)));
        var request = HttpRequest.newBuilder(scene.address().resolve(path))
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
        var stay = store.transact((Transaction tx) -> tx.nameOf(JAIL, "B1"));
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
    void a_supervisor_reads_and_changes_how_long_a_request_without_a_last_day_stands() throws Exception {
        logIn();
        var page = "/facility?at=" + JAIL.path();
        assertTrue(post("/facility/validity", page, Map.of("at", JAIL.path(), "days", "13"))
                .body()
                .contains("from 14 to 3660"));
        var set = post("/facility/validity", page, Map.of("at", JAIL.path(), "days", "90"));
        assertTrue(set.body().contains("stand 90 days"));
        assertTrue(set.body().contains("value=\"90\""));
        int days =
                store.transact((Transaction tx) -> tx.facility(JAIL)).validity().days();
        assertEquals(90, days);
    }

    @Test
    void an_expungement_is_proposed_and_never_confirmed_by_the_same_person_and_a_hold_keeps_the_stay()
            throws Exception {
        logIn();
        var stay = store.transact((Transaction tx) -> tx.nameOf(JAIL, "B1"));
        var page = "/records?at=" + JAIL.path() + "&stay=" + stay;
        assertTrue(get("/stays/" + stay + "?at=" + JAIL.path()).body().contains("/records?at="));
        var words = Map.of("at", JAIL.path(), "stay", stay.toString(), "citation", "No. 7", "reason", "");
        assertTrue(post("/records/propose", page, words).body().contains("Fill in reason and citation"));
        words = Map.of("at", JAIL.path(), "stay", stay.toString(), "citation", "No. 7", "reason", "of Person 1 Test");
        assertTrue(post("/records/propose", page, words).body().contains("without a name"));
        words = Map.of("at", JAIL.path(), "stay", stay.toString(), "citation", "No. 7", "reason", "order of the court");
        var proposed = post("/records/propose", page, words).body();
        assertTrue(proposed.contains("Another person confirms it"), proposed);
        assertFalse(proposed.contains("Confirm: destroy it"), "not by who proposed it");
        var order = store.transact((Transaction tx) -> tx.facility(JAIL).expungements()).values().stream()
                .findFirst()
                .orElseThrow();
        var own = Map.of("at", JAIL.path(), "id", order.id().toString());
        assertTrue(post("/records/confirm", page, own).body().contains("You proposed it"));

        var hold = Map.of("at", JAIL.path(), "stay", stay.toString(), "citation", "No. 8", "reason", "a claim");
        assertTrue(post("/records/hold", page, hold).body().contains("The hold stands"));
        var desk = new Desk(store);
        assertEquals(
                new Reply.Refused("expungement.held"), desk.confirmExpungement(JAIL, order.id(), "test-supervisor"));
        var placed = store
                .transact((Transaction tx) -> tx.facility(JAIL).keeping().holds())
                .keySet()
                .stream()
                .findFirst()
                .orElseThrow();
        var lift = Map.of("at", JAIL.path(), "id", placed.toString(), "citation", "settled");
        assertTrue(post("/records/lift", page, lift).body().contains("The hold is lifted"));
        desk.confirmExpungement(JAIL, order.id(), "test-supervisor");
        var shown = get(page + "&check=true").body();
        assertTrue(shown.contains("confirmed by test-supervisor"), shown);
        assertTrue(shown.contains("everything is kept"), shown);
    }

    @Test
    void another_facility_is_not_there_for_whoever_does_not_work_in_it() throws Exception {
        logIn();
        for (var path : List.of("/", "/requests", "/policy", "/facility", "/records")) {
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

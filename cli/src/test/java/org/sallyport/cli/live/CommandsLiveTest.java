package org.sallyport.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.live.LiveServer.Ran;

/** The commands that talk to a server, each against a running one on a real PostgreSQL, as a user runs them. */
class CommandsLiveTest {
    private final LiveServer live = LiveServer.shared();

    @TempDir
    private Path folder;

    private String agency;
    private String feed;
    private String administrator;

    @BeforeEach
    void keys() {
        agency = live.key("agency:" + LiveServer.AGENCY);
        feed = live.key("feed:" + LiveServer.FACILITY);
        administrator = live.key("administrator:*");
    }

    static String request(String booking) {
        return """
                {"agency":"us-ice-ero-bal","addressee":"us/md/montgomery/mcdc","form":"I-247A","edition":"02/17",
                "requester":"immigration","issuedOn":"2026-11-19","asks":["notice"],"leadTime":"PT48H",
                "basis":["pc-final-order"],"attachments":[{"type":"I-205","issuer":"immigration-officer",
                "issuedOn":"2026-11-18"}],"served":{"on":"2026-11-19","how":"in-person","language":"es"},
                "officer":{"name":"Test Officer","signed":true},"reference":{"eventNo":"EV-1"},
                "subject":{"name":{"family":"Test","given":"Person 1"},"birthDate":"1990-01-01","sex":"M",
                "identifiers":[{"type":"booking","value":"%s"}]}}""".formatted(booking);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void good(Ran ran) {
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
    }

    private String filed(String booking) throws IOException {
        var ran = live.run(agency, "request", "file", file("request.json", request(booking)), "--json");
        good(ran);
        return ran.out().replaceAll("(?s).*\"number\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void a_request_is_filed_listed_shown_amended_revalidated_and_withdrawn() throws IOException {
        var number = filed("L-1");
        assertTrue(number.matches("R-[0-9A-Za-z-]+"), number);
        assertEquals(number, filed("L-1"), "filed again, nothing changes");
        assertTrue(live.run(agency, "request", "list").out().contains(number));
        var shown = live.run(agency, "request", "show", number);
        good(shown);
        assertTrue(shown.out().contains("received"), shown.out());
        assertFalse(shown.out().contains("bound"), "an agency does not hear whether anyone matches");
        var other = request("L-1").replace("EV-1", "EV-2");
        good(live.run(agency, "request", "amend", number, file("other.json", other)));
        good(live.run(agency, "request", "revalidate", number));
        good(live.run(agency, "request", "withdraw", number, "--reason", "no longer sought"));
        assertTrue(live.run(agency, "request", "show", number).out().contains("withdrawn"));
    }

    @Test
    void a_request_that_is_not_there_or_not_readable_ends_with_words_and_a_code() throws IOException {
        var unknown = live.run(agency, "request", "show", "R-00000000-00000000");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("not shown (1 problem)"), unknown.err());
        var missing =
                live.run(agency, "request", "file", folder.resolve("none.json").toString());
        assertEquals(69, missing.code());
        assertTrue(missing.err().contains("There is no request"), missing.err());
        var wrong = live.run("sp_wrong", "request", "list");
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("not revoked"), wrong.err());
        var nobody = LiveServer.plain("request", "list", "--server=http://127.0.0.1:1/", "--key=x");
        assertEquals(69, nobody.code());
        assertTrue(nobody.err().contains("No server answers at http://127.0.0.1:1/"), nobody.err());
    }

    @Test
    void events_and_rosters_are_loaded_and_a_second_load_changes_nothing() throws IOException {
        var events = file("events.jsonl", BadInputTest.booked("L-e1", "L-10", "2026-11-19T10:00:00-05:00") + "\n");
        var first = live.run(feed, "feed", "load", events, "--facility", LiveServer.FACILITY);
        good(first);
        assertTrue(first.out().contains("accepted"), first.out());
        long entries = live.entries();
        good(live.run(feed, "feed", "load", events, "--facility", LiveServer.FACILITY));
        assertEquals(entries, live.entries());

        var roster = file("roster.csv", "booking_no,last,first,dob\nL-20,Test,Person 20,01/01/1990\n");
        var taken = live.run(
                feed, "feed", "load", roster, "--facility", LiveServer.FACILITY, "--taken-at", "2026-11-20T06:00:00Z");
        good(taken);
        assertTrue(taken.out().contains("taken") && taken.out().contains("baseline"), taken.out());
        entries = live.entries();
        var again = live.run(
                feed, "feed", "load", roster, "--facility", LiveServer.FACILITY, "--taken-at", "2026-11-20T06:00:00Z");
        good(again);
        assertTrue(again.out().contains("already-taken"), again.out());
        assertEquals(entries, live.entries());
    }

    @Test
    void status_tells_people_and_monitors_how_it_stands() {
        var open = LiveServer.plain("status", "--server=" + live.address(), "--key=");
        assertTrue(open.out().contains("database  answers"), open.out() + open.err());
        var event = BadInputTest.booked("L-e9", "L-90", "2026-11-19T10:00:00-05:00");
        assertEquals(
                200,
                live.post(
                                feed,
                                "/api/v1/feeds/" + LiveServer.FACILITY + "/events",
                                "application/json",
                                java.net.http.HttpRequest.BodyPublishers.ofString(event))
                        .status());
        var well = live.run(feed, "status");
        assertTrue(well.out().contains("speaks, last heard 2026-11-20T15:00:00Z"), well.out() + well.err());
        assertEquals(0, well.code(), well.out());
        var desk = live.server().desk().desk();
        var facility = new org.sallyport.custody.FacilityId(LiveServer.FACILITY);
        desk.stopSending(facility, "a drill", "test");
        var stopped = live.run(feed, "status");
        assertEquals(1, stopped.code());
        assertTrue(stopped.out().contains("STOPPED: a drill"), stopped.out());
        desk.resumeSending(facility, "test");
        assertTrue(live.run(feed, "status", "--json").out().contains("\"well\":true"));
        assertEquals(
                69, LiveServer.plain("status", "--server=http://127.0.0.1:1/").code());
    }

    @Test
    void keys_are_made_listed_and_revoked() {
        var made = live.run(administrator, "access", "key", "create", "a test's feed", "feed:" + LiveServer.FACILITY);
        good(made);
        var secret = made.out().strip().lines().toList().getLast();
        var id = made.out().replaceAll("(?s)Key (\\S+) for.*", "$1");
        good(live.run(secret, "status", "--json"));
        var listed = live.run(administrator, "access", "key", "list");
        assertTrue(listed.out().contains(id) && !listed.out().contains(secret), listed.out());
        good(live.run(administrator, "access", "key", "revoke", id));
        assertEquals(1, live.run(secret, "status").code());
        var twice = live.run(administrator, "access", "key", "revoke", "k-none");
        assertEquals(1, twice.code());
        assertTrue(twice.err().contains("no key was revoked"), twice.err());
        assertEquals(1, live.run(feed, "access", "key", "list").code(), "for administrators");
        var nonsense = live.run(administrator, "access", "key", "create", "label", "king:everything", "x");
        assertEquals(1, nonsense.code());
        assertTrue(nonsense.err().contains("(2 problems)"), nonsense.err());
    }

    @Test
    void accounts_are_made_closed_opened_unlocked_and_reset() {
        var grant = "desk:" + LiveServer.FACILITY;
        var made = live.run(administrator, "access", "account", "create", "r.diaz", grant);
        good(made);
        var password = made.out().strip().lines().toList().getLast();
        var people = live.server().people();
        assertTrue(people.logIn("r.diaz", password).isPresent());
        assertEquals(
                1,
                live.run(administrator, "access", "account", "create", "r.diaz", grant)
                        .code(),
                "taken");
        good(live.run(administrator, "access", "account", "disable", "r.diaz"));
        assertTrue(people.logIn("r.diaz", password).isEmpty());
        assertTrue(live.run(administrator, "access", "account", "list").out().contains("disabled"));
        good(live.run(administrator, "access", "account", "enable", "r.diaz"));
        for (int i = 0; i < 5; i++) {
            people.logIn("r.diaz", "wrong");
        }
        assertTrue(people.logIn("r.diaz", password).isEmpty(), "locked");
        good(live.run(administrator, "access", "account", "unlock", "r.diaz"));
        assertTrue(people.logIn("r.diaz", password).isPresent());
        var reset = live.run(administrator, "access", "account", "reset", "r.diaz");
        good(reset);
        assertTrue(people.logIn("r.diaz", password).isEmpty());
        assertTrue(people.logIn("r.diaz", reset.out().strip().lines().toList().getLast())
                .isPresent());
        assertEquals(
                1,
                live.run(administrator, "access", "account", "unlock", "nobody").code());
    }
}

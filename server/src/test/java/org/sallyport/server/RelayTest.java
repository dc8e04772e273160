package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.FacilityId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request that asks to be passed on follows a person from one jail to another, as both and the agency see it. */
class RelayTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The request asks to be passed on, and names the person by a number that is not the first jail's own. */
    private static String request(boolean relay) {
        var request = Jail.request("B-1", 1)
                .replace("{\"type\":\"booking\",\"value\":\"B-1\"}", "{\"type\":\"sid\",\"value\":\"TX00000001\"}");
        return relay ? request.replace("\"asks\":[\"notice\"]", "\"asks\":[\"notice\",\"relay\"]") : request;
    }

    private static List<JsonNode> requests(TwoJails jails, String grant) {
        var rows = JsonMapper.shared()
                .readTree(jails.get("/api/v1/requests", jails.key(grant)).body());
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private static void transferred(TwoJails jails, FacilityId to) throws InterruptedException {
        var went = "{\"at\":\"" + jails.clock.get() + "\",\"reason\":\"transfer\",\"to\":\"" + to.path() + "\"}";
        assertEquals(
                200, jails.feed(TwoJails.FIRST, "B-1", "custody.released", went).statusCode());
        assertTrue(jails.server.settle(SOON));
    }

    private static void filed(TwoJails jails, boolean relay) throws InterruptedException {
        assertEquals(200, jails.booked(TwoJails.FIRST, "B-1", 1).statusCode());
        var filed = jails.post("/api/v1/requests", jails.key("agency:" + Jail.AGENCY), request(relay));
        assertEquals(201, filed.statusCode(), filed.body());
        assertTrue(jails.server.settle(SOON));
    }

    @Test
    void it_stands_at_the_second_jail_its_agency_is_told_and_a_notice_leaves_from_there() throws Exception {
        try (var jails = new TwoJails(Settings::steppedByHand, _ -> {})) {
            filed(jails, true);
            transferred(jails, TwoJails.SECOND);

            var first = requests(jails, "desk:" + TwoJails.FIRST)
                    .getFirst()
                    .path("number")
                    .asString();
            var there = requests(jails, "desk:" + TwoJails.SECOND);
            assertEquals(1, there.size());
            assertEquals(first, there.getFirst().path("passedOnFrom").asString());
            assertEquals("active", there.getFirst().path("status").asString());
            var number = there.getFirst().path("number").asString();
            assertEquals(2, requests(jails, "agency:" + Jail.AGENCY).size());
            assertTrue(
                    jails.receiver.bodies.values().stream()
                            .anyMatch(b -> b.contains("reminder.passed-on") && b.contains(number)),
                    jails.receiver.bodies.toString());

            assertEquals(200, jails.booked(TwoJails.SECOND, "B-77", 1).statusCode());
            var release = jails.clock.get().plus(Duration.ofHours(10));
            assertEquals(200, jails.projected(TwoJails.SECOND, "B-77", release).statusCode());
            assertTrue(jails.server.settle(SOON));
            assertTrue(
                    jails.receiver.bodies.values().stream()
                            .anyMatch(b -> b.contains("notice.short")
                                    && b.contains(number)
                                    && b.contains(TwoJails.SECOND.path())),
                    jails.receiver.bodies.toString());
        }
    }

    @Test
    void one_that_does_not_ask_for_it_stays_and_nobody_at_the_second_jail_hears_of_it() throws Exception {
        try (var jails = new TwoJails(Settings::steppedByHand, _ -> {})) {
            filed(jails, false);
            transferred(jails, TwoJails.SECOND);
            assertEquals(List.of(), requests(jails, "desk:" + TwoJails.SECOND));
            assertEquals(1, requests(jails, "agency:" + Jail.AGENCY).size());
        }
    }
}

package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.notice.Mode;

/** In shadow nothing leaves; the desk records what staff did, and the two are compared. */
class ShadowTest {
    @Test
    void what_would_have_been_sent_is_compared_with_what_the_desk_records() throws InterruptedException {
        try (var receiver = new Receiver();
                var jail = Jail.withWebhook(receiver)) {
            jail.server.desk().desk().mode(Jail.ID, "immigration", Mode.SHADOW, "test");
            jail.feed(jail.booked("B-1", 1), jail.projected("B-1", Jail.START.plus(Duration.ofHours(30))));
            assertEquals(201, jail.file(Jail.request("B-1", 1)).status());
            assertTrue(jail.server.settle(Duration.ofSeconds(10)));
            assertEquals(List.of(), receiver.keys, "nothing leaves");
            assertEquals("{\"not-recorded\":1}", compared(jail));

            var episode = jail.store.transact(tx -> tx.nameOf(Jail.ID, "B-1"));
            var id = jail.store.transact(
                    tx -> tx.episode(episode).cases().keySet().iterator().next());
            var path = "/api/v1/cases/" + id + "/staff-action";
            jail.clock.set(Jail.START.plus(Duration.ofHours(5)));
            assertEquals(
                    422,
                    jail.post(path, jail.deskKey, "{\"told\":\"yes\",\"at\":\"noon\"}")
                            .status());
            var late = "{\"told\":\"yes\",\"at\":\"2026-09-02T11:00:00-05:00\",\"channel\":\"fax\"}";
            assertEquals(403, jail.post(path, jail.agencyKey, late).status(), "the agency does not say what staff did");
            assertEquals(200, jail.post(path, jail.deskKey, late).status());
            assertEquals("{\"earlier\":1}", compared(jail), "Sallyport would have told four hours before");
            assertEquals(200, jail.post(path, jail.deskKey, "{\"told\":\"no\"}").status());
            assertEquals("{\"staff-did-not\":1}", compared(jail));
        }
    }

    private static String compared(Jail jail) {
        return jail.get("/api/v1/status/shadow", jail.deskKey)
                .json()
                .path(0)
                .path("cases")
                .toString();
    }
}

package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a call of the jail's system to the agency's receiver, over HTTP both ways. */
class DeliveryTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void an_event_posted_leads_to_the_notice_in_the_receivers_hands() throws InterruptedException {
        try (var receiver = new Receiver();
                var jail = Jail.withWebhook(receiver)) {
            assertEquals(200, jail.feed(jail.booked("B-1", 1)).status());
            var receipt = jail.file(Jail.request("B-1", 1));
            assertEquals(201, receipt.status(), receipt.text());

            var event = jail.projected("B-1", Jail.START.plus(Duration.ofHours(30)));
            long posted = System.nanoTime();
            var answer = jail.feed(event);
            assertEquals(
                    "accepted",
                    answer.json().path("replies").path(0).path("status").stringValue());
            Await.until("the notice", SOON, () -> receiver.keys.size() == 1);
            long millis = (System.nanoTime() - posted) / 1_000_000;
            System.out.println("event posted to notice in the receiver's hands: " + millis + " ms");

            assertEquals(List.of(), receiver.wrong);
            assertEquals("notice.short", receiver.only().path("type").stringValue());
            assertEquals("EV-1", receiver.only().at("/data/reference/eventNo").stringValue());
        }
    }

    @Test
    void a_receiver_that_was_down_gets_it_once_when_it_is_back() throws InterruptedException {
        try (var receiver = new Receiver();
                var jail = Jail.withWebhook(receiver)) {
            receiver.status = 503;
            jail.feed(jail.booked("B-2", 2), jail.projected("B-2", Jail.START.plus(Duration.ofDays(3))));
            jail.file(Jail.request("B-2", 2));
            jail.clock.set(Jail.START.plus(Duration.ofHours(20)));
            Await.until("a failed attempt", SOON, () -> receiver.calls > 0);
            assertTrue(settled(jail));

            for (int i = 0; i < 3; i++) {
                int before = receiver.calls;
                jail.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(16)));
                Await.until("another attempt", SOON, () -> receiver.calls > before);
                assertTrue(settled(jail));
            }
            assertEquals(List.of(), receiver.keys);

            receiver.status = 204;
            jail.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(16)));
            Await.until("the notice", SOON, () -> !receiver.keys.isEmpty());
            assertTrue(settled(jail));
            jail.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(30)));
            assertTrue(settled(jail));
            assertEquals(1, new HashSet<>(receiver.keys).size());
            assertEquals(1, receiver.keys.size());
            assertEquals(List.of(), receiver.wrong);
        }
    }

    private static boolean settled(Jail jail) throws InterruptedException {
        return jail.server.settle(SOON);
    }
}

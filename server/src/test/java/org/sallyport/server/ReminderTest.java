package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.notice.Mode;
import org.sallyport.request.Agency;
import org.sallyport.server.channel.MailSettings;

/** A request that names no last day: its receipt, the reminder over real channels, and the agency's word. */
class ReminderTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static String registration() {
        return """
                {"agency":"victim-office","addressee":"%s","form":"victim","requester":"victim","issuedOn":"2026-09-01",\
                "asks":["notice"],"officer":{"name":"Test Person 9","signed":true},\
                "subject":{"name":{"family":"Test","given":"Person 1"},"birthDate":"1990-01-01","sex":"M",\
                "identifiers":[{"type":"booking","value":"B-1"}]}}""".formatted(Jail.ID);
    }

    private static Jail jail(GreenMail post) {
        var mail = new MailSettings(
                "127.0.0.1",
                post.getSmtp().getPort(),
                MailSettings.Tls.WHERE_OFFERED,
                "notices@sallyport.example",
                "",
                "",
                Optional.empty());
        return new Jail(List.of(), s -> s.withMail(mail).steppedByHand());
    }

    private static void enrol(Jail jail, Agency.Route route) {
        var desk = jail.server.desk().desk();
        desk.enrol(new Agency("victim-office", "Office", "victim", List.of(route)), "test");
        desk.mode(Jail.ID, "victim", Mode.AUTOMATIC, "test");
    }

    @Test
    void the_receipt_says_the_last_day_and_a_signed_reminder_comes_before_it() throws Exception {
        var post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        try (var receiver = new Receiver();
                var jail = jail(post)) {
            enrol(jail, new Agency.Route("webhook", receiver.address(), Receiver.SECRET, false));
            var key = jail.key("agency:victim-office");
            var set = "{\"facility\":\"" + Jail.ID + "\",\"days\":\"14\"}";
            assertEquals(
                    200,
                    jail.post("/api/v1/facilities/validity", jail.supervisorKey, set)
                            .status());
            var bad = jail.post("/api/v1/facilities/validity", jail.supervisorKey, set.replace("14", "13"));
            assertEquals(422, bad.status(), bad.text());
            var receipt = jail.post("/api/v1/requests", key, registration());
            assertEquals("2026-09-16", receipt.json().path("validThrough").stringValue(), receipt.text());

            jail.clock.set(Jail.START.plus(Duration.ofDays(7)).plus(Duration.ofHours(2)));
            assertTrue(jail.server.settle(SOON));
            assertEquals(List.of(), receiver.wrong);
            assertEquals("reminder.revalidate", receiver.only().path("type").stringValue());

            var number = receipt.json().path("number").stringValue();
            var said = jail.post("/api/v1/requests/" + number + "/revalidation", key, "{}");
            assertEquals("2026-09-23", said.json().path("validThrough").stringValue(), said.text());
        } finally {
            post.stop();
        }
    }

    @Test
    void an_agency_with_a_telephone_only_is_reminded_by_the_desk_which_gets_the_words() throws Exception {
        var post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        try (var jail = jail(post)) {
            enrol(jail, new Agency.Route("phone", "555-0100", "", true));
            jail.post("/api/v1/requests", jail.key("agency:victim-office"), registration());
            jail.clock.set(Jail.START.plus(Duration.ofDays(360)));
            assertTrue(jail.server.settle(SOON));
            var message = post.getReceivedMessages()[0];
            assertEquals("desk@jail.example", message.getAllRecipients()[0].toString());
            var text = String.valueOf(message.getContent());
            assertTrue(text.contains("To: victim-office") && text.contains("stands through 2027-09-02"), text);
            assertTrue(text.contains("says nothing about whether any person is or was in custody"), text);
        } finally {
            post.stop();
        }
    }
}

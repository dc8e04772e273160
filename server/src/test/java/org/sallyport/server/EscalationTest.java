package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.request.Agency;
import org.sallyport.server.channel.MailSettings;

/** A receiver that stays down past the deadline: the supervisor hears of it by e-mail before. */
class EscalationTest {
    private static MailSettings mail(GreenMail server, MailSettings.Tls tls) {
        return new MailSettings(
                "127.0.0.1", server.getSmtp().getPort(), tls, "notices@sallyport.example", "", "", Optional.empty());
    }

    /** Who got a message whose subject holds these words. */
    private static List<String> saying(GreenMail post, String words) throws jakarta.mail.MessagingException {
        var to = new ArrayList<String>();
        for (var message : post.getReceivedMessages()) {
            if (message.getSubject().contains(words)) {
                to.add(message.getAllRecipients()[0].toString());
            }
        }
        return to;
    }

    @Test
    void the_supervisor_is_told_before_the_deadline() throws Exception {
        var post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        try (var receiver = new Receiver();
                var jail = new Jail(
                        List.of(new Agency.Route("webhook", receiver.address(), Receiver.SECRET, true)),
                        s -> s.withMail(mail(post, MailSettings.Tls.WHERE_OFFERED))
                                .steppedByHand())) {
            receiver.status = 503;
            var release = Jail.START.plus(Duration.ofDays(4));
            var deadline = release.minus(Duration.ofHours(48));
            jail.feed(jail.booked("B-1", 1), jail.projected("B-1", release));
            assertEquals(201, jail.file(Jail.request("B-1", 1)).status());

            Optional<Instant> told = Optional.empty();
            while (jail.clock.get().isBefore(deadline.plus(Duration.ofHours(1)))) {
                assertTrue(jail.server.settle(Duration.ofSeconds(10)));
                if (told.isEmpty() && !saying(post, "not acknowledged, N-").isEmpty()) {
                    told = Optional.of(jail.clock.get());
                }
                jail.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(5)));
            }
            assertTrue(told.isPresent(), "nobody was told");
            assertTrue(told.get().isBefore(deadline), told.get() + " is not before " + deadline);
            assertEquals(List.of("supervisor@jail.example"), saying(post, "not acknowledged, N-"));
            assertEquals(List.of(), receiver.keys);
            assertTrue(receiver.calls > 10, "attempts are packed before the deadline: " + receiver.calls);
        } finally {
            post.stop();
        }
    }

    @Test
    void mail_that_must_be_encrypted_does_not_leave_in_clear() throws Exception {
        var post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        try (var jail = new Jail(
                List.of(new Agency.Route("email", "duty@agency.example", "", true)),
                s -> s.withMail(mail(post, MailSettings.Tls.REQUIRED)).steppedByHand())) {
            jail.feed(jail.booked("B-2", 2), jail.projected("B-2", Jail.START.plus(Duration.ofHours(10))));
            jail.file(Jail.request("B-2", 2));
            assertTrue(jail.server.settle(Duration.ofSeconds(10)));
            assertEquals(0, post.getReceivedMessages().length);
        } finally {
            post.stop();
        }
    }

    @Test
    void without_enforced_encryption_an_email_says_only_number_deadline_and_link() throws Exception {
        var post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        try (var jail = new Jail(
                List.of(new Agency.Route("email", "duty@agency.example", "", true)),
                s -> s.withMail(mail(post, MailSettings.Tls.WHERE_OFFERED)).steppedByHand())) {
            jail.feed(jail.booked("B-3", 3), jail.projected("B-3", Jail.START.plus(Duration.ofHours(10))));
            jail.file(Jail.request("B-3", 3));
            assertTrue(jail.server.settle(Duration.ofSeconds(10)));
            var message = post.getReceivedMessages()[0];
            var text = String.valueOf(message.getContent());
            assertTrue(message.getMessageID().matches("<notice-[0-9a-f-]{36}@sallyport\\.example>"));
            assertTrue(text.contains("/link?t="), text);
            assertTrue(!text.contains("EV-3") && !text.contains("released"), text);
        } finally {
            post.stop();
        }
    }

    @Test
    void alarms_of_one_round_are_told_in_one_message_each_with_its_number_and_nobody_named() throws Exception {
        var post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        try (var jail = new Jail(
                List.of(),
                s -> s.withMail(mail(post, MailSettings.Tls.WHERE_OFFERED)).steppedByHand())) {
            var ended = "{\"ground\":\"all\",\"at\":\"" + Jail.START + "\",\"reason\":\"dismissed\"}";
            jail.feed(jail.booked("B-4", 4), jail.event("B-4", "custody.ground-ended", ended));
            jail.feed(jail.booked("B-5", 5), jail.event("B-5", "custody.ground-ended", ended));
            jail.clock.set(Jail.START.plus(Duration.ofHours(3)));
            assertTrue(jail.server.settle(Duration.ofSeconds(10)));
            var text = new StringBuilder();
            for (var message : post.getReceivedMessages()) {
                text.append(message.getContent());
            }
            var each = text.toString().split("Alarm: {2}A-[0-9A-F]{8}\\s+About: {2}E-");
            assertEquals(2, each.length - 1, text.toString());
            assertEquals(1, saying(post, "alarms at us/tx/harris/hcso").size());
            assertTrue(!text.toString().contains("B-4") && !text.toString().contains("Person"), text.toString());
        } finally {
            post.stop();
        }
    }
}

package org.sallyport.server.channel;

import java.util.Optional;
import org.sallyport.desk.Outgoing;
import org.sallyport.formats.request.ReminderJson;

/**
 * Reminds an agency by webhook or e-mail, in words that tell nothing of custody, so that any enrolled route will do. An
 * agency with a telephone only is reminded by the desk, which gets the words to read out.
 */
public final class ReminderChannel {
    private final Webhooks webhooks;
    private final Optional<Mailer> mailer;

    /** A channel; without a mailer, e-mail routes fail with a code. */
    public ReminderChannel(Webhooks webhooks, Optional<Mailer> mailer) {
        this.webhooks = webhooks;
        this.mailer = mailer;
    }

    /** Hands one reminder over; never throws for what the route holds. */
    Handed hand(Outgoing.ToRequester out) {
        var said = new ReminderJson(out.facility(), out.caseId(), out.reminder());
        return switch (out.route().channel()) {
            case "webhook" -> webhooks.post(out.route(), out.reminder().id(), said.bytes());
            case "email" -> email(out, said.text());
            default -> Handed.failed("channel-unknown");
        };
    }

    /** An address that is empty is the desk's that has none: its list of reminders on the console is all there is. */
    private Handed email(Outgoing.ToRequester out, String text) {
        if (out.route().address().isEmpty()) {
            return Handed.taken("console-only");
        }
        if (mailer.isEmpty()) {
            return Handed.failed("smtp-not-configured");
        }
        return mailer.get()
                .send(new Mailer.Message(
                        out.route().address(),
                        "reminder-" + out.reminder().id(),
                        out.reminder().raisedAt(),
                        "Reminder about request " + out.reminder().request(),
                        "To: " + out.agency() + "\n\n" + text + "\n"));
    }
}

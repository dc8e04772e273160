package org.sallyport.server.channel;

import java.util.Optional;
import org.sallyport.desk.Outgoing;
import org.sallyport.formats.notice.NoticeJson;
import org.sallyport.postgres.phone.PhoneSheets;
import org.sallyport.server.security.NoticeLinks;

/** Hands notices to agencies by webhook, e-mail or phone sheet. */
public final class NoticeChannels {
    private final Webhooks webhooks;
    private final Optional<Mailer> mailer;
    private final PhoneSheets sheets;
    private final NoticeLinks links;

    /** Channels; without a mailer, e-mail routes fail with a code. */
    public NoticeChannels(Webhooks webhooks, Optional<Mailer> mailer, PhoneSheets sheets, NoticeLinks links) {
        this.webhooks = webhooks;
        this.mailer = mailer;
        this.sheets = sheets;
        this.links = links;
    }

    /** Hands one notice to the channel its route names; never throws for what the route holds. */
    Handed hand(Outgoing.ToAgency notice) {
        return switch (notice.route().channel()) {
            case "webhook" -> webhook(notice);
            case "email" -> email(notice);
            case "phone" -> phone(notice);
            default -> Handed.failed("channel-unknown");
        };
    }

    private Handed webhook(Outgoing.ToAgency notice) {
        var content = notice.content();
        var link = links.of(content).toString();
        var body = NoticeJson.bytes(content, link, notice.route().approved());
        return webhooks.post(notice.route(), content.notice().value(), body);
    }

    private Handed email(Outgoing.ToAgency notice) {
        if (mailer.isEmpty()) {
            return Handed.failed("smtp-not-configured");
        }
        var content = notice.content();
        var text = new NoticeText(content, notice.deadline(), links.of(content));
        boolean full = notice.route().approved() && mailer.get().settings().enforced();
        return mailer.get()
                .send(new Mailer.Message(
                        notice.route().address(),
                        "notice-" + content.notice(),
                        content.fixedAt(),
                        text.subject(),
                        full ? text.withContent() : text.withoutContent()));
    }

    /** A call is made by a person: the sheet waits at the desk until the call is recorded or the lease has ended. */
    private Handed phone(Outgoing.ToAgency notice) {
        var content = notice.content();
        sheets.open(new PhoneSheets.Sheet(
                content.notice(),
                notice.facility(),
                notice.episode(),
                content.agency(),
                notice.route().address(),
                new NoticeText(content, notice.deadline(), links.of(content)).script(),
                notice.attempt(),
                notice.deadline()));
        return Handed.waits("phone-sheet-open");
    }
}

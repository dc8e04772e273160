package org.sallyport.server.channel;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.sallyport.formats.notice.Wording;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeId;

/**
 * The words of a notice for a reader: an e-mail, or a script for the telephone. A pure function of the content fixed at
 * the first attempt, so that every attempt says the same.
 */
final class NoticeText {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm (xxx)", Locale.ENGLISH);

    private final NoticeContent content;
    private final Instant deadline;
    private final URI link;

    NoticeText(NoticeContent content, Instant deadline, URI link) {
        this.content = content;
        this.deadline = deadline;
        this.link = link;
    }

    String subject() {
        return "Notice " + number() + " about your request " + content.request();
    }

    /** What may go anywhere: number, deadline, link. */
    String withoutContent() {
        return """
                %s has a notice for you about your request %s.

                Notice number: %s
                Answer by:     %s

                Read it in Sallyport or through your agency's own connection. To acknowledge it, open this address
                and press the button; opening it shows and records nothing:
                %s

                Please say whether you are coming. "Not coming" is as good an answer as "coming".
                """.formatted(content.facility(), content.request(), number(), local(deadline), link);
    }

    /** Everything the notice discloses: only over enforced TLS to an approved recipient. */
    String withContent() {
        var text = new StringBuilder(1024);
        line(text, "From", content.facility());
        line(text, "Notice number", number());
        line(text, "Your request", content.request());
        content.reference().forEach((name, value) -> line(text, "Your " + name, value));
        content.replaces().ifPresent(old -> line(text, "Replaces", old.number()));
        text.append('\n').append(Wording.of(content)).append('\n');
        content.releaseAt().ifPresent(at -> line(text, "Release", local(at) + ", " + content.certainty()));
        if (!content.shortCause().isEmpty()) {
            line(text, "Shorter notice than asked for", Wording.shortCause(content.shortCause()));
        }
        line(text, "Answer by", local(deadline));
        return text.append("\nTo acknowledge, open this address and press the button; opening it records nothing:\n")
                .append(link)
                .append("\n\nPlease say whether you are coming. \"Not coming\" is as good an answer as \"coming\".\n")
                .toString();
    }

    /** What the desk reads out on the telephone. */
    String script() {
        var text = new StringBuilder(512);
        text.append("This is ")
                .append(content.facility())
                .append(" with notice ")
                .append(number());
        text.append(" about your request ").append(content.request()).append(".\n");
        content.reference()
                .forEach((name, value) -> text.append("Your ")
                        .append(name)
                        .append(" is ")
                        .append(value)
                        .append(".\n"));
        text.append(Wording.of(content)).append('\n');
        content.releaseAt()
                .ifPresent(at -> text.append("Release: ").append(local(at)).append(".\n"));
        return text.append("Who am I speaking with? Will your agency come, not come, or is it undecided?\n")
                .toString();
    }

    private String number() {
        NoticeId id = content.notice();
        return id.number();
    }

    private String local(Instant at) {
        return LOCAL.format(at.atZone(ZoneId.of(content.zone())));
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label).append(": ").append(value).append('\n');
    }
}

package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Store;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;
import org.sallyport.server.security.NoticeLinks;
import org.sallyport.server.worker.FrontDesk;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind a notice's link. Opening it shows the same to everyone and records nothing, so that mail scanners
 * acknowledge nothing; its buttons do. The first answer stands; a later press of another button changes nothing here.
 */
@RestController
@RequestMapping("/api/v1/notices/{id}/link")
@Hidden
public class LinkPage {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final NoticeLinks links;
    private final FrontDesk desk;
    private final Store store;
    private final InstantSource realTime;

    LinkPage(NoticeLinks links, FrontDesk desk, Store store, InstantSource realTime) {
        this.links = links;
        this.desk = desk;
        this.store = store;
        this.realTime = realTime;
    }

    @GetMapping
    ResponseEntity<String> show(@PathVariable String id, @RequestParam(defaultValue = "") String t) {
        return known(id, t)
                .map(notice -> page(HttpStatus.OK, "Acknowledge a notice", form(notice, t)))
                .orElseGet(LinkPage::gone);
    }

    @PostMapping
    ResponseEntity<String> press(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String t,
            @RequestParam(defaultValue = "") String answer) {
        var notice = known(id, t);
        if (notice.isEmpty()) {
            return gone();
        }
        if (answered(notice.get())) {
            return page(HttpStatus.OK, "Already acknowledged", "<p>An answer is on record. Nothing was changed.</p>");
        }
        var reply = desk.command(d -> d.acknowledge(notice.get(), answer, "", "link"));
        return switch (reply) {
            case Reply.Done _ -> page(HttpStatus.OK, "Thank you", "<p>Your answer is on record.</p>");
            case Reply.Refused(var code)
            when code.equals("acknowledgement.answer") ->
                page(HttpStatus.UNPROCESSABLE_CONTENT, "Please choose an answer", form(notice.get(), t));
            case Reply.Refused _ -> gone();
        };
    }

    private Optional<NoticeId> known(String id, String token) {
        return UUID_FORM.matcher(id).matches()
                ? links.read(UUID.fromString(id), token, realTime.instant())
                : Optional.empty();
    }

    private boolean answered(NoticeId id) {
        return store.transact(tx -> tx.placeOf(id)
                .flatMap(p -> tx.episode(p.episode()).cases().values().stream()
                        .flatMap(c -> c.notice(id).stream())
                        .findFirst())
                .flatMap(NoticeState::acknowledgedAt)
                .isPresent());
    }

    private static String form(NoticeId id, String token) {
        return """
                <p>Press one button to say that the notice reached you. Nothing is recorded until you do.
                   "Not coming" is as good an answer as "coming".</p>
                <form method="post" action="/api/v1/notices/%s/link">
                <input type="hidden" name="t" value="%s">
                <button name="answer" value="coming">We are coming</button>
                <button name="answer" value="not-coming">We are not coming</button>
                <button name="answer" value="undecided">Received, undecided</button>
                </form>
                """.formatted(id, token);
    }

    private static ResponseEntity<String> gone() {
        return page(
                HttpStatus.NOT_FOUND,
                "This link is not good",
                "<p>It is incomplete, too old, or of another notice. Use the link in the notice, or call.</p>");
    }

    private static ResponseEntity<String> page(HttpStatus status, String title, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .header("X-Robots-Tag", "noindex")
                .body("""
                        <!doctype html>
                        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
                        <meta name="viewport" content="width=device-width, initial-scale=1"></head>
                        <body><main><h1>%s</h1>
                        %s</main></body></html>
                        """.formatted(title, title, body));
    }
}

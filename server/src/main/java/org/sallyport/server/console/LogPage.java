package org.sallyport.server.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sallyport.audit.TreeHead;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Tail;
import org.sallyport.server.audit.LogBook;
import org.sallyport.server.audit.LogWords;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log for an auditor: its size, its last checkpoint, who cosigned it when, how the last check ended. */
@Controller
class LogPage {
    private static final List<Role> READERS =
            List.of(Role.AUDITOR, Role.ADMINISTRATOR, Role.DESK, Role.SUPERVISOR, Role.COUNSEL);

    private final Places places;
    private final Optional<OpenLog> log;
    private final InstantSource realTime;

    LogPage(Places places, LogBook book, InstantSource realTime) {
        this.places = places;
        this.log = book.log();
        this.realTime = realTime;
    }

    /** A witness and what it last said. */
    public record Witness(String name, long size, Optional<Instant> seenAt, String fault) {}

    /** The log as the page shows it. */
    public record Shown(
            String key, TreeHead head, Instant signedAt, Tail tail, List<Witness> witnesses, String checkpoint) {}

    @GetMapping("/log")
    String log(@AuthenticationPrincipal Caller reader, @RequestParam Optional<String> at, Model page) {
        if (READERS.stream().noneMatch(reader::has)) {
            throw Refusal.forbidden();
        }
        if (at.isPresent() || !places.of(reader).isEmpty()) {
            places.open(reader, at, page);
        } else {
            page.addAttribute("reader", reader.actor());
            places.showAltered(reader, page);
        }
        var now = realTime.instant();
        page.addAttribute("utc", new Moments(ZoneOffset.UTC, now));
        page.addAttribute("log", log.map(open -> shown(open, now)).orElse(null));
        page.addAttribute("check", log.flatMap(open -> open.checks().latest()).orElse(null));
        return "console/log";
    }

    private static Shown shown(OpenLog open, Instant now) {
        var tail = open.log().tail();
        return new Shown(
                open.signer().key().toString(),
                open.log().head(),
                now.minusMillis(Math.round(tail.checkpointAge() * 1_000)),
                tail,
                open.witnesses().all().stream()
                        .map(w ->
                                new Witness(w.named().key().name(), w.size(), w.seenAt(), LogWords.ofFault(w.fault())))
                        .toList(),
                open.log().checkpoint().orElse(""));
    }
}

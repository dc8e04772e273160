package org.sallyport.server.console;

import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reply;
import org.sallyport.server.keeping.Forgetting;
import org.sallyport.server.keeping.Retention;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.FrontDesk;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For counsel and supervisors: orders to destroy, legal holds, and what the retention schedule would let go. */
@Controller
class RecordsPage {
    private final Places places;
    private final FrontDesk desk;
    private final Forgetting forgetting;
    private final Retention retention;

    RecordsPage(Places places, FrontDesk desk, Forgetting forgetting, Retention retention) {
        this.places = places;
        this.desk = desk;
        this.forgetting = forgetting;
        this.retention = retention;
    }

    private Places.Place open(Caller reader, Optional<String> at, Model page) {
        var place = places.open(reader, at, page);
        if (!place.decides()) {
            throw Refusal.forbidden();
        }
        return place;
    }

    @GetMapping("/records")
    String records(
            @AuthenticationPrincipal Caller reader,
            @RequestParam Optional<String> at,
            @RequestParam(defaultValue = "") String stay,
            @RequestParam(defaultValue = "false") boolean check,
            Model page) {
        var place = open(reader, at, page);
        var keeping = place.file().keeping();
        page.addAttribute("stay", stay);
        page.addAttribute("expungements", keeping.expungements().values());
        page.addAttribute("holds", keeping.holds().values());
        page.addAttribute("lastRun", keeping.lastRun().orElse(null));
        page.addAttribute("report", check ? retention.check(place.facility()) : null);
        return "console/records";
    }

    @PostMapping("/records/propose")
    String propose(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam String stay,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String citation,
            Model page,
            RedirectAttributes next) {
        var id = open(reader, Optional.of(at), page).facility().id();
        return done(
                d -> d.proposeExpungement(
                        UUID.randomUUID(), id, stay(stay), needed(reason), needed(citation), reader.actor()),
                "Proposed. Another person confirms it.",
                at,
                next);
    }

    @PostMapping("/records/confirm")
    String confirm(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam UUID id,
            Model page,
            RedirectAttributes next) {
        var facility = open(reader, Optional.of(at), page).facility().id();
        var to = done(
                d -> d.confirmExpungement(facility, id, reader.actor()),
                "Confirmed. Nothing more of it is sent; once recipients were asked to delete, it is destroyed.",
                at,
                next);
        forgetting.pass();
        return to;
    }

    @PostMapping("/records/drop")
    String drop(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam UUID id,
            Model page,
            RedirectAttributes next) {
        var facility = open(reader, Optional.of(at), page).facility().id();
        return done(d -> d.dropExpungement(facility, id, reader.actor()), "Dropped. Nothing is destroyed.", at, next);
    }

    @PostMapping("/records/hold")
    String hold(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam(defaultValue = "") String stay,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String citation,
            Model page,
            RedirectAttributes next) {
        var id = open(reader, Optional.of(at), page).facility().id();
        return done(
                d -> {
                    var covered = stay.isBlank() ? Optional.<EpisodeId>empty() : Optional.of(stay(stay));
                    return d.placeHold(
                            UUID.randomUUID(), id, covered, needed(reason), needed(citation), reader.actor());
                },
                "The hold stands.",
                at,
                next);
    }

    @PostMapping("/records/lift")
    String lift(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String citation,
            Model page,
            RedirectAttributes next) {
        var facility = open(reader, Optional.of(at), page).facility().id();
        return done(d -> d.liftHold(id, facility, needed(citation), reader.actor()), "The hold is lifted.", at, next);
    }

    @PostMapping("/records/run")
    String run(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam String report,
            Model page,
            RedirectAttributes next) {
        var facility = open(reader, Optional.of(at), page).facility();
        var ran = retention.run(facility, report, reader.actor());
        next.addAttribute("at", at);
        if (ran.isEmpty()) {
            next.addFlashAttribute("refused", "Something changed since you read it. Read the report again.");
        } else {
            next.addFlashAttribute(
                    "done", "Destroyed: " + ran.get().went() + ". Sallyport no longer holds what was destroyed.");
        }
        return "redirect:/records";
    }

    private interface Command {
        Reply to(Desk desk);
    }

    private String done(Command command, String words, String at, RedirectAttributes next) {
        next.addAttribute("at", at);
        try {
            if (desk.command(command::to) instanceof Reply.Refused(var code)) {
                next.addFlashAttribute("refused", RefusedText.of(code));
            } else {
                next.addFlashAttribute("done", words);
            }
        } catch (IllegalArgumentException _) {
            next.addFlashAttribute(
                    "refused", "Fill in reason and citation, and take the stay's name from the address of its page.");
        }
        return "redirect:/records";
    }

    private static EpisodeId stay(String name) {
        return new EpisodeId(UUID.fromString(name.strip()));
    }

    private static String needed(String words) {
        if (words.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return words.strip();
    }
}

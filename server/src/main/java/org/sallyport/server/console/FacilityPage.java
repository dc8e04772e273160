package org.sallyport.server.console;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.desk.Reply;
import org.sallyport.desk.Store;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Worded;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.request.Validity;
import org.sallyport.server.feed.RosterIntake;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.lists.ShadowFindings;
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

/** A facility as a whole: stop and resume, how far Sallyport may act, whether its feed speaks. */
@Controller
class FacilityPage {
    private static final int MOST = 100;

    private final Places places;
    private final Store store;
    private final FrontDesk desk;
    private final Quarantine quarantine;
    private final RosterIntake rosters;
    private final Lists lists;

    FacilityPage(Places places, Store store, FrontDesk desk, Quarantine quarantine, RosterIntake rosters, Lists lists) {
        this.lists = lists;
        this.places = places;
        this.store = store;
        this.desk = desk;
        this.quarantine = quarantine;
        this.rosters = rosters;
    }

    @GetMapping("/facility")
    String facility(@AuthenticationPrincipal Caller reader, @RequestParam Optional<String> at, Model page) {
        var place = places.open(reader, at, page);
        var id = place.facility().id();
        page.addAttribute("heard", store.transact(tx -> tx.lastHeard(id)).orElse(null));
        page.addAttribute(
                "requesters",
                Arrays.stream(Facts.Requester.values())
                        .map(Facts.Requester::word)
                        .toList());
        page.addAttribute("modes", Mode.values());
        page.addAttribute("quarantined", quarantine.waiting(id, MOST));
        page.addAttribute("quarantinedCount", quarantine.count(id));
        page.addAttribute("rosters", rosters.standing(id));
        page.addAttribute("paused", store.transact(tx -> tx.paused(id)));
        page.addAttribute("shadow", ShadowFindings.of(lists.cases(id, true, MOST)));
        return "console/facility";
    }

    @PostMapping("/facility/roster")
    String acceptRoster(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam Instant takenAt,
            @RequestParam(defaultValue = "") String reason,
            Model page,
            RedirectAttributes next) {
        var place = supervised(reader, at, page);
        if (reason.isBlank()) {
            next.addFlashAttribute("refused", "A roster that lost many is accepted with a reason only.");
            next.addAttribute("at", at);
            return "redirect:/facility";
        }
        if (rosters.accept(place.facility(), takenAt, reader.actor(), reason).isEmpty()) {
            throw Refusal.unknown("roster");
        }
        return said("The roster is taken in.", at, next);
    }

    @PostMapping("/facility/absence")
    String absence(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam UUID episode,
            @RequestParam String answer,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        if (!rosters.answer(place.facility(), new EpisodeId(episode), answer.equals("still-held"), reader.actor())) {
            throw Refusal.unknown("absence");
        }
        return said("Recorded.", at, next);
    }

    @PostMapping("/facility/stop")
    String stop(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam(defaultValue = "no reason given") String reason,
            Model page,
            RedirectAttributes next) {
        var place = supervised(reader, at, page);
        desk.desk().stopSending(place.facility().id(), reason, reader.actor());
        return said("All sending is stopped.", at, next);
    }

    @PostMapping("/facility/resume")
    String resume(
            @AuthenticationPrincipal Caller reader, @RequestParam String at, Model page, RedirectAttributes next) {
        var place = supervised(reader, at, page);
        desk.desk().resumeSending(place.facility().id(), reader.actor());
        return said("Sending goes on.", at, next);
    }

    @PostMapping("/facility/paused")
    String paused(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam String decision,
            @RequestParam(defaultValue = "") String reason,
            Model page,
            RedirectAttributes next) {
        var place = supervised(reader, at, page);
        boolean send = decision.equals("send");
        if (reason.isBlank()) {
            next.addFlashAttribute("refused", "Say in a few words why, without naming a person.");
            next.addAttribute("at", at);
            return "redirect:/facility";
        }
        var reply = desk.command(d -> d.decidePaused(place.facility().id(), send, reason, reader.actor()));
        if (reply instanceof Reply.Refused(var code)) {
            next.addFlashAttribute("refused", RefusedText.of(code));
            next.addAttribute("at", at);
            return "redirect:/facility";
        }
        return said(send ? "The notices leave." : "The notices do not leave.", at, next);
    }

    @PostMapping("/facility/mode")
    String mode(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam String requester,
            @RequestParam String mode,
            Model page,
            RedirectAttributes next) {
        var place = supervised(reader, at, page);
        var chosen = Arrays.stream(Mode.values())
                .filter(m -> m.name().equalsIgnoreCase(mode))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.of("form.mode", "mode", "One of shadow, assisted, automatic.", "Choose one of them."));
        if (Worded.of(Facts.Requester.class, requester).isEmpty()) {
            throw Refusal.of(
                    "form.requester",
                    "requester",
                    "One of " + Worded.words(Facts.Requester.class) + ".",
                    "Choose one of them.");
        }
        desk.desk().mode(place.facility().id(), requester, chosen, reader.actor());
        return said("Mode for " + requester + ": " + mode.toLowerCase(Locale.ROOT) + ".", at, next);
    }

    @PostMapping("/facility/validity")
    String validity(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam String days,
            Model page,
            RedirectAttributes next) {
        var place = supervised(reader, at, page);
        int chosen = days.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(days) : 0;
        if (chosen < Validity.LEAST || chosen > Validity.MOST) {
            next.addFlashAttribute(
                    "refused", "Write a whole number of days from " + Validity.LEAST + " to " + Validity.MOST + ".");
            next.addAttribute("at", at);
            return "redirect:/facility";
        }
        desk.desk().validity(place.facility().id(), new Validity(chosen), reader.actor());
        return said("Requests filed or confirmed from now on stand " + chosen + " days.", at, next);
    }

    private Places.Place supervised(Caller reader, String at, Model page) {
        var place = places.open(reader, Optional.of(at), page);
        if (!place.supervises()) {
            throw Refusal.forbidden();
        }
        return place;
    }

    private static String said(String what, String at, RedirectAttributes next) {
        next.addFlashAttribute("done", what);
        next.addAttribute("at", at);
        return "redirect:/facility";
    }
}

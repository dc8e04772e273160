package org.sallyport.server.console;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.Reply;
import org.sallyport.desk.StayView;
import org.sallyport.desk.Store;
import org.sallyport.desk.Streams;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.FrontDesk;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One stay and its cases: the whole story, the table row that decided, and what a person may do now. */
@Controller
class StayPage {
    private final Places places;
    private final Store store;
    private final FrontDesk desk;

    StayPage(Places places, Store store, FrontDesk desk) {
        this.places = places;
        this.store = store;
        this.desk = desk;
    }

    /** One case as the page shows it. */
    public record Shown(CaseView view, NoticeCase of) {}

    @GetMapping("/stays/{episode}")
    String stay(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID episode,
            @RequestParam Optional<String> at,
            Model page) {
        var place = places.open(reader, at, page);
        var id = new EpisodeId(episode);
        record Read(EpisodeFile file, List<Envelope> history) {}
        var read = store.transact(tx -> new Read(tx.episode(id), tx.history(Streams.of(id))));
        boolean here = read.history().stream()
                .anyMatch(e -> e.facility().equals(place.facility().id().path()));
        if (!here) {
            throw Refusal.unknown("stay");
        }
        var file = read.file();
        page.addAttribute("stay", StayView.of(file, place.facility()));
        page.addAttribute("custody", file.custody(place.facility().ordering()));
        page.addAttribute("alarms", file.alarms());
        page.addAttribute(
                "cases",
                CaseView.of(file, place.facility()).stream()
                        .map(v -> new Shown(
                                v, java.util.Objects.requireNonNull(file.cases().get(v.caseId()))))
                        .toList());
        page.addAttribute("story", StoryText.of(read.history(), place.moments()));
        return "console/stay";
    }

    @PostMapping("/cases/{id}/decision")
    String decide(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam UUID episode,
            @RequestParam String answer,
            @RequestParam(defaultValue = "") String citation,
            @RequestParam(defaultValue = "") String reason,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        var role = reader.deskRole(place.facility().id());
        var decision = new CaseCommand.Decide(answer.equals("yes"), role, citation, reason, reader.actor());
        return command(new CaseId(id), decision, reader, at, episode, next);
    }

    @PostMapping("/cases/{id}/outcome")
    String outcome(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam UUID episode,
            @RequestParam String outcome,
            Model page,
            RedirectAttributes next) {
        places.open(reader, Optional.of(at), page);
        return command(
                new CaseId(id), new CaseCommand.ReportOutcome(outcome, reader.actor()), reader, at, episode, next);
    }

    @PostMapping("/cases/{id}/staff-action")
    String staffAction(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam UUID episode,
            @RequestParam(defaultValue = "") String told,
            @RequestParam(defaultValue = "") String channel,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        Optional<Instant> when;
        try {
            when = told.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(told)
                            .atZone(place.facility().zone())
                            .toInstant());
        } catch (DateTimeParseException _) {
            throw Refusal.of("form.told", "told", "A day and time, such as 2026-09-02T14:05.", "Write it so.");
        }
        var acted = new CaseCommand.RecordStaffAction(when, channel, reader.actor());
        return command(new CaseId(id), acted, reader, at, episode, next);
    }

    @PostMapping("/cases/{id}/copy")
    String copyGiven(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam UUID episode,
            @RequestParam UUID notice,
            Model page,
            RedirectAttributes next) {
        places.open(reader, Optional.of(at), page);
        var given = new CaseCommand.GiveCopy(new NoticeId(notice), reader.actor());
        return command(new CaseId(id), given, reader, at, episode, next);
    }

    private String command(
            CaseId id, CaseCommand command, Caller reader, String at, UUID episode, RedirectAttributes next) {
        boolean here = store.transact(
                tx -> tx.placeOf(id).filter(p -> p.facility().path().equals(at)).isPresent());
        if (!here) {
            throw Refusal.unknown("case");
        }
        switch (desk.command(d -> d.onCase(id, command, reader.actor()))) {
            case Reply.Done _ -> next.addFlashAttribute("done", "Recorded.");
            case Reply.Refused(var code) -> next.addFlashAttribute("refused", RefusedText.of(code));
        }
        next.addAttribute("at", at);
        return "redirect:/stays/" + episode;
    }
}

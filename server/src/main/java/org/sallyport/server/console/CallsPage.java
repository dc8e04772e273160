package org.sallyport.server.console;

import java.util.Optional;
import java.util.UUID;
import org.sallyport.desk.Reply;
import org.sallyport.notice.NoticeId;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.PhoneCalls;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The calls the desk has to make: number, script, and what they said. */
@Controller
class CallsPage {
    private final Places places;
    private final PhoneCalls calls;

    CallsPage(Places places, PhoneCalls calls) {
        this.places = places;
        this.calls = calls;
    }

    @GetMapping("/calls")
    String waiting(@AuthenticationPrincipal Caller reader, @RequestParam Optional<String> at, Model page) {
        var place = places.open(reader, at, page);
        page.addAttribute("calls", calls.waiting(place.facility().id()));
        return "console/calls";
    }

    @PostMapping("/calls/{notice}")
    String called(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID notice,
            @RequestParam String at,
            @RequestParam String answer,
            @RequestParam(defaultValue = "") String spoke,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        if (!PhoneCalls.ANSWERS.contains(answer)) {
            throw Refusal.of("call.answer", "answer", "One of " + PhoneCalls.ANSWERS + ".", "Choose one.");
        }
        switch (calls.called(place.facility().id(), new NoticeId(notice), answer, spoke, reader.actor())) {
            case Reply.Done _ ->
                next.addFlashAttribute(
                        "done",
                        answer.equals("no-answer") ? "Recorded: nobody was reached. It is tried again." : "Recorded.");
            case Reply.Refused(var code) -> next.addFlashAttribute("refused", RefusedText.of(code));
        }
        next.addAttribute("at", at);
        return "redirect:/calls";
    }
}

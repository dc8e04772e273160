package org.sallyport.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.desk.Reply;
import org.sallyport.desk.StayView;
import org.sallyport.desk.Store;
import org.sallyport.request.DefectText;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.lists.RequestRow;
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

/** The requests addressed to a facility; matches and defects of form that wait for a person. */
@Controller
class RequestsPage {
    private static final int MOST = 500;

    private final Places places;
    private final Lists lists;
    private final Store store;
    private final FrontDesk desk;

    RequestsPage(Places places, Lists lists, Store store, FrontDesk desk) {
        this.places = places;
        this.lists = lists;
        this.store = store;
        this.desk = desk;
    }

    /** A stay proposed for a request, with the reasons' codes. */
    public record Proposed(StayView stay, List<String> reasons) {}

    /** One request with what waits for a person. */
    public record Shown(RequestRow row, RequestFile file, List<Proposed> proposed, List<String> defects) {}

    @GetMapping("/requests")
    String requests(@AuthenticationPrincipal Caller reader, @RequestParam Optional<String> at, Model page) {
        var place = places.open(reader, at, page);
        var rows = lists.requestsTo(place.facility().id(), MOST);
        var shown = new ArrayList<Shown>();
        for (var row : rows) {
            if (row.proposed() > 0 || !row.defects().isEmpty() || row.status().equals("offered")) {
                shown.add(shown(row, place));
            }
        }
        page.addAttribute("rows", rows);
        page.addAttribute("shown", shown);
        return "console/requests";
    }

    private Shown shown(RequestRow row, Places.Place place) {
        return store.transact(tx -> {
            var file = tx.peek(List.of(row.id())).values().iterator().next();
            var proposed = new ArrayList<Proposed>();
            file.proposed()
                    .forEach((stay, reasons) ->
                            proposed.add(new Proposed(StayView.of(tx.episode(stay), place.facility()), reasons)));
            return new Shown(
                    row,
                    file,
                    proposed,
                    file.offered()
                            ? List.of()
                            : file.defects().stream().map(DefectText::sentence).toList());
        });
    }

    @PostMapping("/requests/{id}/match")
    String match(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam UUID episode,
            @RequestParam String answer,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        var request = new RequestId(id);
        var stay = new EpisodeId(episode);
        var facility = place.facility().id();
        return said(
                desk.command(d -> answer.equals("yes")
                        ? d.confirmMatch(request, facility, stay, reader.actor())
                        : d.rejectMatch(request, facility, stay, reader.actor())),
                at,
                next);
    }

    @PostMapping("/requests/{id}/defects")
    String defects(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam String reason,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        var accept = new RequestCommand.AcceptDefects(reader.actor(), reason, place.now());
        return said(
                desk.command(d -> d.request(new RequestId(id), place.facility().id(), accept, reader.actor())),
                at,
                next);
    }

    @PostMapping("/requests/{id}/relay-answer")
    String relay(
            @AuthenticationPrincipal Caller reader,
            @PathVariable UUID id,
            @RequestParam String at,
            @RequestParam String answer,
            @RequestParam String reason,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        var facility = place.facility().id();
        var command = new RequestCommand.AnswerOffer(
                answer.equals("yes"), reader.deskRole(facility), reader.actor(), reason, place.now());
        return said(desk.command(d -> d.request(new RequestId(id), facility, command, reader.actor())), at, next);
    }

    private static String said(Reply reply, String at, RedirectAttributes next) {
        switch (reply) {
            case Reply.Done _ -> next.addFlashAttribute("done", "Recorded.");
            case Reply.Refused(var code) -> next.addFlashAttribute("refused", RefusedText.of(code));
        }
        next.addAttribute("at", at);
        return "redirect:/requests";
    }
}

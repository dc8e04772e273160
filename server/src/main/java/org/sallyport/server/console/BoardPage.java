package org.sallyport.server.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.custody.EpisodeId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.StayView;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The board: who leaves next, what is owed to whom by when, and what waits for a person. */
@Controller
class BoardPage {
    private static final int MOST = 500;

    private final Places places;
    private final Lists lists;

    BoardPage(Places places, Lists lists) {
        this.places = places;
        this.lists = lists;
    }

    /** One line of the board. */
    public record Line(StayView stay, List<CaseView> cases) {
        /** Whether something of it waits for a person. */
        public boolean waits() {
            return cases.stream().anyMatch(c -> !c.asked().isEmpty());
        }
    }

    @GetMapping("/")
    String board(
            @AuthenticationPrincipal Caller reader,
            @RequestParam Optional<String> at,
            @RequestParam(defaultValue = "open") String show,
            Model page) {
        if (places.of(reader).isEmpty() && (reader.has(Role.AUDITOR) || reader.has(Role.ADMINISTRATOR))) {
            return "redirect:/log";
        }
        if (places.of(reader).isEmpty()) {
            page.addAttribute("reader", reader.actor());
            return "console/nowhere";
        }
        var place = places.open(reader, at, page);
        var cases = lists.cases(place.facility().id(), show.equals("all"), MOST);
        Map<EpisodeId, List<CaseView>> byStay = cases.stream().collect(Collectors.groupingBy(CaseView::episode));
        var lines = new ArrayList<Line>();
        for (var stay : lists.stays(place.facility().id(), show.equals("all"), MOST)) {
            var here = byStay.getOrDefault(stay.episode(), List.of());
            if (show.equals("all") || !here.isEmpty() || stay.releaseAt().isPresent()) {
                lines.add(new Line(stay, here));
            }
        }
        lines.sort(Comparator.comparing(Line::waits).reversed());
        page.addAttribute("lines", lines);
        page.addAttribute("show", show);
        page.addAttribute(
                "waiting", cases.stream().filter(c -> !c.asked().isEmpty()).count());
        page.addAttribute(
                "alarms",
                place.file().alarms().stream()
                        .filter(a -> a.toldAt().isEmpty()
                                || a.toldAt().get().plusSeconds(86_400).isAfter(place.now()))
                        .toList());
        return "console/board";
    }
}

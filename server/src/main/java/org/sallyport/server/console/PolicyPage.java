package org.sallyport.server.console;

import java.util.List;
import java.util.Optional;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.SourceBasis;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.Adoption;
import org.sallyport.server.worker.FrontDesk;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The tables that govern a facility: read as counsel reads them, adopted by a named person by the hash of what was
 * read.
 */
@Controller
class PolicyPage {
    private final Places places;
    private final Store store;
    private final FrontDesk desk;
    private final PolicyFiles tables;

    PolicyPage(Places places, Store store, FrontDesk desk, PolicyFiles tables) {
        this.places = places;
        this.store = store;
        this.desk = desk;
        this.tables = tables;
    }

    /** One table and where it stands here. */
    public record Shown(DecisionTable table, boolean adopted, boolean adoptable) {}

    @GetMapping("/policy")
    String policy(@AuthenticationPrincipal Caller reader, @RequestParam Optional<String> at, Model page) {
        var place = places.open(reader, at, page);
        page.addAttribute("tables", governing(place));
        return "console/policy";
    }

    @GetMapping("/policy/table")
    String table(
            @AuthenticationPrincipal Caller reader,
            @RequestParam Optional<String> at,
            @RequestParam String id,
            Model page) {
        var place = places.open(reader, at, page);
        var shown = find(place, id);
        page.addAttribute("table", shown.table());
        page.addAttribute("adopted", shown.adopted());
        page.addAttribute("adoptable", shown.adoptable());
        page.addAttribute("text", tables.text(id + ".md").orElse("The text of this table is kept with its book."));
        return "console/table";
    }

    @PostMapping("/policy/adopt")
    String adopt(
            @AuthenticationPrincipal Caller reader,
            @RequestParam String at,
            @RequestParam String id,
            @RequestParam String version,
            Model page,
            RedirectAttributes next) {
        var place = places.open(reader, Optional.of(at), page);
        if (!place.decides()) {
            throw Refusal.forbidden();
        }
        var shown = find(place, id);
        next.addAttribute("at", at);
        next.addAttribute("id", id);
        if (!shown.table().version().equals(version)) {
            next.addFlashAttribute(
                    "refused", "The table changed since you read it. Read it again before you adopt it.");
        } else if (shown.table().head().basis() == SourceBasis.MEMORY) {
            next.addFlashAttribute("refused", "A table from memory cannot be adopted. Read its source first.");
        } else {
            new Adoption(desk.desk()).adopt(place.facility(), id, version, reader.actor(), place.now());
            next.addFlashAttribute("done", "Adopted for this facility, under your name.");
        }
        return "redirect:/policy/table";
    }

    private Shown find(Places.Place place, String id) {
        return governing(place).stream()
                .filter(t -> t.table().id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("table"));
    }

    private List<Shown> governing(Places.Place place) {
        var contents = store.transact(Transaction::book).contents();
        var here = place.facility().jurisdiction();
        return contents.tables().stream()
                .filter(t -> here.equals(t.head().layer())
                        || here.startsWith(t.head().layer() + "/"))
                .map(t -> new Shown(
                        t,
                        contents.adoptions().adopted(here, t.version()),
                        t.head().basis() != SourceBasis.MEMORY))
                .toList();
    }
}

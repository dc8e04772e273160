package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Expungement;
import org.sallyport.server.keeping.Forgetting;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Orders to destroy what is kept of a stay: one person proposes, another confirms. */
@RestController
@RequestMapping("/api/v1/expungements")
@Tag(name = "expungements")
public class ExpungementApi {
    private final Commands commands;
    private final Lists lists;
    private final Bodies bodies;
    private final Forgetting forgetting;

    ExpungementApi(Commands commands, Lists lists, Bodies bodies, Forgetting forgetting) {
        this.commands = commands;
        this.lists = lists;
        this.bodies = bodies;
        this.forgetting = forgetting;
    }

    @Operation(summary = "The expungements of a facility; none names a person")
    @GetMapping
    List<Map<String, Object>> all(@RequestParam String facility, @AuthenticationPrincipal Caller caller) {
        var id = new RecordsCaller(lists, caller).reads(facility).id();
        var rows = new ArrayList<Map<String, Object>>();
        commands.read(tx -> tx.facility(id)).expungements().values().forEach(e -> rows.add(shown(e)));
        return rows;
    }

    @Operation(
            summary = "Propose an expungement",
            description = "facility, stay, reason, citation; reason and citation name no person. The answer names it.")
    @PostMapping("/propose")
    Map<String, Object> propose(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = answered(body, caller).id();
        var stay = new EpisodeId(Bodies.named(body, "stay"));
        var reason = Bodies.needed(body, "reason", "Why, in words that name no person.");
        var citation = Bodies.needed(body, "citation", "The order's own citation.");
        var id = UUID.randomUUID();
        commands.done(d -> d.proposeExpungement(id, facility, stay, reason, citation, caller.actor()));
        return one(facility, id);
    }

    @Operation(
            summary = "Confirm an expungement that another person proposed",
            description = "facility, id. Dispatch stops at once; whoever was told is asked to delete; then the keys are"
                    + " destroyed, at the latest a day later.")
    @PostMapping("/confirm")
    Map<String, Object> confirm(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = answered(body, caller).id();
        var id = Bodies.named(body, "id");
        commands.done(d -> d.confirmExpungement(facility, id, caller.actor()));
        forgetting.pass();
        return one(facility, id);
    }

    @Operation(summary = "Take a proposed expungement back, or refuse it", description = "facility, id.")
    @PostMapping("/drop")
    Map<String, Object> drop(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = answered(body, caller).id();
        var id = Bodies.named(body, "id");
        commands.done(d -> d.dropExpungement(facility, id, caller.actor()));
        return one(facility, id);
    }

    private Map<String, Object> one(FacilityId facility, UUID id) {
        return commands.read(tx -> tx.facility(facility)).expungements().values().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .map(ExpungementApi::shown)
                .orElseThrow(() -> Refusal.unknown("expungement"));
    }

    private static Map<String, Object> shown(Expungement e) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", e.id());
        shown.put("stay", e.episode().value());
        shown.put("stage", e.stage().name().toLowerCase(Locale.ROOT));
        shown.put("reason", e.reason());
        shown.put("citation", e.citation());
        shown.put("proposedBy", e.proposedBy());
        shown.put("confirmedBy", e.confirmedBy());
        shown.put("confirmedAt", e.confirmedAt());
        return shown;
    }

    /** The facility of a command, given by a person who answers for it. */
    private Facility answered(JsonNode body, Caller caller) {
        return new RecordsCaller(lists, caller).answers(Bodies.text(body, "facility"), "expungement.person");
    }
}

package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.LegalHold;
import org.sallyport.desk.RetentionReport;
import org.sallyport.policy.RetentionRule;
import org.sallyport.server.keeping.Retention;
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

/** How long records are kept: legal holds, and runs of the retention schedule. None names a person in custody. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "retention")
public class RetentionApi {
    private final Commands commands;
    private final Lists lists;
    private final Bodies bodies;
    private final Retention retention;

    RetentionApi(Commands commands, Lists lists, Bodies bodies, Retention retention) {
        this.commands = commands;
        this.lists = lists;
        this.bodies = bodies;
        this.retention = retention;
    }

    @Operation(summary = "The legal holds of a facility, lifted ones too")
    @GetMapping("/legal-holds")
    List<Map<String, Object>> holds(@RequestParam String facility, @AuthenticationPrincipal Caller caller) {
        var id = new RecordsCaller(lists, caller).reads(facility).id();
        var rows = new ArrayList<Map<String, Object>>();
        commands.read(tx -> tx.facility(id)).keeping().holds().values().forEach(h -> rows.add(shown(h)));
        return rows;
    }

    @Operation(
            summary = "Place a legal hold: nothing it covers is destroyed while it stands",
            description = "facility, stay (empty for everything there), reason, citation; none names a person.")
    @PostMapping("/legal-holds/place")
    Map<String, Object> place(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = answered(body, caller).id();
        var stay = Bodies.text(body, "stay");
        var episode =
                stay.isBlank() ? Optional.<EpisodeId>empty() : Optional.of(new EpisodeId(Bodies.named(body, "stay")));
        var reason = Bodies.needed(body, "reason", "Why, in words that name no person.");
        var citation = Bodies.needed(body, "citation", "The order's own citation.");
        var id = UUID.randomUUID();
        commands.done(d -> d.placeHold(id, facility, episode, reason, citation, caller.actor()));
        return one(facility, id);
    }

    @Operation(summary = "Lift a legal hold", description = "facility, id, citation: by what it is lifted.")
    @PostMapping("/legal-holds/lift")
    Map<String, Object> lift(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = answered(body, caller).id();
        var id = Bodies.named(body, "id");
        var citation = Bodies.needed(body, "citation", "By what it is lifted.");
        commands.done(d -> d.liftHold(id, facility, citation, caller.actor()));
        return one(facility, id);
    }

    @Operation(summary = "What a run of the retention schedule would destroy now, and what is kept and why")
    @GetMapping("/retention")
    Map<String, Object> check(@RequestParam String facility, @AuthenticationPrincipal Caller caller) {
        var found = new RecordsCaller(lists, caller).reads(facility);
        var shown = shown(retention.check(found));
        shown.put(
                "rules",
                retention.rules(found).stream().map(RetentionApi::shown).toList());
        return shown;
    }

    @Operation(
            summary = "Destroy what a report of the retention schedule showed",
            description = "facility, report: its digest. Refused when the report would be another one by now.")
    @PostMapping("/retention/run")
    Map<String, Object> run(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = answered(body, caller);
        var report = Bodies.needed(body, "report", "The digest of the report you read.");
        var ran =
                retention.run(facility, report, caller.actor()).orElseThrow(() -> Refusal.conflict("retention.report"));
        var shown = shown(ran.report());
        shown.put("run", ran.id());
        shown.put("went", ran.went());
        return shown;
    }

    private Map<String, Object> one(FacilityId facility, UUID id) {
        var hold = commands.read(tx -> tx.facility(facility)).keeping().holds().get(id);
        if (hold == null) {
            throw Refusal.unknown("hold");
        }
        return shown(hold);
    }

    private static Map<String, Object> shown(LegalHold h) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", h.id());
        shown.put("stay", h.episode().map(e -> e.value().toString()).orElse(""));
        shown.put("stands", h.stands());
        shown.put("reason", h.reason());
        shown.put("citation", h.citation());
        shown.put("placedBy", h.placedBy());
        shown.put("placedAt", h.placedAt());
        shown.put("liftedBy", h.liftedBy());
        return shown;
    }

    private static Map<String, Object> shown(RetentionRule rule) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("layer", rule.layer());
        shown.put("record", rule.of().word());
        shown.put("keep", rule.keep());
        shown.put("needs", rule.needs());
        shown.put("citation", rule.citation());
        shown.put("read", rule.read());
        shown.put("basis", rule.basis().word());
        shown.put("note", rule.note());
        return shown;
    }

    private static Map<String, Object> shown(RetentionReport report) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("facility", report.facility().path());
        shown.put("at", report.at());
        shown.put("report", report.digest());
        shown.put("goes", report.going().size());
        shown.put("kept", report.kept());
        shown.put(
                "records",
                report.items().stream()
                        .map(i -> Map.of(
                                "record", i.of().word(),
                                "name", i.name(),
                                "ended", i.ended(),
                                "keptUntil", i.keptUntil(),
                                "citation", i.rule().citation(),
                                "layer", i.rule().layer(),
                                "basis", i.rule().basis().word(),
                                "needs", i.rule().needs(),
                                "fate", i.fate().word()))
                        .toList());
        return shown;
    }

    /** The facility of a command, given by a person who answers for it. */
    private Facility answered(JsonNode body, Caller caller) {
        return new RecordsCaller(lists, caller).answers(Bodies.text(body, "facility"), "retention.person");
    }
}

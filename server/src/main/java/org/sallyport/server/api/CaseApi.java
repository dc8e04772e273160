package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.desk.CaseView;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.NoticeId;
import org.sallyport.postgres.access.Role;
import org.sallyport.problem.Problem;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Notice cases: what the desk decides, what agencies report. */
@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "cases")
public class CaseApi {
    private static final int MOST = 1_000;

    private final Commands commands;
    private final Lists lists;
    private final Bodies bodies;

    CaseApi(Commands commands, Lists lists, Bodies bodies) {
        this.commands = commands;
        this.lists = lists;
        this.bodies = bodies;
    }

    @Operation(summary = "The cases of the facilities whose desk the caller works", description = "Holds no person.")
    @GetMapping
    List<CaseView> all(@RequestParam(defaultValue = "false") boolean closed, @AuthenticationPrincipal Caller caller) {
        return lists.facilitiesOf(caller, Role.DESK, Role.SUPERVISOR, Role.COUNSEL).stream()
                .flatMap(f -> lists.cases(f, closed, MOST).stream())
                .limit(MOST)
                .toList();
    }

    @Operation(
            summary = "Answer the question that waits",
            description = "answer: yes or no. Where a table bars it, only counsel, with citation and reason.")
    @PostMapping("/{id}/decision")
    Map<String, Object> decide(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var answer = oneOf(body, "answer", "yes", "no");
        var found = commands.caseOf(caller, new CaseId(id));
        var role = caller.deskRole(found.facility());
        if (role.isEmpty()) {
            throw Refusal.forbidden();
        }
        var decision = new CaseCommand.Decide(
                answer.equals("yes"), role, Bodies.text(body, "citation"), Bodies.text(body, "reason"), caller.actor());
        return done(id, decision, caller);
    }

    @Operation(
            summary = "Report the hand-over",
            description = "what: arrived, transferred, not-arrived, refused; officerReference: the agency's own.")
    @PostMapping("/{id}/hand-over")
    Map<String, Object> handOver(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var what = oneOf(body, "what", "arrived", "transferred", "not-arrived", "refused");
        return done(
                id,
                new CaseCommand.RecordHandOver(what, Bodies.text(body, "officerReference"), caller.actor()),
                caller);
    }

    @Operation(
            summary = "Report what the agency did",
            description = "outcome: taken-into-custody, declined, released-to-community, removed, released-later,"
                    + " not-reported, other.")
    @PostMapping("/{id}/outcome")
    Map<String, Object> outcome(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var outcome = oneOf(
                bodies.object(request),
                "outcome",
                "taken-into-custody",
                "declined",
                "released-to-community",
                "removed",
                "released-later",
                "not-reported",
                "other");
        return done(id, new CaseCommand.ReportOutcome(outcome, caller.actor()), caller);
    }

    @Operation(
            summary = "Record what staff did by themselves while Sallyport is in shadow",
            description = "told: yes or no; with yes, at: ISO 8601 moment with offset, not ahead; channel: phone, fax,"
                    + " email, in-person, other. It is compared with what would have been sent (GET /shadow).")
    @PostMapping("/{id}/staff-action")
    Map<String, Object> staffAction(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var found = commands.caseOf(caller, new CaseId(id));
        Commands.require(caller, found.facility(), Role.DESK, Role.SUPERVISOR);
        boolean told = oneOf(body, "told", "yes", "no").equals("yes");
        Optional<Instant> at = told ? Optional.of(moment(Bodies.text(body, "at"))) : Optional.empty();
        var channel = told ? oneOf(body, "channel", "phone", "fax", "email", "in-person", "other") : "";
        return done(id, new CaseCommand.RecordStaffAction(at, channel, caller.actor()), caller);
    }

    private static Instant moment(String given) {
        try {
            return OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeParseException _) {
            throw Refusal.of(
                    "body.at",
                    "at",
                    "An ISO 8601 moment with offset, such as 2026-09-02T14:05:00-04:00.",
                    "Write it so.");
        }
    }

    @Operation(summary = "Record that the person's copy of a notice was handed over")
    @PostMapping("/{id}/copy-given")
    Map<String, Object> copyGiven(
            @PathVariable UUID id, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var notice = Bodies.needed(bodies.object(request), "notice", "The notice's name.");
        var found = commands.caseOf(caller, new CaseId(id));
        Commands.require(caller, found.facility(), Role.DESK, Role.SUPERVISOR);
        try {
            var copy = new CaseCommand.GiveCopy(new NoticeId(UUID.fromString(notice)), caller.actor());
            return done(id, copy, caller);
        } catch (IllegalArgumentException _) {
            throw Refusal.of("body.notice", "notice", "The name of a notice, a UUID.", "Copy it from the notice.");
        }
    }

    private Map<String, Object> done(UUID id, CaseCommand command, Caller caller) {
        var of = new CaseId(id);
        commands.caseOf(caller, of);
        commands.done(desk -> desk.onCase(of, command, caller.actor()));
        return Map.of("case", of.toString(), "recorded", true);
    }

    private static String oneOf(JsonNode body, String member, String... words) {
        var expected = "One of " + String.join(", ", words) + ".";
        var given = Bodies.needed(body, member, expected);
        if (!List.of(words).contains(given)) {
            throw Refusal.of(
                    List.of(new Problem("body." + member + ".value", member, given, expected, "Choose one of them.")));
        }
        return given;
    }
}

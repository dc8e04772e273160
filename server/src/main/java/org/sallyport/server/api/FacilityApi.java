package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Worded;
import org.sallyport.postgres.access.Role;
import org.sallyport.request.Validity;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A facility as a whole: how far Sallyport may act, the stop of all sending, alarms, the journal's envelopes. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "facilities")
public class FacilityApi {
    private static final int PAGE_MOST = 1_000;

    private final Commands commands;
    private final Lists lists;
    private final Bodies bodies;

    FacilityApi(Commands commands, Lists lists, Bodies bodies) {
        this.commands = commands;
        this.lists = lists;
        this.bodies = bodies;
    }

    /** An alarm and where it is from. */
    public record AlarmRow(
            String facility,
            String id,
            String kind,
            String role,
            String about,
            Instant raisedAt,
            int attempts,
            Optional<Instant> toldAt) {}

    @Operation(summary = "The facilities the caller works at, with modes and stops")
    @GetMapping("/facilities")
    List<Map<String, Object>> all(@AuthenticationPrincipal Caller caller) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var id : lists.facilitiesOf(caller, Role.FEED, Role.DESK, Role.SUPERVISOR, Role.COUNSEL, Role.AUDITOR)) {
            var file = commands.read(tx -> tx.facility(id));
            var modes = new LinkedHashMap<String, String>();
            file.modes()
                    .forEach((requester, mode) ->
                            modes.put(requester, mode.name().toLowerCase(Locale.ROOT)));
            rows.add(Map.of(
                    "facility",
                    id.path(),
                    "jurisdiction",
                    file.facility().map(Facility::jurisdiction).orElse(""),
                    "modes",
                    modes,
                    "stopped",
                    file.stopped().orElse(""),
                    "paused",
                    commands.read(tx -> tx.paused(id)).waiting()));
        }
        return rows;
    }

    @Operation(
            summary = "Set how far Sallyport may act for one kind of requester",
            description = "facility, requester, mode: shadow, assisted or automatic.")
    @PostMapping("/facilities/mode")
    Map<String, Object> mode(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = facility(Bodies.text(body, "facility"), caller, Role.SUPERVISOR);
        var requester = Worded.of(Facts.Requester.class, Bodies.text(body, "requester"))
                .orElseThrow(() -> Refusal.of(
                        "body.requester",
                        "requester",
                        "One of " + Worded.words(Facts.Requester.class) + ".",
                        "Choose one of them."));
        var word = Bodies.text(body, "mode");
        for (var mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                commands.front().desk().mode(facility, requester.word(), mode, caller.actor());
                return Map.of("facility", facility.path(), "requester", requester.word(), "mode", word);
            }
        }
        throw Refusal.of("body.mode", "mode", "One of shadow, assisted, automatic.", "Choose one of them.");
    }

    @Operation(summary = "Stop all sending at a facility", description = "facility, reason.")
    @PostMapping("/facilities/stop")
    Map<String, Object> stop(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = facility(Bodies.text(body, "facility"), caller, Role.SUPERVISOR);
        var reason = Bodies.needed(body, "reason", "Why, in words that name no person.");
        commands.front().desk().stopSending(facility, reason, caller.actor());
        return Map.of("facility", facility.path(), "stopped", true);
    }

    @Operation(summary = "Let sending go on at a facility", description = "facility.")
    @PostMapping("/facilities/resume")
    Map<String, Object> resume(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var facility = facility(Bodies.text(bodies.object(request), "facility"), caller, Role.SUPERVISOR);
        commands.front().desk().resumeSending(facility, caller.actor());
        return Map.of("facility", facility.path(), "stopped", false);
    }

    @Operation(
            summary = "Decide whether notices paused in a burst leave",
            description = "facility, decision: send or withhold, reason. It speaks of everything paused until now; what"
                    + " is withheld stays so until the facts change.")
    @PostMapping("/facilities/paused")
    Map<String, Object> paused(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = facility(Bodies.text(body, "facility"), caller, Role.SUPERVISOR);
        var decision = Bodies.text(body, "decision");
        if (!decision.equals("send") && !decision.equals("withhold")) {
            throw Refusal.of("body.decision", "decision", "send or withhold.", "Choose one of them.");
        }
        var reason = Bodies.needed(body, "reason", "Why, in words that name no person.");
        commands.done(desk -> desk.decidePaused(facility, decision.equals("send"), reason, caller.actor()));
        return Map.of("facility", facility.path(), "decision", decision);
    }

    @Operation(
            summary = "Set how many notices in an hour are never paused as a burst",
            description = "facility, fewest: a whole number from 1; 12 to begin with. Above it, three times the busiest"
                    + " hour of the last four weeks counts.")
    @PostMapping("/facilities/breaker")
    Map<String, Object> breaker(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var facility = facility(Bodies.text(body, "facility"), caller, Role.SUPERVISOR);
        var given = Bodies.text(body, "fewest");
        if (!given.matches("[1-9][0-9]{0,5}")) {
            throw Refusal.of("body.fewest", "fewest", "A whole number from 1 to 999999.", "Give it as text: \"12\".");
        }
        commands.front().desk().breaker(facility, Integer.parseInt(given), caller.actor());
        return Map.of("facility", facility.path(), "fewest", Integer.parseInt(given));
    }

    @Operation(
            summary = "Set how long a request stands that names no last day",
            description =
                    "facility, days: a whole number from 14 to 3660; 365 to begin with. It holds for requests filed"
                            + " or confirmed from now on. Agencies are reminded 30 and 7 days before.")
    @PostMapping("/facilities/validity")
    Map<String, Object> validity(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var facility = facility(Bodies.text(body, "facility"), caller, Role.SUPERVISOR);
        var given = Bodies.text(body, "days");
        int days = given.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(given) : 0;
        if (days < Validity.LEAST || days > Validity.MOST) {
            throw Refusal.of("body.days", "days", "A whole number from 14 to 3660.", "Give it as text: \"365\".");
        }
        commands.front().desk().validity(facility, new Validity(days), caller.actor());
        return Map.of("facility", facility.path(), "days", days);
    }

    @Operation(
            summary = "Alarms of the facilities the caller works at, newest first",
            description = "open: only those a role has not been told of yet.")
    @GetMapping("/alarms")
    List<AlarmRow> alarms(@RequestParam(defaultValue = "false") boolean open, @AuthenticationPrincipal Caller caller) {
        var rows = new ArrayList<AlarmRow>();
        for (var id : lists.facilitiesOf(caller, Role.DESK, Role.SUPERVISOR, Role.COUNSEL)) {
            commands.read(tx -> tx.facility(id)).alarms().forEach(a -> rows.add(row(id, a)));
            var stays = lists.stays(id, true, PAGE_MOST);
            for (var stay : stays) {
                commands.read(tx -> tx.episode(stay.episode())).alarms().forEach(a -> rows.add(row(id, a)));
            }
        }
        rows.removeIf(r -> open && r.toldAt().isPresent());
        rows.sort(Comparator.comparing(AlarmRow::raisedAt).reversed());
        return rows.subList(0, Math.min(rows.size(), PAGE_MOST));
    }

    @Operation(
            summary = "Envelopes of the journal of a facility, page by page",
            description = "after: the position of the last entry already read, 0 at first. What is sealed is never"
                    + " shown.")
    @GetMapping("/journal")
    Map<String, Object> journal(
            @RequestParam String facility,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "500") int most,
            @AuthenticationPrincipal Caller caller) {
        var id = facility(facility, caller, Role.AUDITOR);
        var page = lists.journal(id, after, Math.clamp(most, 1, PAGE_MOST));
        long last = page.isEmpty() ? after : page.getLast().position();
        return Map.of("entries", page, "next", last, "more", page.size() == Math.clamp(most, 1, PAGE_MOST));
    }

    private FacilityId facility(String name, Caller caller, Role... roles) {
        var id = new FacilityId(name);
        Commands.require(caller, id, roles);
        return lists.facility(id).map(Facility::id).orElseThrow(() -> Refusal.unknown("facility"));
    }

    private static AlarmRow row(FacilityId facility, Alarm a) {
        return new AlarmRow(
                facility.path(),
                a.id().toString(),
                a.kind(),
                a.role(),
                a.about(),
                a.raisedAt(),
                a.attempts(),
                a.toldAt());
    }
}

package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.postgres.access.Role;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.lists.RequestRow;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Possible matches that wait for a person at the desk: weaker than a strong identifier, so nothing binds by itself. */
@RestController
@RequestMapping("/api/v1/matches")
@Tag(name = "matches")
public class MatchApi {
    private static final int MOST = 1_000;

    private final Commands commands;
    private final Lists lists;

    MatchApi(Commands commands, Lists lists) {
        this.commands = commands;
        this.lists = lists;
    }

    @Operation(
            summary = "Proposed matches at the facilities whose desk the caller works",
            description = "Request number, stay, and codes of what speaks for and against. Holds no person.")
    @GetMapping
    List<Map<String, Object>> all(@AuthenticationPrincipal Caller caller) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var facility : lists.facilitiesOf(caller, Role.DESK, Role.SUPERVISOR)) {
            for (var row : lists.requestsTo(facility, MOST)) {
                if (row.proposed() > 0) {
                    rows.addAll(proposed(row));
                }
            }
        }
        return rows;
    }

    private List<Map<String, Object>> proposed(RequestRow row) {
        var file = commands.read(tx -> tx.peek(List.of(row.id()))).get(row.id());
        var rows = new ArrayList<Map<String, Object>>();
        if (file != null) {
            file.proposed().forEach((stay, reasons) -> {
                var one = new LinkedHashMap<String, Object>();
                one.put("request", row.number());
                one.put("facility", row.addressee().path());
                one.put("stay", stay.toString());
                one.put("reasons", reasons);
                rows.add(one);
            });
        }
        return rows;
    }

    @Operation(summary = "Confirm that the stay is the subject's; the request applies to it from now on")
    @PostMapping("/{number}/{stay}/confirmation")
    Map<String, Object> confirm(
            @PathVariable String number, @PathVariable UUID stay, @AuthenticationPrincipal Caller caller) {
        var row = found(number, caller);
        var id = new EpisodeId(stay);
        commands.done(desk -> desk.confirmMatch(row.id(), row.addressee(), id, caller.actor()));
        return Map.of("request", number, "stay", stay, "confirmed", true);
    }

    @Operation(summary = "Rule the stay out")
    @PostMapping("/{number}/{stay}/rejection")
    Map<String, Object> reject(
            @PathVariable String number, @PathVariable UUID stay, @AuthenticationPrincipal Caller caller) {
        var row = found(number, caller);
        var id = new EpisodeId(stay);
        commands.done(desk -> desk.rejectMatch(row.id(), row.addressee(), id, caller.actor()));
        return Map.of("request", number, "stay", stay, "confirmed", false);
    }

    private RequestRow found(String number, Caller caller) {
        return lists.request(number)
                .filter(r -> caller.mayAny(r.addressee(), Role.DESK, Role.SUPERVISOR))
                .orElseThrow(() -> Refusal.unknown("match"));
    }
}

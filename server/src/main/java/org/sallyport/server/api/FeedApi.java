package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.server.feed.FeedIntake;
import org.sallyport.server.feed.FeedIntake.EventReply;
import org.sallyport.server.feed.FeedIntake.Fate;
import org.sallyport.server.feed.RosterIntake;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Problems;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Custody feeds. A facility's name holds slashes and stands in the path as it is: everything between {@code /feeds/}
 * and the last word.
 */
@RestController
@RequestMapping("/api/v1/feeds")
@Tag(name = "feeds")
public class FeedApi {
    private static final int SHOWN_MOST = 500;

    private final FeedIntake intake;
    private final Quarantine quarantine;
    private final Lists lists;
    private final Store store;
    private final Bodies bodies;
    private final RosterCalls rosters;

    FeedApi(FeedIntake intake, RosterIntake rosters, Quarantine quarantine, Lists lists, Store store, Bodies bodies) {
        this.intake = intake;
        this.quarantine = quarantine;
        this.lists = lists;
        this.store = store;
        this.bodies = bodies;
        this.rosters = new RosterCalls(rosters, bodies);
    }

    /** What became of a body, event by event. */
    public record Taken(Map<String, Long> counts, List<Map<String, Object>> replies) {}

    /** Where a feed stands. */
    public record Health(
            String facility,
            Optional<Instant> lastHeard,
            Optional<Instant> expectedNext,
            boolean silent,
            long quarantined) {}

    @Operation(
            summary = "Send events of a facility's feed",
            description = "POST /feeds/FACILITY/events, such as /feeds/us/md/montgomery/mcdc/events: one CloudEvent, a"
                    + " JSON array, or JSON Lines, plain or by gzip. POST /feeds/FACILITY/quarantine/ID/requeue reads a"
                    + " quarantined event again. 200: every event accepted or known already. 207: some were not; the"
                    + " replies say which. 409: all refused, their ids known with other content. 422: none could be"
                    + " read; they wait in quarantine.")
    @PostMapping("/{*path}")
    ResponseEntity<?> post(
            @PathVariable String path,
            @RequestParam Optional<String> takenAt,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        if (path.endsWith("/rosters")) {
            var facility = facility(caller, path.substring(0, path.length() - "/rosters".length()), Role.FEED);
            return rosters.take(facility, request, takenAt);
        }
        int roster = path.indexOf("/rosters/");
        if (roster > 0) {
            return ofRosters(path.substring(0, roster), path.substring(roster + "/rosters/".length()), request, caller);
        }
        if (path.endsWith("/events")) {
            var facility = facility(caller, path.substring(0, path.length() - "/events".length()), Role.FEED);
            json(request);
            return answer(intake.body(facility, bodies.bytes(request)));
        }
        int mark = path.indexOf("/quarantine/");
        if (mark > 0 && path.endsWith("/requeue")) {
            var facility = facility(caller, path.substring(0, mark), Role.FEED, Role.DESK, Role.SUPERVISOR);
            var id = path.substring(mark + "/quarantine/".length(), path.length() - "/requeue".length());
            var replies = intake.again(facility, id);
            if (replies.isEmpty()) {
                throw Refusal.unknown("quarantine");
            }
            return answer(replies);
        }
        throw Refusal.unknown("address");
    }

    private ResponseEntity<?> ofRosters(String at, String what, HttpServletRequest request, Caller caller)
            throws IOException {
        if (what.equals("acceptance")) {
            return rosters.accept(facility(caller, at, Role.SUPERVISOR), request, caller.actor());
        }
        if (what.startsWith("absences/")) {
            var facility = facility(caller, at, Role.DESK, Role.SUPERVISOR);
            return ResponseEntity.ok(
                    rosters.absence(facility, what.substring("absences/".length()), request, caller.actor()));
        }
        throw Refusal.unknown("address");
    }

    @Operation(
            summary = "Where a feed stands, or what waits in its quarantine",
            description = "GET /feeds/FACILITY; GET /feeds/FACILITY/quarantine for the problems of what could not be"
                    + " read; GET /feeds/FACILITY/quarantine/ID for what was sent, to the desk and the feed itself.")
    @GetMapping("/{*path}")
    Object get(@PathVariable String path, @AuthenticationPrincipal Caller caller) {
        int mark = path.indexOf("/quarantine");
        var roles = new Role[] {Role.FEED, Role.DESK, Role.SUPERVISOR};
        if (path.endsWith("/rosters")) {
            return rosters.standing(facility(caller, path.substring(0, path.length() - "/rosters".length()), roles));
        }
        if (mark < 0) {
            return health(facility(caller, path, roles));
        }
        var facility = facility(caller, path.substring(0, mark), roles);
        var id = path.substring(mark + "/quarantine".length());
        if (id.isEmpty()) {
            return quarantine.waiting(facility.id(), SHOWN_MOST).stream()
                    .map(i -> Map.of("id", i.id(), "at", i.at(), "problems", Problems.list(i.problems())))
                    .toList();
        }
        return quarantine
                .open(facility.id(), id.substring(1))
                .map(o -> Map.of(
                        "id", o.item().id(),
                        "at", o.item().at(),
                        "problems", Problems.list(o.item().problems()),
                        "sent", o.raw()))
                .orElseThrow(() -> Refusal.unknown("quarantine"));
    }

    private Facility facility(Caller caller, String path, Role... roles) {
        var id = new FacilityId(path.startsWith("/") ? path.substring(1) : path);
        if (!caller.mayAny(id, roles)) {
            throw Refusal.forbidden();
        }
        return lists.facility(id).orElseThrow(() -> Refusal.unknown("facility"));
    }

    private static void json(HttpServletRequest request) {
        var type = request.getContentType();
        var known = type == null
                || MediaType.parseMediaType(type)
                        .getSubtype()
                        .matches("json|x-ndjson|ndjson|jsonl|x-jsonlines|gzip|octet-stream|.*\\+json");
        if (!known) {
            throw Refusal.contentType();
        }
    }

    private Health health(Facility facility) {
        var heard = store.transact(tx -> tx.lastHeard(facility.id()));
        var now = store.transact(Transaction::now);
        boolean refused =
                store.transact(tx -> tx.facility(facility.id()).refusedRoster().isPresent());
        return new Health(
                facility.id().path(),
                heard.map(Transaction.Heard::at),
                heard.map(Transaction.Heard::expectedNext),
                refused || heard.filter(h -> h.silentAt().isAfter(now)).isEmpty(),
                quarantine.count(facility.id()));
    }

    private static ResponseEntity<?> answer(List<EventReply> replies) {
        var counts = new EnumMap<Fate, Long>(Fate.class);
        for (var fate : Fate.values()) {
            counts.put(fate, replies.stream().filter(r -> r.fate() == fate).count());
        }
        long refused = counts.getOrDefault(Fate.REFUSED, 0L);
        long quarantined = counts.getOrDefault(Fate.QUARANTINED, 0L);
        long good = replies.size() - refused - quarantined;
        var body = new Taken(words(counts), replies.stream().map(FeedApi::reply).toList());
        if (good == replies.size()) {
            return ResponseEntity.ok(body);
        }
        if (good > 0 || (refused > 0 && quarantined > 0)) {
            return ResponseEntity.status(HttpStatus.MULTI_STATUS).body(body);
        }
        var status = refused > 0 ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        var problems = replies.stream().flatMap(r -> r.problems().stream()).toList();
        var detail = Problems.detail(status, status.getReasonPhrase(), problems);
        detail.setProperty("counts", body.counts());
        detail.setProperty("replies", body.replies());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private static Map<String, Long> words(Map<Fate, Long> counts) {
        var words = new LinkedHashMap<String, Long>();
        counts.forEach((fate, count) -> words.put(fate.word(), count));
        return words;
    }

    private static Map<String, Object> reply(EventReply reply) {
        var one = new LinkedHashMap<String, Object>();
        one.put("place", reply.place());
        one.put("id", reply.id());
        one.put("status", reply.fate().word());
        if (!reply.problems().isEmpty()) {
            one.put("problems", Problems.list(reply.problems()));
        }
        if (!reply.remarks().isEmpty()) {
            one.put("remarks", Problems.list(reply.remarks()));
        }
        return one;
    }
}

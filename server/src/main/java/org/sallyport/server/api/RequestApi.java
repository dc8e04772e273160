package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.request.Receipt;
import org.sallyport.postgres.access.Role;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;
import org.sallyport.request.Service;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.lists.RequestRow;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notification requests: filed by agencies, or by a desk for an agency that sent paper. */
@RestController
@RequestMapping("/api/v1/requests")
@Tag(name = "requests")
public class RequestApi {
    private static final int MOST = 1_000;

    private final Commands commands;
    private final RequestIntakeDesk intake;
    private final Lists lists;
    private final Bodies bodies;
    private final Duration receiptAfter;

    /** {@code receiptAfter} is the least time until a receipt, so that a quick one tells nothing. */
    RequestApi(Commands commands, RequestIntakeDesk intake, Lists lists, Bodies bodies, ReceiptDelay receiptAfter) {
        this.commands = commands;
        this.intake = intake;
        this.lists = lists;
        this.bodies = bodies;
        this.receiptAfter = receiptAfter.least();
    }

    /** The least time until a receipt. */
    public record ReceiptDelay(Duration least) {}

    @Operation(
            summary = "File a request",
            description =
                    "Body as docs/formats/request.md; answer: a receipt with number, time and defects of form, the"
                            + " same whether or not anyone matches. The same body, or the same Idempotency-Key,"
                            + " gets the same receipt; the same Idempotency-Key with another body is refused (409).")
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> file(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        long begun = System.nanoTime();
        try {
            var filed = intake.file(bodies.bytes(request), key, caller);
            return ResponseEntity.created(URI.create("/api/v1/requests/" + filed.number()))
                    .body(new Receipt(filed.number(), filed.at(), filed.defects(), filed.validThrough()).json());
        } finally {
            evenOut(begun);
        }
    }

    private Optional<LocalDate> through(RequestId id) {
        return Optional.ofNullable(commands.read(tx -> tx.peek(List.of(id))).get(id))
                .flatMap(RequestFile::term)
                .map(RequestFile.Term::through);
    }

    /** Finding someone takes longer than finding nobody; the sender must not be able to tell. */
    private void evenOut(long begun) {
        long left = receiptAfter.toNanos() - (System.nanoTime() - begun);
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = receiptAfter.toNanos() - (System.nanoTime() - begun);
        }
    }

    @Operation(summary = "The caller's requests: an agency's own, or those addressed to the facilities it works at")
    @GetMapping
    List<Map<String, Object>> all(@AuthenticationPrincipal Caller caller) {
        var rows = new ArrayList<Map<String, Object>>();
        var agencies = new TreeSet<>(lists.alteredAgencies().keySet());
        lists.agencies().forEach(a -> agencies.add(a.id()));
        for (var agency : caller.agencies(agencies)) {
            lists.requestsOf(agency, MOST).stream().filter(RequestRow::takenIn).forEach(r -> rows.add(toAgency(r)));
        }
        for (var facility : lists.facilitiesOf(caller, Role.DESK, Role.SUPERVISOR, Role.COUNSEL)) {
            lists.requestsTo(facility, MOST).forEach(r -> rows.add(toDesk(r)));
        }
        return rows;
    }

    @Operation(
            summary = "One request",
            description = "An agency sees what it filed and did; only the desk sees what it applies to.")
    @GetMapping("/{number}")
    Map<String, Object> one(@PathVariable String number, @AuthenticationPrincipal Caller caller) {
        var row = found(number, caller);
        return Commands.atDesk(caller, row.addressee()) ? toDesk(row) : toAgency(row);
    }

    @Operation(summary = "Take a request back", description = "reason: in words that name no person; may be left out.")
    @PostMapping("/{number}/withdrawal")
    Map<String, Object> withdraw(
            @PathVariable String number, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var row = ofAgency(number, caller);
        var reason = Bodies.text(bodies.object(request), "reason");
        return give(row, new RequestCommand.Withdraw(caller.actor(), reason, now()), caller);
    }

    @Operation(summary = "Send a request again with other content", description = "Body as for filing.")
    @PostMapping(value = "/{number}/amendment", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> amend(
            @PathVariable String number, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        long begun = System.nanoTime();
        try {
            var row = ofAgency(number, caller);
            var read = intake.read(bodies.bytes(request), row.number(), caller);
            var at = now();
            give(row, new RequestCommand.Amend(read.request(), read.defects(), at), caller);
            return ResponseEntity.ok(new Receipt(row.number(), at, read.defects(), through(row.id())).json());
        } finally {
            evenOut(begun);
        }
    }

    @Operation(
            summary = "Say that a request still stands",
            description = "A request that names no last day of its own stands on for the facility's term;"
                    + " validThrough is its new last day.")
    @PostMapping("/{number}/revalidation")
    Map<String, Object> revalidate(@PathVariable String number, @AuthenticationPrincipal Caller caller) {
        var row = ofAgency(number, caller);
        var at = now();
        var zone = lists.facility(row.addressee()).orElseThrow().zone();
        var day = at.atZone(zone).toLocalDate();
        var given = new LinkedHashMap<String, Object>(
                give(row, new RequestCommand.Revalidate(caller.actor(), day, at), caller));
        through(row.id()).ifPresent(last -> given.put("validThrough", last.toString()));
        return given;
    }

    @Operation(
            summary = "Record that the person was given a copy",
            description = "on: ISO 8601 day; how: in-person, mail, other; language. For the facility's desk.")
    @PostMapping("/{number}/service")
    Map<String, Object> service(
            @PathVariable String number, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var row = atDesk(number, caller, Role.DESK, Role.SUPERVISOR);
        var body = bodies.object(request);
        var how = Bodies.needed(body, "how", "One of in-person, mail, other.");
        if (!List.of("in-person", "mail", "other").contains(how)) {
            throw Refusal.of("body.how.value", "how", "One of in-person, mail, other.", "Choose one of them.");
        }
        var on = day(Bodies.needed(body, "on", "The day of service, such as 2026-09-02."));
        var service = new Service(on, how, Bodies.text(body, "language"));
        return give(row, new RequestCommand.RecordService(service, caller.actor(), now()), caller);
    }

    @Operation(
            summary = "Accept a request in spite of its defects of form",
            description = "reason. For the facility's supervisor or counsel.")
    @PostMapping("/{number}/defects-acceptance")
    Map<String, Object> acceptDefects(
            @PathVariable String number, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var row = atDesk(number, caller, Role.SUPERVISOR, Role.COUNSEL);
        var reason = Bodies.needed(bodies.object(request), "reason", "Why, in words that name no person.");
        return give(row, new RequestCommand.AcceptDefects(caller.actor(), reason, now()), caller);
    }

    @Operation(
            summary = "Say whether a request that another facility passed on is taken in",
            description = "answer: yes or no; reason, in words that name nobody. For the facility's supervisor or"
                    + " counsel; counsel alone says yes where a table that is not adopted bars it.")
    @PostMapping("/{number}/relay-answer")
    Map<String, Object> answerRelay(
            @PathVariable String number, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var row = atDesk(number, caller, Role.SUPERVISOR, Role.COUNSEL);
        var body = bodies.object(request);
        var answer = Bodies.needed(body, "answer", "yes or no.");
        if (!List.of("yes", "no").contains(answer)) {
            throw Refusal.of("body.answer.value", "answer", "yes or no.", "Choose one of them.");
        }
        var reason = Bodies.needed(body, "reason", "Why, in words that name no person.");
        var role = caller.deskRole(row.addressee());
        var command = new RequestCommand.AnswerOffer(answer.equals("yes"), role, caller.actor(), reason, now());
        return give(row, command, caller);
    }

    private Map<String, Object> give(RequestRow row, RequestCommand command, Caller caller) {
        commands.done(desk -> desk.request(row.id(), row.addressee(), command, caller.actor()));
        return Map.of("number", row.number(), "recorded", true);
    }

    private RequestRow found(String number, Caller caller) {
        return lists.request(number)
                .filter(r ->
                        caller.may(Role.AGENCY, r.agency()) && r.takenIn() || Commands.atDesk(caller, r.addressee()))
                .orElseThrow(() -> Refusal.unknown("request"));
    }

    private RequestRow ofAgency(String number, Caller caller) {
        var row = found(number, caller);
        if (!caller.may(Role.AGENCY, row.agency()) && !caller.mayAny(row.addressee(), Role.DESK, Role.SUPERVISOR)) {
            throw Refusal.forbidden();
        }
        return row;
    }

    private RequestRow atDesk(String number, Caller caller, Role... roles) {
        var row = found(number, caller);
        Commands.require(caller, row.addressee(), roles);
        return row;
    }

    private Instant now() {
        return commands.read(Transaction::now);
    }

    private static LocalDate day(String given) {
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException _) {
            throw Refusal.of("body.on.value", "on", "An ISO 8601 day, such as 2026-09-02.", "Write it so.");
        }
    }

    /** What an agency may know: what it filed and did itself, never what came of it in custody. */
    private static Map<String, Object> toAgency(RequestRow r) {
        var own = List.of("withdrawn", "cancelled").contains(r.status()) ? r.status() : "received";
        var shown = new LinkedHashMap<String, Object>();
        shown.put("number", r.number());
        shown.put("agency", r.agency());
        shown.put("addressee", r.addressee().path());
        shown.put("form", r.form());
        shown.put("receivedAt", r.receivedAt());
        shown.put("defects", r.defects());
        shown.put("status", own);
        r.passedOnFrom().ifPresent(first -> shown.put("passedOnFrom", first));
        return shown;
    }

    private static Map<String, Object> toDesk(RequestRow r) {
        var shown = toAgency(r);
        shown.put("requester", r.requester());
        shown.put("status", r.status());
        shown.put("bound", r.bound());
        shown.put("proposed", r.proposed());
        shown.put("closed", r.closed());
        return shown;
    }
}

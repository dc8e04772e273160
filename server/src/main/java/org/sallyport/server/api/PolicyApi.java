package org.sallyport.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Transaction;
import org.sallyport.formats.policy.DeterminationWriter;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.formats.policy.FactsReader;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.CourtOrder;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;
import org.sallyport.policy.SourceBasis;
import org.sallyport.policy.Worded;
import org.sallyport.postgres.access.Role;
import org.sallyport.problem.Checked;
import org.sallyport.server.lists.Lists;
import org.sallyport.server.refusal.Refusal;
import org.sallyport.server.security.Caller;
import org.sallyport.server.worker.Adoption;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The policy book in force: its tables, who adopted them, what a facility does where the law says may, what it answers.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "policy")
public class PolicyApi {
    private final Commands commands;
    private final Lists lists;
    private final Bodies bodies;
    private final FactsReader facts = new FactsReader();

    PolicyApi(Commands commands, Lists lists, Bodies bodies) {
        this.commands = commands;
        this.lists = lists;
        this.bodies = bodies;
    }

    /** One table of the book. */
    public record Table(
            String id,
            String title,
            String version,
            String layer,
            List<String> acts,
            List<String> requesters,
            List<String> sources,
            LocalDate from,
            Optional<LocalDate> to,
            String basis,
            boolean contested,
            int rows,
            List<String> adoptedAt) {}

    @Operation(summary = "The tables of the book in force")
    @GetMapping("/policy/tables")
    Map<String, Object> tables() {
        var book = commands.read(Transaction::book);
        var adoptions = book.contents().adoptions();
        var governed = lists.facilities();
        return Map.of(
                "book",
                book.hash(),
                "tables",
                book.contents().tables().stream()
                        .map(t -> table(t, adoptions, governed))
                        .toList());
    }

    @Operation(summary = "One table", description = "table: its name, such as us/md/notice.2026-06-01.")
    @GetMapping("/policy/table")
    Map<String, Object> show(@RequestParam String table) {
        var book = commands.read(Transaction::book);
        var found = book.contents().tables().stream()
                .filter(t -> t.id().equals(table))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("table"));
        return Map.of(
                "table",
                table(found, book.contents().adoptions(), lists.facilities()),
                "questions",
                found.columns().stream().map(Object::toString).toList(),
                "rows",
                found.rows().stream()
                        .map(r -> Map.of("row", r.number(), "clause", r.clause(), "answer", String.valueOf(r.answer())))
                        .toList());
    }

    @Operation(
            summary = "Adopt a table for a facility, by the hash of what was read",
            description = "facility, table or court order, version. Only its counsel or supervisor may, by name.")
    @PostMapping("/policy/adoption")
    Map<String, Object> adopt(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        var body = bodies.object(request);
        var name = Bodies.needed(body, "facility", "A facility's name.");
        var facility = facility(name, caller, Role.COUNSEL, Role.SUPERVISOR);
        var table = Bodies.needed(body, "table", "A table's name, such as us/md/notice.2026-06-01.");
        var version = Bodies.needed(body, "version", "The hash of what was read, sha256:…");
        var contents = commands.read(Transaction::book).contents();
        var basis = contents.tables().stream()
                .filter(t -> t.id().equals(table) && t.version().equals(version))
                .map(t -> t.head().basis())
                .findFirst()
                .or(() -> contents.orders().stream()
                        .filter(o -> o.id().equals(table) && o.version().equals(version))
                        .map(CourtOrder::basis)
                        .findFirst());
        if (basis.isEmpty()) {
            throw Refusal.of(
                    "adoption.version",
                    "version",
                    "The hash of the table as the book has it.",
                    "Read the table again: it may have changed since.");
        }
        if (basis.get() == SourceBasis.MEMORY) {
            throw Refusal.of(
                    "adoption.memory",
                    "table",
                    "A table whose source somebody read; this one is from memory and cannot be adopted.",
                    "Read the source, correct the table and its basis, and adopt that.");
        }
        new Adoption(commands.front().desk())
                .adopt(facility, table, version, caller.actor(), commands.read(Transaction::now));
        return Map.of("facility", facility.id().path(), "table", table, "version", version, "by", caller.actor());
    }

    @Operation(
            summary = "Say what a facility does where the law says may",
            description = "facility, requester, act, practice: yes, no or ask.")
    @PostMapping("/policy/practice")
    Map<String, Object> practice(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var body = bodies.object(request);
        var name = Bodies.needed(body, "facility", "A facility's name.");
        var facility = facility(name, caller, Role.COUNSEL, Role.SUPERVISOR);
        var requester = word(Facts.Requester.class, body, "requester");
        var act = word(Act.class, body, "act");
        var practice = word(Notify.class, body, "practice");
        new Adoption(commands.front().desk()).practice(facility, requester, act, practice, caller.actor());
        return Map.of(
                "facility", facility.id().path(),
                "requester", requester.word(),
                "act", act.word(),
                "practice", practice.word());
    }

    @Operation(
            summary = "What the book answers for these facts",
            description = "Body and answer as docs/formats/facts.md. adopted: running (the adoptions in force), all or"
                    + " none. Records nothing.")
    @PostMapping(value = "/determinations:explain", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> explain(HttpServletRequest request, @RequestParam(defaultValue = "running") String adopted)
            throws IOException {
        var running = commands.read(Transaction::book);
        var book = switch (adopted) {
            case "running" -> running;
            case "all" -> running.withAdoptions(new Adoptions.All());
            case "none" -> running.withAdoptions(new Adoptions.None());
            default -> throw Refusal.of("query.adopted", "adopted", "One of running, all, none.", "Choose one.");
        };
        return switch (facts.read(bodies.object(request))) {
            case Checked.Bad<Facts>(var problems) -> throw Refusal.of(problems);
            case Checked.Good<Facts>(var good) ->
                ResponseEntity.ok(DeterminationWriter.line(book.decide(good).withFactsDigest(FactsDigest.of(good))));
        };
    }

    private Facility facility(String name, Caller caller, Role... roles) {
        var id = new FacilityId(name);
        Commands.require(caller, id, roles);
        return lists.facility(id).orElseThrow(() -> Refusal.unknown("facility"));
    }

    private static <E extends Enum<E> & Worded> E word(Class<E> type, JsonNode body, String member) {
        return Worded.of(type, Bodies.text(body, member))
                .orElseThrow(() -> Refusal.of(
                        "body." + member, member, "One of " + Worded.words(type) + ".", "Choose one of them."));
    }

    private static Table table(DecisionTable t, Adoptions adoptions, List<Facility> governed) {
        var h = t.head();
        return new Table(
                t.id(),
                t.title(),
                t.version(),
                h.layer(),
                h.acts().stream().map(Act::word).sorted().toList(),
                h.requesters().stream().map(Facts.Requester::word).sorted().toList(),
                h.sources(),
                h.from(),
                h.to(),
                h.basis().word(),
                h.contested().isPresent(),
                t.rows().size(),
                governed.stream()
                        .filter(f -> adoptions.adopted(f.jurisdiction(), t.version()))
                        .map(f -> f.id().path())
                        .toList());
    }
}

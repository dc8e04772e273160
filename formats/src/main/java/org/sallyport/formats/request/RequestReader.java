package org.sallyport.formats.request;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.formats.json.Members;
import org.sallyport.formats.json.Notes;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.request.Directory;
import org.sallyport.request.Intake;
import org.sallyport.request.RequestDraft;
import org.sallyport.request.RequestIntake;
import tools.jackson.databind.JsonNode;

/**
 * Reads a notification request in JSON. Here only the shape is checked; what the fields mean is the core's intake. The
 * members of the paper may stand at the top or in an object {@code request}. Unknown members are ignored.
 */
public final class RequestReader {
    /** The longest request that is read, in bytes: 1 MiB. */
    public static final int LONGEST = 1 << 20;

    private RequestReader() {}

    /**
     * Reads and takes in a request, or names all problems of shape and meaning at once.
     *
     * @param json       UTF-8
     * @param number     the receipt's number, given by Sallyport
     * @param receivedBy path of the facility whose intake received it; empty when none in particular
     * @param directory  the facilities and agencies known here
     * @param today      the calendar day of receipt in the zone of the facility that received it
     */
    public static Intake intake(byte[] json, String number, String receivedBy, Directory directory, LocalDate today) {
        var notes = notes();
        return switch (parse(json)) {
            case Checked.Bad<JsonNode>(var problems) -> new Intake.Rejected(problems);
            case Checked.Good<JsonNode>(var node) -> {
                var draft = draft(node, notes, number, receivedBy);
                var intake = RequestIntake.read(draft, directory, today);
                yield notes.problems().isEmpty() ? intake : rejected(notes.problems(), intake);
            }
        };
    }

    /**
     * Reads a request as its sender wrote it.
     *
     * @param json       UTF-8
     * @param number     the receipt's number
     * @param receivedBy path of the facility whose intake received it; empty when none in particular
     */
    public static Checked<RequestDraft> read(byte[] json, String number, String receivedBy) {
        var notes = notes();
        return switch (parse(json)) {
            case Checked.Bad<JsonNode>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<JsonNode>(var node) -> {
                var draft = draft(node, notes, number, receivedBy);
                yield notes.problems().isEmpty() ? new Checked.Good<>(draft) : new Checked.Bad<>(notes.problems());
            }
        };
    }

    private static Notes notes() {
        return new Notes("request", ZoneOffset.UTC, Instant.EPOCH);
    }

    private static Checked<JsonNode> parse(byte[] json) {
        if (json.length > LONGEST) {
            return bad(
                    "input.too-long",
                    "A request of at most " + LONGEST + " bytes.",
                    "Leave out what is not asked for.");
        }
        var parsed = StrictJson.parse(json);
        boolean other = parsed instanceof Checked.Good<JsonNode>(var node) && !node.isObject();
        return other
                ? bad("request.type", "One request, an object in braces.", "See docs/formats/request.md.")
                : parsed;
    }

    private static Checked<JsonNode> bad(String code, String expected, String remedy) {
        return new Checked.Bad<>(List.of(new Problem(code, "", "", expected, remedy)));
    }

    /** A field of the wrong shape is named once, not again for what its stand-in lacks. */
    private static Intake rejected(List<Problem> shape, Intake intake) {
        var all = new ArrayList<>(shape);
        if (intake instanceof Intake.Rejected(var meaning)) {
            meaning.stream()
                    .filter(p -> shape.stream().noneMatch(s -> same(s.field(), p.field())))
                    .forEach(all::add);
        }
        return new Intake.Rejected(all);
    }

    private static boolean same(String shape, String meaning) {
        var path = shape.startsWith("request.") ? shape.substring("request.".length()) : shape;
        return path.equals(meaning) || path.startsWith(meaning + ".") || path.startsWith(meaning + "[");
    }

    private static RequestDraft draft(JsonNode node, Notes notes, String number, String receivedBy) {
        var top = Members.of(node, notes);
        var paper = top.has("request") ? top.inside("request") : top;
        var status = paper.text("status");
        if (!status.isEmpty() && !status.equals("active")) {
            paper.wrong(
                    "status",
                    "status",
                    "",
                    "\"active\", or none: a new request stands.",
                    "Withdraw or cancel an earlier request by its receipt number.");
        }
        return new RequestDraft(
                number,
                receivedBy,
                top.text("agency"),
                top.text("addressee"),
                paper.text("form"),
                paper.text("edition"),
                paper.text("requester"),
                paper.text("issuedOn"),
                paper.texts("asks"),
                paper.text("leadTime"),
                paper.texts("boxes"),
                paper.texts("basis"),
                yesNo(paper, "watchList"),
                paper.each("attachments").stream().map(RequestReader::paper).toList(),
                paper.has("served") ? Optional.of(served(paper.inside("served"))) : Optional.empty(),
                paper.has("officer") ? Optional.of(officer(paper.inside("officer"))) : Optional.empty(),
                top.has("subject") ? Optional.of(subject(top.inside("subject"))) : Optional.empty(),
                reference(top, node),
                paper.text("cancelsPrior"),
                paper.text("expiresOn"),
                yesNo(paper, "reconfirmed"));
    }

    /** A JSON boolean as its word; any other text goes to intake as it is. */
    private static String yesNo(Members d, String name) {
        return d.isBoolean(name) ? (d.flag(name) ? "yes" : "no") : d.text(name);
    }

    private static RequestDraft.Paper paper(Members d) {
        return new RequestDraft.Paper(
                d.text("type"),
                d.text("issuer"),
                d.text("purpose"),
                d.text("grade"),
                d.text("issuedOn"),
                d.text("court"),
                d.text("offense"));
    }

    private static RequestDraft.Handed served(Members d) {
        return new RequestDraft.Handed(d.text("on"), d.text("how"), d.text("language"));
    }

    private static RequestDraft.Signer officer(Members d) {
        return new RequestDraft.Signer(d.text("name"), yesNo(d, "signed"));
    }

    private static RequestDraft.Who subject(Members d) {
        return new RequestDraft.Who(
                name(d.inside("name")),
                d.each("aliases").stream().map(RequestReader::name).toList(),
                d.text("birthDate"),
                d.text("sex"),
                d.each("identifiers").stream()
                        .map(i -> new RequestDraft.Number(i.text("type"), i.text("value")))
                        .toList());
    }

    private static RequestDraft.Name name(Members d) {
        return new RequestDraft.Name(d.text("family"), d.text("given"));
    }

    private static Map<String, String> reference(Members top, JsonNode node) {
        var reference = new TreeMap<String, String>();
        var inside = top.inside("reference");
        if (node.path("reference").isObject()) {
            for (var name : node.path("reference").propertyNames()) {
                inside.textIfAny(name).ifPresent(value -> reference.put(name, value));
            }
        }
        return reference;
    }
}

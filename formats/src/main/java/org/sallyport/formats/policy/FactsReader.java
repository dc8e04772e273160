package org.sallyport.formats.policy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Facts.Asked;
import org.sallyport.policy.Facts.Attachment;
import org.sallyport.policy.Facts.AttachmentType;
import org.sallyport.policy.Facts.Basis;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Claim;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.Facility;
import org.sallyport.policy.Facts.FacilityKind;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Grade;
import org.sallyport.policy.Facts.Issuer;
import org.sallyport.policy.Facts.Officer;
import org.sallyport.policy.Facts.Person;
import org.sallyport.policy.Facts.Purpose;
import org.sallyport.policy.Facts.Release;
import org.sallyport.policy.Facts.ReleaseBasis;
import org.sallyport.policy.Facts.Request;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Facts.Sentence;
import org.sallyport.policy.Facts.Service;
import org.sallyport.policy.Facts.Severity;
import org.sallyport.policy.Facts.Statute;
import org.sallyport.policy.Ternary;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * Reads a line of facts (docs/formats/facts.md). All problems of a line are named at once; unknown fields are ignored;
 * what is absent takes the value the format gives it. Safe for use by several threads.
 */
public final class FactsReader {
    private static final Pattern JURISDICTION = Pattern.compile("[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*){0,5}");
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;

    /** Reads one line. */
    public Checked<Facts> read(String line) {
        return Parsed.of(line).map(FactsReader::facts).orElseGet(() -> notOneObject(line));
    }

    /** Reads one line, whose encoding is checked too. */
    public Checked<Facts> read(byte[] utf8) {
        if (!isAscii(utf8) && !isUtf8(utf8)) {
            return new Checked.Bad<>(
                    List.of(new Problem("facts.encoding", "line", "", "UTF-8 text.", "Write the file as UTF-8.")));
        }
        return Parsed.of(utf8)
                .map(FactsReader::facts)
                .orElseGet(() -> notOneObject(new String(utf8, StandardCharsets.UTF_8)));
    }

    /** Eight bytes at a time: a byte beyond ASCII has its highest bit set. */
    private static boolean isAscii(byte[] line) {
        var all = 0L;
        var at = 0;
        for (; at + Long.BYTES <= line.length; at += Long.BYTES) {
            all |= (long) EIGHT.get(line, at);
        }
        for (; at < line.length; at++) {
            all |= line[at] & BEYOND_ASCII;
        }
        return (all & BEYOND_ASCII) == 0;
    }

    private static boolean isUtf8(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Checked<Facts> facts(Parsed object) {
        var fields = new Fields(object);
        var facts = facts(fields);
        return fields.problems().isEmpty() ? new Checked.Good<>(facts) : new Checked.Bad<>(fields.problems());
    }

    /** Reads facts that came within other JSON. */
    public Checked<Facts> read(JsonNode node) {
        return read(node.toString());
    }

    private static Checked<Facts> notOneObject(String line) {
        return new Checked.Bad<>(List.of(notJson(Parsed.endsAt(line))));
    }

    private static Problem notJson(int column) {
        return new Problem(
                "facts.json",
                column > 0 ? "column " + column : "line",
                "",
                "One JSON object, no member twice, like {\"id\":\"c-1\",\"asOf\":\"2026-09-02T12:00:00-04:00\",...}.",
                "Write one object a line, complete and in UTF-8.");
    }

    private static Facts facts(Fields top) {
        var facility = top.needed("facility");
        var request = top.needed("request");
        var person = top.inside("person");
        var release = top.inside("release");
        return new Facts(
                top.text("id", ""),
                top.neededMoment("asOf"),
                new Facility(
                        jurisdiction(facility),
                        facility.neededWord("kind", FacilityKind.class, FacilityKind.COUNTY_JAIL)),
                request(request),
                new Person(
                        person.ternary("minor", Ternary.UNKNOWN),
                        person.word("citizenship", Claim.class, Claim.NONE),
                        person.word("lawfulStatus", Claim.class, Claim.NONE),
                        person.ternary("possibleProtectedPerson", Ternary.UNKNOWN),
                        person.ternary("sexOffenderRegistry", Ternary.UNKNOWN),
                        person.ternary("initialCustodian", Ternary.UNKNOWN)),
                charges(top, "charges", Disposition.PENDING),
                charges(top, "priors", Disposition.CONVICTED),
                top.inside("record").ternary("complete", Ternary.YES),
                new Release(
                        release.moment("at"),
                        release.word("basis", ReleaseBasis.class, ReleaseBasis.UNKNOWN),
                        release.flag("public")));
    }

    private static String jurisdiction(Fields facility) {
        var jurisdiction = facility.neededText("jurisdiction", "us/md/montgomery");
        if (!jurisdiction.isEmpty() && !JURISDICTION.matcher(jurisdiction).matches()) {
            facility.wrong(
                    "jurisdiction", jurisdiction, "A path in lower case, superior first, such as us/md/montgomery.");
        }
        return jurisdiction;
    }

    private static Request request(Fields request) {
        var officer = request.inside("officer");
        return new Request(
                request.neededWord("form", Form.class, Form.OTHER),
                request.text("edition", ""),
                request.neededWord("requester", Requester.class, Requester.COURT),
                request.word("status", RequestStatus.class, RequestStatus.ACTIVE),
                request.day("issuedOn"),
                request.words("asks", Asked.class, List.of(Asked.NOTICE)),
                request.length("leadTime"),
                request.words("basis", Basis.class, List.of()),
                request.ternary("watchList", Ternary.NO),
                each(request, "attachments", FactsReader::attachment),
                request.has("served") ? Optional.of(service(request.inside("served"))) : Optional.empty(),
                new Officer(officer.text("name", ""), officer.ternary("signed", Ternary.UNKNOWN)),
                request.ternary("reconfirmed", Ternary.NO));
    }

    private static Service service(Fields served) {
        return new Service(
                served.day("on"),
                served.word("how", Service.How.class, Service.How.OTHER),
                served.text("language", ""));
    }

    private static Attachment attachment(Fields paper) {
        return new Attachment(
                paper.neededWord("type", AttachmentType.class, AttachmentType.AFFIDAVIT),
                paper.word("issuer", Issuer.class, Issuer.UNKNOWN),
                paper.word("purpose", Purpose.class, Purpose.UNKNOWN),
                paper.word("grade", Grade.class, Grade.UNKNOWN),
                paper.day("issuedOn"),
                paper.text("court", ""));
    }

    private static List<Charge> charges(Fields top, String name, Disposition absent) {
        return each(top, name, charge -> charge(charge, absent));
    }

    private static Charge charge(Fields charge, Disposition absent) {
        var statute = charge.inside("statute");
        var sentence = charge.inside("sentence");
        return new Charge(
                charge.text("id", ""),
                new Statute(statute.text("jurisdiction", ""), statute.text("section", "")),
                charge.text("description", ""),
                charge.text("nibrs", ""),
                charge.word("severity", Severity.class, Severity.UNKNOWN),
                charge.text("class", ""),
                charge.day("offenseDate"),
                charge.word("disposition", Disposition.class, absent),
                charge.day("on"),
                sentence.isEmpty()
                        ? Sentence.UNKNOWN
                        : new Sentence(
                                sentence.days("days"), sentence.days("suspendedDays"), sentence.days("maximumDays")));
    }

    private static <T> List<T> each(Fields parent, String name, Function<Fields, T> read) {
        var found = new ArrayList<T>();
        for (var item : parent.each(name)) {
            found.add(read.apply(item));
        }
        return found;
    }
}

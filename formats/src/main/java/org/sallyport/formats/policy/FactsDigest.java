package org.sallyport.formats.policy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Sha256;
import org.sallyport.policy.Worded;

/**
 * The canonical form of facts and its digest: RFC 8785, defaults applied, unknown fields dropped. A member without a
 * value and without a default is left out.
 */
public final class FactsDigest {
    private final StringBuilder out = new StringBuilder(2_048);

    private FactsDigest() {}

    /** SHA-256 of the canonical facts, {@code sha256:…}. */
    public static String of(Facts facts) {
        return Sha256.of(canonical(facts));
    }

    /** The canonical facts. Members are written in the order of their names, which is what the scheme asks for. */
    public static String canonical(Facts facts) {
        var digest = new FactsDigest();
        digest.facts(facts);
        return digest.out.toString();
    }

    private void facts(Facts facts) {
        open();
        moment("asOf", facts.asOf());
        list("charges", facts.charges(), this::charge);
        name("facility");
        open();
        text("jurisdiction", facts.facility().jurisdiction());
        word("kind", facts.facility().kind());
        close();
        text("id", facts.id());
        var person = facts.person();
        name("person");
        open();
        word("citizenship", person.citizenship());
        word("initialCustodian", person.initialCustodian());
        word("lawfulStatus", person.lawfulStatus());
        word("minor", person.minor());
        word("possibleProtectedPerson", person.possibleProtectedPerson());
        word("sexOffenderRegistry", person.sexOffenderRegistry());
        close();
        list("priors", facts.priors(), this::charge);
        name("record");
        open();
        word("complete", facts.recordComplete());
        close();
        name("release");
        open();
        facts.release().at().ifPresent(at -> moment("at", at));
        word("basis", facts.release().basis());
        name("public");
        out.append(facts.release().alreadyPublic());
        close();
        name("request");
        request(facts.request());
        close();
    }

    private void request(Facts.Request request) {
        open();
        words("asks", request.asks());
        list("attachments", request.attachments(), this::attachment);
        words("basis", request.basis());
        stated("edition", request.edition());
        word("form", request.form());
        day("issuedOn", request.issuedOn());
        request.leadTime().ifPresent(lead -> text("leadTime", lead.toString()));
        name("officer");
        open();
        stated("name", request.officer().name());
        word("signed", request.officer().signed());
        close();
        word("reconfirmed", request.reconfirmed());
        word("requester", request.requester());
        request.served().ifPresent(served -> {
            name("served");
            open();
            word("how", served.how());
            stated("language", served.language());
            day("on", served.on());
            close();
        });
        word("status", request.status());
        word("watchList", request.watchList());
        close();
    }

    private void attachment(Facts.Attachment paper) {
        open();
        stated("court", paper.court());
        word("grade", paper.grade());
        day("issuedOn", paper.issuedOn());
        word("issuer", paper.issuer());
        word("purpose", paper.purpose());
        word("type", paper.type());
        close();
    }

    private void charge(Facts.Charge charge) {
        open();
        stated("class", charge.offenseClass());
        stated("description", charge.description());
        word("disposition", charge.disposition());
        stated("id", charge.id());
        stated("nibrs", charge.nibrs());
        day("offenseDate", charge.offenseDate());
        day("on", charge.on());
        name("sentence");
        open();
        days("days", charge.sentence().days());
        days("maximumDays", charge.sentence().maximumDays());
        days("suspendedDays", charge.sentence().suspendedDays());
        close();
        word("severity", charge.severity());
        name("statute");
        open();
        stated("jurisdiction", charge.statute().jurisdiction());
        stated("section", charge.statute().section());
        close();
        close();
    }

    private void open() {
        out.append('{');
    }

    private void close() {
        out.append('}');
    }

    private void name(String name) {
        if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
        }
        out.append('"').append(name).append("\":");
    }

    private void text(String name, String value) {
        name(name);
        CanonicalJson.quote(out, value);
    }

    private void stated(String name, String value) {
        if (!value.isEmpty()) {
            text(name, value);
        }
    }

    private void word(String name, Worded value) {
        text(name, value.word());
    }

    private void words(String name, List<? extends Worded> values) {
        list(name, values, value -> CanonicalJson.quote(out, value.word()));
    }

    private void day(String name, Optional<LocalDate> day) {
        day.ifPresent(d -> text(name, d.toString()));
    }

    private void days(String name, OptionalInt days) {
        if (days.isPresent()) {
            name(name);
            out.append(days.getAsInt());
        }
    }

    private void moment(String name, OffsetDateTime moment) {
        text(name, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
    }

    private <T> void list(String name, List<T> items, java.util.function.Consumer<T> write) {
        name(name);
        out.append('[');
        for (var i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write.accept(items.get(i));
        }
        out.append(']');
    }
}

package org.sallyport.formats.policy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.sallyport.formats.json.JsonBytes;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Sha256;
import org.sallyport.policy.Worded;

/**
 * The canonical form of facts and its digest: RFC 8785, defaults applied, unknown fields dropped. A member without a
 * value and without a default is left out.
 */
public final class FactsDigest {
    private static final byte[] ASKS = member("asks");
    private static final byte[] AS_OF = member("asOf");
    private static final byte[] AT = member("at");
    private static final byte[] ATTACHMENTS = member("attachments");
    private static final byte[] BASIS = member("basis");
    private static final byte[] CHARGES = member("charges");
    private static final byte[] CITIZENSHIP = member("citizenship");
    private static final byte[] CLASS = member("class");
    private static final byte[] COMPLETE = member("complete");
    private static final byte[] COURT = member("court");
    private static final byte[] DAYS = member("days");
    private static final byte[] DESCRIPTION = member("description");
    private static final byte[] DISPOSITION = member("disposition");
    private static final byte[] EDITION = member("edition");
    private static final byte[] FACILITY = member("facility");
    private static final byte[] FORM = member("form");
    private static final byte[] GRADE = member("grade");
    private static final byte[] HOW = member("how");
    private static final byte[] ID = member("id");
    private static final byte[] INITIAL_CUSTODIAN = member("initialCustodian");
    private static final byte[] ISSUED_ON = member("issuedOn");
    private static final byte[] ISSUER = member("issuer");
    private static final byte[] JURISDICTION = member("jurisdiction");
    private static final byte[] KIND = member("kind");
    private static final byte[] LANGUAGE = member("language");
    private static final byte[] LAWFUL_STATUS = member("lawfulStatus");
    private static final byte[] LEAD_TIME = member("leadTime");
    private static final byte[] MAXIMUM_DAYS = member("maximumDays");
    private static final byte[] MINOR = member("minor");
    private static final byte[] NAME = member("name");
    private static final byte[] NIBRS = member("nibrs");
    private static final byte[] OFFENSE_DATE = member("offenseDate");
    private static final byte[] OFFICER = member("officer");
    private static final byte[] ON = member("on");
    private static final byte[] PERSON = member("person");
    private static final byte[] POSSIBLE_PROTECTED_PERSON = member("possibleProtectedPerson");
    private static final byte[] PRIORS = member("priors");
    private static final byte[] PUBLIC = member("public");
    private static final byte[] PURPOSE = member("purpose");
    private static final byte[] RECONFIRMED = member("reconfirmed");
    private static final byte[] RECORD = member("record");
    private static final byte[] RELEASE = member("release");
    private static final byte[] REQUEST = member("request");
    private static final byte[] REQUESTER = member("requester");
    private static final byte[] SECTION = member("section");
    private static final byte[] SENTENCE = member("sentence");
    private static final byte[] SERVED = member("served");
    private static final byte[] SEVERITY = member("severity");
    private static final byte[] SEX_OFFENDER_REGISTRY = member("sexOffenderRegistry");
    private static final byte[] SIGNED = member("signed");
    private static final byte[] STATUS = member("status");
    private static final byte[] STATUTE = member("statute");
    private static final byte[] SUSPENDED_DAYS = member("suspendedDays");
    private static final byte[] TYPE = member("type");
    private static final byte[] WATCH_LIST = member("watchList");

    private final JsonBytes out = new JsonBytes(2_048);

    private FactsDigest() {}

    /** SHA-256 of the canonical facts, {@code sha256:…}. */
    public static String of(Facts facts) {
        return Sha256.of(written(facts).bytes());
    }

    /** The canonical facts. */
    public static String canonical(Facts facts) {
        return written(facts).toString();
    }

    /** Members are written in the order of their names, which is what the scheme asks for. */
    private static JsonBytes written(Facts facts) {
        var digest = new FactsDigest();
        digest.facts(facts);
        return digest.out;
    }

    private void facts(Facts facts) {
        open();
        moment(AS_OF, facts.asOf());
        list(CHARGES, facts.charges(), this::charge);
        name(FACILITY);
        open();
        text(JURISDICTION, facts.facility().jurisdiction());
        word(KIND, facts.facility().kind());
        close();
        text(ID, facts.id());
        var person = facts.person();
        name(PERSON);
        open();
        word(CITIZENSHIP, person.citizenship());
        word(INITIAL_CUSTODIAN, person.initialCustodian());
        word(LAWFUL_STATUS, person.lawfulStatus());
        word(MINOR, person.minor());
        word(POSSIBLE_PROTECTED_PERSON, person.possibleProtectedPerson());
        word(SEX_OFFENDER_REGISTRY, person.sexOffenderRegistry());
        close();
        list(PRIORS, facts.priors(), this::charge);
        name(RECORD);
        open();
        word(COMPLETE, facts.recordComplete());
        close();
        name(RELEASE);
        open();
        facts.release().at().ifPresent(at -> moment(AT, at));
        word(BASIS, facts.release().basis());
        name(PUBLIC);
        out.flag(facts.release().alreadyPublic());
        close();
        name(REQUEST);
        request(facts.request());
        close();
    }

    private void request(Facts.Request request) {
        open();
        words(ASKS, request.asks());
        list(ATTACHMENTS, request.attachments(), this::attachment);
        words(BASIS, request.basis());
        stated(EDITION, request.edition());
        word(FORM, request.form());
        day(ISSUED_ON, request.issuedOn());
        request.leadTime().ifPresent(lead -> text(LEAD_TIME, lead.toString()));
        name(OFFICER);
        open();
        stated(NAME, request.officer().name());
        word(SIGNED, request.officer().signed());
        close();
        word(RECONFIRMED, request.reconfirmed());
        word(REQUESTER, request.requester());
        request.served().ifPresent(served -> {
            name(SERVED);
            open();
            word(HOW, served.how());
            stated(LANGUAGE, served.language());
            day(ON, served.on());
            close();
        });
        word(STATUS, request.status());
        word(WATCH_LIST, request.watchList());
        close();
    }

    private void attachment(Facts.Attachment paper) {
        open();
        stated(COURT, paper.court());
        word(GRADE, paper.grade());
        day(ISSUED_ON, paper.issuedOn());
        word(ISSUER, paper.issuer());
        word(PURPOSE, paper.purpose());
        word(TYPE, paper.type());
        close();
    }

    private void charge(Facts.Charge charge) {
        open();
        stated(CLASS, charge.offenseClass());
        stated(DESCRIPTION, charge.description());
        word(DISPOSITION, charge.disposition());
        stated(ID, charge.id());
        stated(NIBRS, charge.nibrs());
        day(OFFENSE_DATE, charge.offenseDate());
        day(ON, charge.on());
        name(SENTENCE);
        open();
        days(DAYS, charge.sentence().days());
        days(MAXIMUM_DAYS, charge.sentence().maximumDays());
        days(SUSPENDED_DAYS, charge.sentence().suspendedDays());
        close();
        word(SEVERITY, charge.severity());
        name(STATUTE);
        open();
        stated(JURISDICTION, charge.statute().jurisdiction());
        stated(SECTION, charge.statute().section());
        close();
        close();
    }

    private void open() {
        out.raw('{');
    }

    private void close() {
        out.raw('}');
    }

    private void name(byte[] name) {
        if (out.last() != '{') {
            out.raw(',');
        }
        out.raw(name);
    }

    private void text(byte[] name, String value) {
        name(name);
        out.text(value);
    }

    private void stated(byte[] name, String value) {
        if (!value.isEmpty()) {
            text(name, value);
        }
    }

    private void word(byte[] name, Worded value) {
        text(name, value.word());
    }

    private void words(byte[] name, List<? extends Worded> values) {
        list(name, values, value -> out.text(value.word()));
    }

    private void day(byte[] name, Optional<LocalDate> day) {
        if (day.isPresent()) {
            name(name);
            Moments.write(out, day.get());
        }
    }

    private void days(byte[] name, OptionalInt days) {
        if (days.isPresent()) {
            name(name);
            out.number(days.getAsInt());
        }
    }

    private void moment(byte[] name, OffsetDateTime moment) {
        name(name);
        Moments.write(out, moment);
    }

    private <T> void list(byte[] name, List<T> items, Consumer<T> write) {
        name(name);
        out.raw('[');
        for (var i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            write.accept(items.get(i));
        }
        out.raw(']');
    }

    private static byte[] member(String name) {
        return ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
}

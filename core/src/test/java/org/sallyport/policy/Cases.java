package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Person;
import org.sallyport.policy.Facts.Request;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Facts.Sentence;
import org.sallyport.policy.Facts.Severity;
import org.sallyport.policy.Facts.Statute;
import org.sallyport.problem.Checked;

/** Facts and tables for tests, in the fictional jurisdiction ZZ. */
final class Cases {
    static final Person ADULT =
            new Person(Ternary.NO, Facts.Claim.NONE, Facts.Claim.NONE, Ternary.NO, Ternary.NO, Ternary.YES);
    static final Request SERVED_DETAINER = request(Form.I_247A, Requester.IMMIGRATION, RequestStatus.ACTIVE, true);

    private Cases() {}

    static Request request(Form form, Requester requester, RequestStatus status, boolean served) {
        return new Request(
                form,
                "",
                requester,
                status,
                Optional.of(LocalDate.parse("2026-09-01")),
                List.of(Facts.Asked.NOTICE),
                Optional.empty(),
                List.of(Facts.Basis.PC_FINAL_ORDER),
                Ternary.NO,
                List.of(),
                served
                        ? Optional.of(new Facts.Service(Optional.empty(), Facts.Service.How.IN_PERSON, ""))
                        : Optional.empty(),
                new Facts.Officer("", Ternary.YES),
                Ternary.NO);
    }

    static Request asking(Request request, String leadTime) {
        return new Request(
                request.form(),
                request.edition(),
                request.requester(),
                request.status(),
                request.issuedOn(),
                request.asks(),
                Optional.of(Duration.parse(leadTime)),
                request.basis(),
                request.watchList(),
                request.attachments(),
                request.served(),
                request.officer(),
                request.reconfirmed());
    }

    static Request with(Request request, Facts.Attachment paper) {
        return new Request(
                request.form(),
                request.edition(),
                request.requester(),
                request.status(),
                request.issuedOn(),
                request.asks(),
                request.leadTime(),
                request.basis(),
                request.watchList(),
                List.of(paper),
                request.served(),
                request.officer(),
                request.reconfirmed());
    }

    static Request reconfirmed(Request request) {
        return new Request(
                request.form(),
                request.edition(),
                request.requester(),
                request.status(),
                request.issuedOn(),
                request.asks(),
                request.leadTime(),
                request.basis(),
                request.watchList(),
                request.attachments(),
                request.served(),
                request.officer(),
                Ternary.YES);
    }

    static Facts facts(Request request, Person person, Charge... charges) {
        return new Facts(
                "c-1",
                OffsetDateTime.parse("2026-09-02T12:00:00-04:00"),
                new Facts.Facility("us/zz/here", Facts.FacilityKind.COUNTY_JAIL),
                request,
                person,
                List.of(charges),
                List.of(),
                Ternary.YES,
                Facts.Release.NOT_PROJECTED);
    }

    static Facts asOf(Facts facts, String moment) {
        return new Facts(
                facts.id(),
                OffsetDateTime.parse(moment),
                facts.facility(),
                facts.request(),
                facts.person(),
                facts.charges(),
                facts.priors(),
                facts.recordComplete(),
                facts.release());
    }

    static Facts recordComplete(Facts facts, Ternary complete) {
        return new Facts(
                facts.id(),
                facts.asOf(),
                facts.facility(),
                facts.request(),
                facts.person(),
                facts.charges(),
                facts.priors(),
                complete,
                facts.release());
    }

    static Charge charge(String section, Severity severity, Disposition disposition, String on, int days) {
        return new Charge(
                "1",
                new Statute(section.isEmpty() ? "" : "us/zz", section),
                "",
                "",
                severity,
                "",
                Optional.empty(),
                disposition,
                on.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(on)),
                days < 0
                        ? Sentence.UNKNOWN
                        : new Sentence(OptionalInt.of(days), OptionalInt.empty(), OptionalInt.empty()));
    }

    static Charge felony(String on) {
        return charge("1-101", Severity.FELONY, Disposition.CONVICTED, on, 400);
    }

    static Checked<DecisionTable> read(String path, String front, String... table) {
        return new TableReader(_ -> Optional.empty())
                .read(path, "---\n" + front + "---\n# May the facility?\n\n" + String.join("\n", table) + "\n");
    }

    /** A table of one row that always gives this answer. */
    static DecisionTable always(
            String layer, Act act, String answer, String extraFront, String extraHead, String extra) {
        return good(read(
                layer + "/" + act.word().split("\\.")[0] + ".2020-01-01.md",
                front(act.word(), extraFront),
                "| # | answer |" + extraHead + " clause |",
                "|---|---|"
                        + "---|"
                                .repeat(extraHead.length()
                                        - extraHead.replace("|", "").length()) + "---|",
                "| 1 | " + answer + " |" + extra + " § 1 |"));
    }

    static DecisionTable always(String layer, String answer) {
        return always(layer, Act.NOTICE, answer, "", "", "");
    }

    static String front(String act, String extra) {
        return "act: " + act
                + "\n"
                + (extra.contains("requesters:") ? "" : "requesters: immigration\n")
                + "in force: 2020-01-01 to open\nsource: ZZ Code 1\nread: 2026-01-01\n"
                + (extra.contains("basis:") ? "" : "basis: text\n")
                + (extra.contains("local rules:") ? "" : "local rules: may narrow\n")
                + extra;
    }

    static DecisionTable good(Checked<DecisionTable> read) {
        return switch (read) {
            case Checked.Good<DecisionTable>(var table) -> table;
            case Checked.Bad<DecisionTable>(var problems) ->
                throw new AssertionError(
                        problems.stream().map(p -> p.sentence()).toList());
        };
    }

    static PolicyBook book(Adoptions adoptions, DecisionTable... tables) {
        return book(adoptions, List.of(), List.of(), tables);
    }

    static PolicyBook book(
            Adoptions adoptions, List<Practice> practices, List<CourtOrder> orders, DecisionTable... tables) {
        var contents = new PolicyBook.Contents(
                List.of(tables), orders, adoptions, practices, Map.of("us/zz", ZoneId.of("America/New_York")), "test");
        return switch (PolicyBook.of(contents)) {
            case Checked.Good<PolicyBook>(var book) -> book;
            case Checked.Bad<PolicyBook>(var problems) -> throw new AssertionError(problems);
        };
    }

    static Determination decide(PolicyBook book) {
        return book.decide(facts(SERVED_DETAINER, ADULT));
    }
}

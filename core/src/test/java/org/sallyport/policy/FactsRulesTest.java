package org.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.policy.Cases.ADULT;
import static org.sallyport.policy.Cases.SERVED_DETAINER;
import static org.sallyport.policy.Cases.always;
import static org.sallyport.policy.Cases.asking;
import static org.sallyport.policy.Cases.book;
import static org.sallyport.policy.Cases.decide;
import static org.sallyport.policy.Cases.facts;
import static org.sallyport.policy.Cases.request;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.policy.Facts.Claim;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Person;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;

/** The rules of docs/formats/facts.md, one by one: basis, layers, overrides, stops, adoption, practice, lead time. */
class FactsRulesTest {
    private static final Adoptions ALL = new Adoptions.All();
    private static final Adoptions NONE = new Adoptions.None();

    @ParameterizedTest(name = "{0} {1}, adopted {2}: {3}")
    @CsvSource({
        "text,      must,    none, must,    the operative words were read",
        "text,      may-not, none, may-not, and act without adoption",
        "excerpt,   may,     none, ask,     the opening part was read",
        "excerpt,   may,     all,  may,     and the facility adopted it",
        "secondary, may-not, none, ask,     a report says so",
        "secondary, may-not, all,  may-not, and the facility adopted it",
        "practice,  may,     none, ask,     a practice is adopted like a table",
        "practice,  may,     all,  may,     and is a may",
        "memory,    may-not, all,  ask,     memory cannot be adopted",
        "memory,    must,    none, ask,     memory asks always"
    })
    void the_basis_decides_whether_an_answer_counts(
            String basis, String says, String adopted, String outcome, String why) {
        var table = always("us/zz", Act.NOTICE, says, "basis: " + basis + "\n", "", "");

        assertEquals(
                outcome,
                decide(book(adopted.equals("all") ? ALL : NONE, table))
                        .outcome()
                        .word(),
                why);
    }

    @ParameterizedTest(name = "state {0}, county {1}, narrowing {2}: {3}")
    @CsvSource({
        "may-not, must,    may narrow,     may-not, may-not stands",
        "may-not, silent,  may narrow,     may-not, may-not stands",
        "must,    may-not, may narrow,     must,    a state must stands",
        "must,    ask,     may narrow,     must,    a state must stands",
        "must,    silent,  may narrow,     must,    a state must stands",
        "may,     may-not, may narrow,     may-not, the county narrows",
        "may,     must,    may narrow,     must,    the county narrows",
        "may,     ask,     may narrow,     ask,     the county narrows",
        "may,     silent,  may narrow,     may,     silence leaves may",
        "may,     may-not, may not narrow, may,     the state does not let it narrow",
        "ask,     may-not, may narrow,     may-not, ask unless local may-not",
        "ask,     must,    may narrow,     ask,     ask stands",
        "ask,     may,     may narrow,     ask,     ask stands",
        "silent,  must,    may narrow,     must,    the next layer answers",
        "silent,  may-not, may narrow,     may-not, the next layer answers",
        "silent,  silent,  may narrow,     ask,     nobody speaks"
    })
    void layers_fold_superior_first(String state, String county, String narrowing, String outcome, String why) {
        var book = book(
                NONE,
                always("us/zz", Act.NOTICE, state, "local rules: " + narrowing + "\n", "", ""),
                always("us/zz/here", county));

        assertEquals(outcome, decide(book).outcome().word(), why);
    }

    @Test
    void a_stricter_county_below_a_state_duty_is_reported_as_pre_empted() {
        var found = decide(book(ALL, always("us/zz", "must"), always("us/zz/here", "may-not")));

        assertEquals(List.of("pre-empted: us/zz/here/notice.2020-01-01 row 1 says may-not"), found.flags());
        assertEquals(
                List.of("us/zz"),
                found.reasons().stream().map(Determination.Reason::layer).toList());
    }

    @Test
    void a_federal_may_counts_as_silent() {
        assertEquals(Outcome.ASK, decide(book(ALL, always("us", "may"))).outcome());
        assertEquals(
                Outcome.MUST,
                decide(book(NONE, always("us", "may"), always("us/zz", "must"))).outcome());
    }

    @Test
    void a_court_order_replaces_the_answer_between_its_dates() {
        var order = new CourtOrder(
                "us/zz/here/court-orders#1",
                "us/zz/here",
                Set.of(Act.NOTICE),
                Set.of(Requester.IMMIGRATION),
                LocalDate.parse("2026-09-02"),
                LocalDate.parse("2026-10-01"),
                Answer.MAY_NOT,
                "Roe v. ZZ, 26-cv-1",
                "The jail may not tell.",
                SourceBasis.TEXT,
                "sha256:order");
        var book = book(ALL, List.of(), List.of(order), always("us/zz", "must"));

        assertEquals(Outcome.MAY_NOT, decide(book).outcome(), "it outranks a state duty");
        var facts = facts(SERVED_DETAINER, ADULT);
        assertEquals(
                Outcome.MUST,
                book.decide(Cases.asOf(facts, "2026-09-01T23:59:59-04:00")).outcome(),
                "the day before");
        assertEquals(
                Outcome.MUST,
                book.decide(Cases.asOf(facts, "2026-10-01T00:00:00-04:00")).outcome(),
                "the end is exclusive");
    }

    @ParameterizedTest(name = "{0} {1}, citizenship {2}, protected {3}, minor {4}, served {5}: {6}")
    @CsvSource({
        "immigration,     I-247A,  none,    no,      no,      true,  must, nothing stops it",
        "immigration,     I-247A,  claimed, no,      no,      true,  ask,  a claim of citizenship",
        "immigration,     I-247A,  proved,  no,      no,      true,  ask,  proof of citizenship",
        "immigration,     I-247A,  unknown, unknown, no,      true,  must, unknown is no stop here",
        "immigration,     I-247A,  none,    yes,     no,      true,  ask,  a possible protected person",
        "immigration,     I-247A,  none,    no,      no,      false, ask,  service gates the form",
        "immigration,     I-247G,  none,    no,      no,      false, must, service does not gate this form",
        "immigration,     I-247D,  none,    no,      no,      true,  ask,  a legacy form not re-confirmed",
        "immigration,     I-247A,  none,    no,      yes,     true,  ask,  a minor",
        "immigration,     I-247A,  none,    no,      unknown, true,  ask,  age not known",
        "law-enforcement, warrant, claimed, yes,     no,      false, must, these stops are for immigration",
        "law-enforcement, warrant, none,    no,      unknown, false, ask,  age matters for every requester",
        "victim,          victim,  none,    no,      yes,     false, must, but not for victims",
        "court,           other,   none,    no,      unknown, false, must, nor for courts"
    })
    void stops_turn_must_into_ask(
            String requester,
            String form,
            String citizenship,
            String isProtected,
            String minor,
            boolean served,
            String outcome,
            String why) {
        var table = always(
                "us/zz", Act.NOTICE, "must", "requesters: immigration, law-enforcement, victim, court\n", "", "");
        var person = new Person(
                Worded.of(Ternary.class, minor).orElseThrow(),
                Worded.of(Claim.class, citizenship).orElseThrow(),
                Claim.NONE,
                Worded.of(Ternary.class, isProtected).orElseThrow(),
                Ternary.NO,
                Ternary.NO);
        var request = request(
                Worded.of(Form.class, form).orElseThrow(),
                Worded.of(Requester.class, requester).orElseThrow(),
                RequestStatus.ACTIVE,
                served);

        assertEquals(
                outcome,
                book(ALL, table).decide(facts(request, person)).outcome().word(),
                why);
    }

    @Test
    void a_stop_never_touches_may_not_and_a_re_confirmed_legacy_form_is_no_stop() {
        var claimed = new Person(Ternary.YES, Claim.CLAIMED, Claim.NONE, Ternary.YES, Ternary.NO, Ternary.NO);
        assertEquals(
                Outcome.MAY_NOT,
                book(ALL, always("us/zz", "may-not"))
                        .decide(facts(SERVED_DETAINER, claimed))
                        .outcome());

        var legacy = request(Form.I_247D, Requester.IMMIGRATION, RequestStatus.ACTIVE, true);
        var book = book(ALL, always("us/zz", "must"));
        assertEquals(
                List.of("legacy form not re-confirmed"),
                book.decide(facts(legacy, ADULT)).stops());
        assertEquals(
                Outcome.MUST,
                book.decide(facts(Cases.reconfirmed(legacy), ADULT)).outcome());
    }

    @Test
    void a_table_that_speaks_of_minors_lifts_the_stop_for_them() {
        var table = Cases.good(Cases.read(
                "us/zz/notice.2020-01-01.md",
                Cases.front("notice", ""),
                "| # | minor | answer | clause |",
                "|---|---|---|---|",
                "| 1 | yes, unknown | may | § 1 |",
                "| 2 | no | may | § 1 |"));
        var minor = new Person(Ternary.YES, Claim.NONE, Claim.NONE, Ternary.NO, Ternary.NO, Ternary.NO);

        assertEquals(
                Outcome.MAY,
                book(ALL, table).decide(facts(SERVED_DETAINER, minor)).outcome());
    }

    @Test
    void a_table_can_gate_other_forms_by_service() {
        var table = always("us/zz", Act.NOTICE, "must", "service gates: I-247G\n", "", "");
        var unserved = request(Form.I_247G, Requester.IMMIGRATION, RequestStatus.ACTIVE, false);

        assertEquals(
                List.of("not served"),
                book(ALL, table).decide(facts(unserved, ADULT)).stops());
    }

    @ParameterizedTest
    @CsvSource({"cancelled", "expired", "withdrawn"})
    void a_request_that_does_not_stand_gives_may_not(String status) {
        var request = request(
                Form.I_247A,
                Requester.IMMIGRATION,
                Worded.of(RequestStatus.class, status).orElseThrow(),
                true);
        var found = book(ALL, always("us/zz", "must")).decide(facts(request, ADULT));

        assertEquals(Outcome.MAY_NOT, found.outcome());
        assertEquals(Notify.NO, found.toNotify());
        assertEquals("no active request", found.reasons().getFirst().text());
        assertEquals(Optional.empty(), found.notifyBy());
    }

    @Test
    void nothing_leaves_until_the_facility_adopted_every_table_that_decided() {
        var state = always("us/zz", "may");
        var county = always("us/zz/here", "must");
        var one = new Adoptions.Everywhere(Set.of(state.version()));
        var both = new Adoptions.ByFacility(List.of(adopted("us/zz/here", state), adopted("us/zz/here", county)));
        var elsewhere = new Adoptions.ByFacility(List.of(adopted("us/zz", state), adopted("us/zz", county)));

        assertEquals(Notify.ASK, decide(book(NONE, state, county)).toNotify());
        assertEquals(Notify.ASK, decide(book(one, state, county)).toNotify());
        assertEquals(Notify.YES, decide(book(both, state, county)).toNotify());
        assertEquals(Notify.ASK, decide(book(elsewhere, state, county)).toNotify());
        assertEquals(Notify.NO, decide(book(NONE, always("us/zz", "may-not"))).toNotify());
    }

    private static Adoptions.Adoption adopted(String facility, DecisionTable table) {
        return new Adoptions.Adoption(facility, table.version(), "counsel", Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void may_follows_the_practice_of_the_facility() {
        var table = always("us/zz", "may");
        var yes = new Practice("us/zz/here", Requester.IMMIGRATION, Act.NOTICE, Notify.YES);

        assertEquals(Notify.ASK, decide(book(ALL, table)).toNotify());
        assertEquals(
                Notify.YES, decide(book(ALL, List.of(yes), List.of(), table)).toNotify());
        assertEquals(
                Notify.ASK, decide(book(NONE, List.of(yes), List.of(), table)).toNotify());
    }

    @ParameterizedTest(name = "state {0} {1}, county {2} {3}, asked {4}: {5}")
    @CsvSource({
        "must, 24 hours, must,   72 hours, PT1H,  PT72H, the longest any must layer sets",
        "must, 24 hours, silent, '',       PT96H, PT24H, the duty not the wish",
        "must, '',       silent, '',       PT36H, PT36H, the law sets none",
        "may,  48 hours, may,    24 hours, PT96H, PT24H, capped by the layers",
        "may,  48 hours, silent, '',       PT12H, PT12H, the request's own",
        "may,  24 hours, silent, '',       '',    PT24H, nothing asked",
        "may,  '',       silent, '',       '',    PT48H, nothing said"
    })
    void lead_time(
            String state, String stateLead, String county, String countyLead, String asked, String lead, String why) {
        var book = book(
                ALL,
                always("us/zz", Act.NOTICE, state, "", " notify by |", " " + stateLead + " |"),
                always("us/zz/here", Act.NOTICE, county, "", " notify by |", " " + countyLead + " |"));
        var request = asked.isEmpty() ? SERVED_DETAINER : asking(SERVED_DETAINER, asked);

        assertEquals(
                Optional.of(Duration.parse(lead)),
                book.decide(facts(request, ADULT)).notifyBy(),
                why);
    }

    @Test
    void a_window_is_the_narrowest_and_items_are_what_every_layer_allows() {
        var book = book(
                ALL,
                always("us/zz", Act.NOTICE, "may", "", " not before | items |", " 30 days | release-date, facility |"),
                always(
                        "us/zz/here",
                        Act.NOTICE,
                        "may",
                        "",
                        " not before | items | obligations |",
                        " 5 days | release-date | record-justification |"));
        var found = decide(book);

        assertEquals(Optional.of(Duration.ofDays(5)), found.notBefore());
        assertEquals(List.of("release-date"), found.items());
        assertEquals(List.of("record-justification"), found.obligations());
    }

    @Test
    void no_act_is_inferred_from_another() {
        var found = decide(book(ALL, always("us/zz", Act.HOLD, "may-not", "", "", ""), always("us/zz/here", "must")));

        assertEquals(Outcome.MAY_NOT, found.acts().get(Act.HOLD));
        assertEquals(Set.of(Act.NOTICE, Act.HOLD), found.acts().keySet());
    }

    @Test
    void the_person_gets_a_copy_by_table_only_and_never_of_a_victims_request() {
        var copy = always(
                "us/zz", Act.COPY_TO_PERSON, "must", "requesters: immigration, victim, law-enforcement\n", "", "");
        var immigration = decide(book(ALL, copy));
        var victim = request(Form.VICTIM, Requester.VICTIM, RequestStatus.ACTIVE, false);
        var warrant = request(Form.WARRANT, Requester.LAW_ENFORCEMENT, RequestStatus.ACTIVE, false);

        assertEquals(Outcome.MUST, immigration.acts().get(Act.COPY_TO_PERSON));
        assertEquals(List.of("copy-of-request-to-person"), immigration.obligations());
        assertEquals(
                Outcome.MAY_NOT,
                book(ALL, copy).decide(facts(victim, ADULT)).acts().get(Act.COPY_TO_PERSON));
        assertEquals(
                Outcome.MUST,
                book(ALL, copy).decide(facts(warrant, ADULT)).acts().get(Act.COPY_TO_PERSON));
        assertEquals(
                Outcome.MAY_NOT,
                book(NONE, copy).decide(facts(warrant, ADULT)).acts().get(Act.COPY_TO_PERSON));
        assertEquals(
                Outcome.MAY_NOT, book(ALL).decide(facts(warrant, ADULT)).acts().get(Act.COPY_TO_PERSON));
    }

    @Test
    void a_table_is_silent_about_requesters_it_does_not_name() {
        var warrant = request(Form.WARRANT, Requester.LAW_ENFORCEMENT, RequestStatus.ACTIVE, false);

        assertEquals(
                Outcome.ASK,
                book(ALL, always("us/zz", "must")).decide(facts(warrant, ADULT)).outcome());
    }

    @Test
    void an_ask_shows_what_the_tables_not_adopted_would_say() {
        var table = always("us/zz", Act.NOTICE, "may-not", "basis: secondary\ncontested: a suit\n", "", "");

        assertEquals(
                List.of(
                        "contested: us/zz/notice.2020-01-01 row 1: a suit",
                        "not adopted: us/zz/notice.2020-01-01 row 1 says may-not"),
                decide(book(NONE, table)).flags());
    }

    @Test
    void the_law_is_read_on_the_facilitys_day_and_windows_end_exclusively() {
        var old = Cases.good(Cases.read(
                "us/zz/notice.2020-01-01.md",
                Cases.front("notice", "").replace("2020-01-01 to open", "2020-01-01 to 2026-06-01"),
                "| # | answer | clause |",
                "|---|---|---|",
                "| 1 | must | § 1 |"));
        var next = Cases.good(Cases.read(
                "us/zz/notice.2026-06-01.md",
                Cases.front("notice", "").replace("2020-01-01 to open", "2026-06-01 to open"),
                "| # | answer | clause |",
                "|---|---|---|",
                "| 1 | may-not | § 2 |"));
        var book = book(ALL, old, next);
        var facts = facts(SERVED_DETAINER, ADULT);

        assertEquals(
                Outcome.MUST,
                book.decide(Cases.asOf(facts, "2026-05-31T23:59:59-04:00")).outcome());
        assertEquals(
                Outcome.MAY_NOT,
                book.decide(Cases.asOf(facts, "2026-06-01T00:00:00-04:00")).outcome());
        assertEquals(
                Outcome.MUST,
                book.decide(Cases.asOf(facts, "2026-06-01T03:59:59Z")).outcome(),
                "still May in New York");
    }

    @Test
    void a_book_is_named_by_its_content_and_two_tables_cannot_speak_at_once() {
        var a = always("us/zz", "must");
        var b = always("us/zz/here", "may");
        assertEquals(book(ALL, a, b).hash(), book(ALL, b, a).hash());
        assertTrue(!book(ALL, a, b).hash().equals(book(NONE, a, b).hash()));

        var twice = PolicyBook.of(new PolicyBook.Contents(
                List.of(a, always("us/zz", "may")), List.of(), ALL, List.of(), java.util.Map.of(), ""));
        assertEquals("book.two-tables", twice.all().getFirst().code());
    }
}

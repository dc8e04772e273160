package org.sallyport.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIntakeTest {
    private final Drafts form = new Drafts();

    private static RequestDraft.Paper paper(String type, String issuer, String issuedOn, String court, String offense) {
        return new RequestDraft.Paper(type, issuer, "", "", issuedOn, court, offense);
    }

    private void defects(String... codes) {
        assertEquals(List.of(codes), form.accepted().defects());
    }

    // A good form

    @Test
    void a_good_form_is_taken_in_without_defects() {
        var accepted = form.accepted();
        assertEquals(List.of(), accepted.defects());
        assertEquals(Optional.of(Duration.ofHours(48)), accepted.request().leadTime());
        assertEquals(Set.of("notice", "hold"), accepted.request().asks());
        assertEquals(
                Optional.of(LocalDate.of(1990, 1, 1)),
                accepted.request().subject().birthDate());
        assertEquals(Optional.empty(), accepted.cancelsPrior());
    }

    @Test
    void a_request_that_names_nothing_it_asks_for_asks_for_notice() {
        form.asks = List.of();
        assertEquals(Set.of("notice"), form.accepted().request().asks());
    }

    // F-06: form and edition, date, addressee, one box, a ground, officer and signature

    @ParameterizedTest(name = "edition {0}: {1}")
    @CsvSource({
        "'', form.edition-missing",
        "2017, form.edition-unreadable",
        "13/17, form.edition-unreadable",
        "0a/17, form.edition-unreadable"
    })
    void f06_an_edition_missing_or_unreadable_is_a_defect(String edition, String defect) {
        form.edition = edition;
        defects(defect);
    }

    @Test
    void f06_a_missing_date_and_a_date_of_tomorrow_are_defects_and_today_is_none() {
        form.issuedOn = "";
        defects(DefectText.DATE_MISSING);
        form.issuedOn = "2026-09-03";
        defects(DefectText.DATE_FUTURE);
        form.issuedOn = "2026-09-02";
        defects();
    }

    @Test
    void f06_a_form_that_names_no_institution_goes_to_the_facility_that_received_it_as_a_defect() {
        form.addressee = "";
        defects(DefectText.ADDRESSEE_MISSING);
        assertEquals(
                "us/md/montgomery/mcdc", form.accepted().request().addressee().path());
    }

    @Test
    void f06_neither_box_marked_is_a_defect() {
        form.basis = List.of();
        defects(DefectText.NO_BOX);
    }

    @Test
    void f06_both_boxes_marked_is_a_defect() {
        form.basis = List.of("pc-final-order", "dhs-transfer");
        defects(DefectText.BOTH_BOXES);
        form.basis = List.of("pc-final-order");
        form.boxes = List.of("1", "2");
        defects(DefectText.BOTH_BOXES);
    }

    @Test
    void f06_box_one_without_a_ground_is_a_defect_and_box_two_needs_none() {
        form.basis = List.of();
        form.boxes = List.of("1");
        defects(DefectText.NO_GROUND);
        form.boxes = List.of("2");
        defects();
        assertEquals(Set.of("dhs-transfer"), form.accepted().request().basis());
    }

    @Test
    void a_ground_that_rests_on_biometrics_alone_is_pointed_out() {
        form.basis = List.of("pc-biometric");
        defects(DefectText.BIOMETRIC_ONLY);
        form.basis = List.of("pc-biometric", "pc-statements-evidence");
        defects();
    }

    @Test
    void f06_a_missing_officer_and_a_missing_signature_are_two_defects() {
        form.officer = Optional.empty();
        defects(DefectText.OFFICER_MISSING, DefectText.SIGNATURE_MISSING);
        form.officer = Optional.of(new RequestDraft.Signer("Test Officer", ""));
        defects(DefectText.SIGNATURE_MISSING);
    }

    @Test
    void f06_all_defects_are_named_at_once_and_refuse_nothing() {
        form.edition = "";
        form.issuedOn = "";
        form.addressee = "";
        form.basis = List.of();
        form.officer = Optional.empty();
        defects(
                DefectText.ADDRESSEE_MISSING,
                DefectText.EDITION_MISSING,
                DefectText.OFFICER_MISSING,
                DefectText.SIGNATURE_MISSING,
                DefectText.DATE_MISSING,
                DefectText.NO_BOX);
    }

    // F-07 to F-11: service is recorded, not a defect; a form may cancel an earlier one; what is asked is asked apart

    @Test
    void f07_service_stated_by_the_sender_is_kept_and_its_absence_is_no_defect() {
        defects();
        form.served = Optional.of(new RequestDraft.Handed("2026-09-02", "in-person", "es"));
        assertEquals(
                Optional.of(new Service(LocalDate.of(2026, 9, 2), "in-person", "es")),
                form.accepted().request().served());
    }

    @Test
    void f08_a_form_may_cancel_an_earlier_one() {
        form.cancelsPrior = "E-0";
        assertEquals(Optional.of("E-0"), form.accepted().cancelsPrior());
    }

    @Test
    void f10_relay_and_event_notice_are_asked_for_by_themselves() {
        form.asks = List.of("relay", "event-notice");
        assertEquals(Set.of("event-notice", "relay"), form.accepted().request().asks());
    }

    // F-12 to F-14

    @ParameterizedTest
    @ValueSource(strings = {"I-247G", "I-247N"})
    void f12_a_form_that_asks_for_no_hold_never_does_whatever_was_keyed(String code) {
        form.form = code;
        form.reconfirmed = "yes";
        form.basis = List.of();
        assertEquals(Set.of("notice"), form.accepted().request().asks());
        defects(DefectText.HOLD_NOT_ON_FORM);
        form.asks = List.of("notice");
        defects();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-247", "I-247D", "I-247X"})
    void f13_a_legacy_form_is_valid_and_asks_to_be_confirmed(String code) {
        form.form = code;
        defects(DefectText.LEGACY_UNCONFIRMED);
        form.reconfirmed = "yes";
        defects();
        assertEquals(Optional.of(Drafts.TODAY), form.accepted().request().reconfirmedOn());
    }

    @Test
    void f14_an_unlisted_form_is_other_and_is_left_to_the_tables() {
        form.form = "other";
        defects();
        form.form = "I-999";
        assertEquals(List.of("request.form.unknown"), form.problems());
    }

    @Test
    void a_victim_needs_no_date_no_edition_and_no_signature() {
        form.agency = "victim-services";
        form.requester = "victim";
        form.form = "victim";
        form.edition = "";
        form.issuedOn = "";
        form.officer = Optional.empty();
        form.basis = List.of();
        defects();
    }

    // F-16, F-31: attachments

    @Test
    void f16_a_free_text_warrant_is_no_type() {
        form.attachments = List.of(paper("warrant", "", "2026-09-01", "", ""));
        assertEquals(List.of("request.attachments.type.unknown"), form.problems());
    }

    @Test
    void f16_a_judges_paper_names_court_judge_and_offense() {
        form.attachments = List.of(paper("judicial-warrant", "", "2026-09-01", "D. Md.", ""));
        defects(DefectText.PAPER_INCOMPLETE);
        form.attachments =
                List.of(paper("judicial-warrant", "federal-magistrate", "2026-09-01", "D. Md.", "8 U.S.C. 1326"));
        defects();
        assertEquals(
                "8 U.S.C. 1326",
                form.accepted().request().attachments().getFirst().offense());
    }

    @ParameterizedTest(name = "warrant of {0}: {1}")
    @CsvSource({
        "2026-08-31, '', the day before",
        "2026-09-01, '', the same day",
        "2026-09-02, attachment.postdates-form, a day later"
    })
    void f31_a_paper_dated_after_the_form_is_pointed_out(String day, String defect, String why) {
        form.attachments = List.of(paper("I-205", "immigration-officer", day, "", ""));
        assertEquals(
                defect.isEmpty() ? List.of() : List.of(defect), form.accepted().defects());
    }

    // Problems

    @Test
    void every_problem_is_named_at_once() {
        form.agency = "nobody";
        form.addressee = "us/zz/nowhere";
        form.form = "I-999";
        form.requester = "";
        form.issuedOn = "09/01/2026";
        form.asks = List.of("notice", "money");
        form.leadTime = "48";
        form.basis = List.of("hunch");
        form.watchList = "maybe";
        form.attachments = List.of(paper("", "x", "2026-02-29", "", ""));
        form.served = Optional.of(new RequestDraft.Handed("", "fax", "es"));
        form.subject = Optional.empty();
        form.expiresOn = "2026-09-01";
        assertEquals(
                List.of(
                        "request.form.unknown",
                        "request.requester.missing",
                        "request.addressee.unknown",
                        "request.agency.unknown",
                        "request.issuedOn.malformed",
                        "request.asks.unknown",
                        "request.leadTime.unit",
                        "request.basis.unknown",
                        "request.watchList.unknown",
                        "request.attachments.type.missing",
                        "request.attachments.issuer.unknown",
                        "request.attachments.issuedOn.malformed",
                        "request.served.on.missing",
                        "request.served.how.unknown",
                        "request.subject.missing",
                        "request.expiresOn.past"),
                form.problems());
    }

    @ParameterizedTest(name = "lead time {0}: {1}")
    @CsvSource({
        "PT48H, ''",
        "P2D, ''",
        "48, request.leadTime.unit",
        "2 days, request.leadTime.malformed",
        "PT0S, request.leadTime.range",
        "PT-1H, request.leadTime.range",
        "P367D, request.leadTime.range",
        "P366D, ''"
    })
    void a_lead_time_is_a_duration_above_zero(String given, String problem) {
        form.leadTime = given;
        assertEquals(problem.isEmpty() ? List.of() : List.of(problem), form.problems());
    }

    @ParameterizedTest(name = "born {0}: {1}")
    @CsvSource({
        "2008-02-29, '', a leap day",
        "2007-02-29, request.subject.birthDate.malformed, no leap year",
        "1825-01-01, request.subject.birthDate.implausible, nobody is that old",
        "1896-09-02, '', 130 years to the day",
        "1896-09-01, request.subject.birthDate.implausible, a day more",
        "2026-09-02, '', today",
        "2026-09-03, request.subject.birthDate.future, tomorrow"
    })
    void a_birth_date_is_a_day_someone_alive_may_be_born_on(String day, String problem, String why) {
        form.subject = Optional.of(
                new RequestDraft.Who(Drafts.SUBJECT.name(), List.of(), day, "", Drafts.SUBJECT.identifiers()));
        assertEquals(problem.isEmpty() ? List.of() : List.of(problem), form.problems());
    }

    @Test
    void a_request_that_stands_until_today_stands() {
        form.expiresOn = "2026-09-02";
        assertEquals(List.of(), form.problems());
    }

    @Test
    void a_form_of_one_requester_may_not_come_as_another_and_an_agency_speaks_as_registered() {
        form.requester = "law-enforcement";
        assertEquals(List.of("request.requester.form", "request.requester.agency"), form.problems());
    }

    @Test
    void what_may_be_personal_is_never_repeated() {
        var secret = "Secret 1990-13-77";
        form.subject = Optional.of(new RequestDraft.Who(
                new RequestDraft.Name(secret + "x".repeat(100), secret + "\u0007"),
                List.of(new RequestDraft.Name(secret + "\n" + secret, secret)),
                secret,
                secret + secret + secret,
                List.of(new RequestDraft.Number("sid", secret + "\t"), new RequestDraft.Number("ucn", " "))));
        form.officer = Optional.of(new RequestDraft.Signer(secret + "x".repeat(100), "yes"));
        var rejected = assertInstanceOf(Intake.Rejected.class, form.read());
        assertEquals(7, rejected.problems().size());
        rejected.problems().forEach(p -> assertFalse(p.sentence().contains("Secret"), p.code()));
    }

    @Test
    void a_problem_says_what_was_given_what_is_expected_and_what_to_do() {
        form.leadTime = "48";
        var rejected = assertInstanceOf(Intake.Rejected.class, form.read());
        assertEquals(
                "leadTime: \"48\": has no unit. Write an ISO 8601 duration, such as PT48H.",
                rejected.problems().getFirst().sentence());
    }

    @Test
    void every_defect_has_a_sentence_that_says_nothing_of_custody() {
        DefectText.all().forEach((code, sentence) -> {
            assertEquals(sentence, DefectText.sentence(code));
            for (var word : List.of("custody", "booked", "held", "released", "in jail")) {
                assertFalse(sentence.toLowerCase(java.util.Locale.ROOT).contains(word), sentence);
            }
            assertTrue(sentence.endsWith("."));
        });
        assertEquals("A person will look at the form of this request.", DefectText.sentence("older.code"));
    }
}

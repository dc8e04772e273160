package org.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sallyport.policy.Cases.ADULT;
import static org.sallyport.policy.Cases.SERVED_DETAINER;
import static org.sallyport.policy.Cases.charge;
import static org.sallyport.policy.Cases.facts;
import static org.sallyport.policy.Cases.felony;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.Severity;

/** Questions about charges and convictions: what counts, from when, and when the record leaves it open. */
class OffenceTest {
    private static final StatuteList LIST = list(true);

    private static StatuteList list(boolean complete) {
        return new StatuteList(
                "us/zz/grave",
                complete ? StatuteList.Extent.WHOLE : StatuteList.Extent.PART,
                List.of(
                        entry("Crim. Law 3-202", "", SourceBasis.TEXT),
                        entry("Penal Code § 245(a)", "", SourceBasis.TEXT),
                        entry("Crim. Law 9-900", "", SourceBasis.MEMORY)),
                "sha256:list");
    }

    private static StatuteList.Entry entry(String section, String nibrs, SourceBasis basis) {
        return new StatuteList.Entry(
                section.isEmpty() ? "" : "us/zz", section, nibrs, Severity.UNKNOWN, "an offence", "§ 1", basis);
    }

    private static Ternary ask(String question, Facts facts, String day) throws Exception {
        var holds = new QuestionReader(Map.of(), name -> Optional.of(LIST)).holds(question);
        return holds.holds(new Case(facts, LocalDate.parse(day)));
    }

    private static Ternary ask(String question, Facts.Charge... charges) throws Exception {
        return ask(question, facts(SERVED_DETAINER, ADULT, charges), "2026-09-02");
    }

    @ParameterizedTest(name = "convicted {0}, asked {1}: {2}")
    @CsvSource({
        "2021-09-03, 2026-09-02, yes, the day before the anniversary",
        "2021-09-02, 2026-09-02, yes, the anniversary is still inside",
        "2021-09-01, 2026-09-02, no,  the day after",
        "2020-02-29, 2025-02-28, yes, 29 February has its anniversary on 28 February of a common year",
        "2020-02-29, 2025-03-01, no,  and the day after is outside",
        "2019-02-28, 2024-02-28, yes, the anniversary in a leap year",
        "2019-02-28, 2024-02-29, no,  the leap day is the day after it",
        "2026-09-02, 2026-09-02, yes, convicted that very day",
        "2026-09-03, 2026-09-02, unknown, a conviction dated after the case",
        "'',         2026-09-02, unknown, a conviction without a day"
    })
    void look_back_of_five_years(String on, String day, String answer, String why) throws Exception {
        var facts = facts(SERVED_DETAINER, ADULT, felony(on));

        assertEquals(
                answer, ask("convicted of a felony within 5 years", facts, day).word(), why);
    }

    @ParameterizedTest(name = "{0} {1}: convicted {2}, charged {3}, probable cause {4}")
    @CsvSource({
        "felony, convicted,            yes,     yes,     no",
        "felony, probable-cause-found, no,      yes,     yes",
        "felony, pending,              no,      yes,     no",
        "felony, dismissed,            no,      no,      no",
        "felony, acquitted,            no,      no,      no",
        "felony, nolle-prosequi,       no,      no,      no",
        "felony, unknown,              unknown, unknown, unknown",
        "unknown, convicted,           unknown, unknown, no",
        "wobbler, convicted,           no,      no,      no",
        "misdemeanor, convicted,       no,      no,      no"
    })
    void conviction_charge_and_finding_differ(
            String severity, String disposition, String convicted, String charged, String finding) throws Exception {
        var charge = charge(
                "1-101",
                Worded.of(Severity.class, severity).orElseThrow(),
                Worded.of(Disposition.class, disposition).orElseThrow(),
                "2026-01-05",
                -1);

        assertEquals(convicted, ask("convicted of a felony", charge).word());
        assertEquals(charged, ask("charged with a felony", charge).word());
        assertEquals(finding, ask("probable cause found on a felony", charge).word());
    }

    @Test
    void one_certain_yes_among_several_is_yes() throws Exception {
        var unclear = charge("1-101", Severity.UNKNOWN, Disposition.CONVICTED, "", -1);

        assertEquals(Ternary.UNKNOWN, ask("convicted of a felony", unclear));
        assertEquals(Ternary.YES, ask("convicted of a felony", unclear, felony("2020-01-02")));
    }

    @Test
    void a_conviction_missing_from_an_incomplete_record_is_unknown() throws Exception {
        var facts = facts(SERVED_DETAINER, ADULT);

        assertEquals(Ternary.NO, ask("convicted of a felony", facts, "2026-09-02"));
        assertEquals(
                Ternary.UNKNOWN, ask("convicted of a felony", Cases.recordComplete(facts, Ternary.NO), "2026-09-02"));
        assertEquals(
                Ternary.UNKNOWN,
                ask("convicted of a felony", Cases.recordComplete(facts, Ternary.UNKNOWN), "2026-09-02"));
        assertEquals(Ternary.NO, ask("charged with a felony", Cases.recordComplete(facts, Ternary.NO), "2026-09-02"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Crim. Law 3-202,           yes,     as listed",
        "crim.  law section 3-202,  yes,     case, spaces and the word section do not count",
        "Crim. Law § 3-202(b)(1),   yes,     an entry without subdivision covers its subdivisions",
        "Crim. Law 3-2021,          no,      another section",
        "Penal 245(a),              yes,     as listed",
        "Penal Code Sec. 245(A)(1), yes,     within the listed subdivision",
        "Penal Code 245(b),         no,      another subdivision",
        "Penal Code 245,            unknown, the subdivision is not stated",
        "Crim. Law 9-900,           unknown, an entry from memory",
        "'',                        unknown, no statute stated"
    })
    void statutes_match_by_section(String section, String answer, String why) throws Exception {
        var charge = charge(section, Severity.FELONY, Disposition.CONVICTED, "2026-01-05", -1);

        assertEquals(answer, ask("convicted of list us/zz/grave", charge).word(), why);
    }

    @Test
    void what_is_not_on_an_incomplete_list_may_still_be_listed() {
        var charge = felony("2026-01-05");

        assertEquals(Ternary.NO, LIST.covers(charge));
        assertEquals(Ternary.UNKNOWN, list(false).covers(charge));
    }

    @Test
    void an_entry_by_code_alone_matches_the_code_and_nothing_when_none_is_stated() {
        var robbery = new StatuteList("x", StatuteList.Extent.WHOLE, List.of(entry("", "120", SourceBasis.TEXT)), "v");
        var plain = felony("2026-01-05");
        var coded = new Facts.Charge(
                "1",
                plain.statute(),
                "",
                "120",
                plain.severity(),
                "",
                plain.offenseDate(),
                plain.disposition(),
                plain.on(),
                plain.sentence());

        assertEquals(Ternary.YES, robbery.covers(coded));
        assertEquals(Ternary.UNKNOWN, robbery.covers(plain));
    }

    @ParameterizedTest(name = "{0} days: {1}")
    @CsvSource({"1825, yes", "1824, no", "-1, unknown"})
    void five_years_are_met_at_1825_days(int days, String answer) throws Exception {
        var charge = charge("1-101", Severity.MISDEMEANOR, Disposition.CONVICTED, "2026-01-05", days);

        assertEquals(
                answer,
                ask("convicted of any crime with a sentence of at least 5 years", charge)
                        .word());
    }

    @ParameterizedTest(name = "class {0}: {1}, {2}")
    @CsvSource({
        "state-prison, yes,     the class the question names",
        "STATE-PRISON, yes,     whatever its case",
        "1170(h),      no,      another class",
        "'',           yes,     no class recorded: the list supplies it"
    })
    void a_listed_offence_of_a_class(String recorded, String answer, String why) throws Exception {
        var charge = convicted("us/zz", "Crim. Law 3-202", Severity.FELONY, recorded);

        assertEquals(
                answer,
                ask("convicted of list us/zz/grave as a felony of class state-prison", charge)
                        .word(),
                why);
    }

    @ParameterizedTest(name = "{0}: offence {1}, under us {2}")
    @CsvSource({
        "us/zz, yes, no,      a state's code",
        "us,    yes, yes,     federal law",
        "'',    yes, unknown, whose code is not recorded"
    })
    void any_offence_and_an_offence_under_one_code(String whose, String any, String federal, String why)
            throws Exception {
        var charge = under(whose);

        assertEquals(any, ask("convicted of any offence", charge).word(), why);
        assertEquals(federal, ask("charged with an offence under us", charge).word(), why);
    }

    @Test
    void a_list_of_one_code_knows_what_is_not_on_it_however_incomplete_it_is() {
        var extent = new StatuteList.Extent(false, "", "us", List.of());
        var list = new StatuteList("us/federal", extent, List.of(), "sha256:list");

        assertEquals(Ternary.NO, list.covers(under("us/zz")));
        assertEquals(Ternary.UNKNOWN, list.covers(under("us")));
        assertEquals(Ternary.UNKNOWN, list.covers(under("")));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "us/zz, Penal Law 120.10,     yes,     listed",
        "us/zz, Penal Law 155.25,     no,      the list is whole for this code",
        "us/yy, Penal Law 155.25,     unknown, another code may have the equivalent of a listed offence",
        "us/zz, Penal Law 110.00,     unknown, an article the source speaks of in words",
        "us/zz, Penal Law 110-120.10, unknown, an offence cited under that article",
        "us/zz, Penal Law 1101.20,    no,      another article whose number only begins alike",
        "us/zz, Penal Law 110(5),     unknown, a subdivision of it",
        "us/zz, '',                   unknown, no section"
    })
    void a_list_whole_for_one_code_leaves_open_what_its_source_says_in_words(
            String whose, String section, String covered, String why) {
        var list = new StatuteList(
                "us/zz/grave",
                new StatuteList.Extent(true, "us/zz", "", List.of("Penal Law 110")),
                List.of(entry("Penal Law 120.10", "", SourceBasis.TEXT)),
                "sha256:list");

        assertEquals(
                covered,
                list.covers(convicted(whose, section, Severity.FELONY, "")).word(),
                why);
    }

    private static Facts.Charge under(String whose) {
        return convicted(whose, whose.isEmpty() ? "" : "9-100", Severity.UNKNOWN, "");
    }

    private static Facts.Charge convicted(String whose, String section, Severity severity, String offenseClass) {
        return new Facts.Charge(
                "",
                new Facts.Statute(whose, section),
                "",
                "",
                severity,
                offenseClass,
                Optional.empty(),
                Disposition.CONVICTED,
                Optional.empty(),
                Facts.Sentence.UNKNOWN);
    }
}

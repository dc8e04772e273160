package org.sallyport.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sallyport.custody.Told.at;
import static org.sallyport.custody.Told.booked;
import static org.sallyport.custody.Told.charge;
import static org.sallyport.custody.Told.days;
import static org.sallyport.custody.Told.disposed;
import static org.sallyport.custody.Told.posted;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which facts end the last ground of custody, and when: a person with charge 1 in case A and, where said, charge 2. */
class GroundsTest {
    private static Told one() {
        return new Told().say(0, booked()).say(1, new CustodyFact.Charged(charge("1", "A")));
    }

    private static void endsAt(Integer minute, Told told) {
        assertEquals(Optional.ofNullable(minute).map(Told::at), told.fold().lastGroundEndedAt());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "DISMISSED, 60, the court dropped it",
        "ACQUITTED, 60, the court cleared the person",
        "NOLLE_PROSEQUI, 60, nobody prosecutes",
        "PROBABLE_CAUSE_FOUND, , the case goes on",
        "PENDING, , the case goes on",
        "UNKNOWN, , nothing was said",
        "CONVICTED, , the sentence is not known yet"
    })
    void a_disposition_ends_the_charge_or_not(Disposition disposition, Integer minute, String why) {
        endsAt(minute, one().say(60, disposed("1", disposition, Sentence.UNKNOWN)));
    }

    @ParameterizedTest(name = "{0} days, {1} suspended: {3}")
    @CsvSource({
        "365, 0, , days to serve",
        "365, 364, , one day to serve",
        "365, 365, 60, all suspended",
        "0, 0, 60, no day imposed"
    })
    void a_conviction_is_a_ground_while_it_leaves_days_to_serve(
            int imposed, int suspended, Integer minute, String why) {
        endsAt(minute, one().say(60, disposed("1", Disposition.CONVICTED, days(imposed, suspended))));
    }

    @ParameterizedTest(name = "bond on charge [{0}] case [{1}]: {3}")
    @CsvSource({
        "1, '', 58, on the charge",
        "'', A, 58, on its case",
        "'', ' a ', 58, cases are compared without case and blanks",
        "'', B, , on another case",
        "2, '', , on another charge",
        "2, A, , a bond that names a charge is on that charge alone",
        "'', '', 58, on the whole booking"
    })
    void a_bond_posted_ends_what_it_covers(String charge, String caseNumber, Integer minute, String why) {
        endsAt(minute, one().say(60, posted(charge, caseNumber, 58)));
    }

    @ParameterizedTest(name = "ground {0}: {2}")
    @CsvSource({"1, 60, that charge", "all, 60, all of the booking", "2, , another charge", "H1, , a hold not recorded"
    })
    void the_feed_says_that_a_ground_ended(String ground, Integer minute, String why) {
        endsAt(minute, one().say(60, new CustodyFact.GroundEnded(ground, at(60), "time served")));
    }

    @Test
    void the_last_of_several_counts() {
        var told = one().say(2, new CustodyFact.Charged(charge("2", "B"))).say(60, posted("1", "", 60));
        endsAt(null, told);
        endsAt(60, told.say(50, disposed("2", Disposition.DISMISSED, Sentence.UNKNOWN)));
    }

    @Test
    void without_any_charge_no_ground_has_ended_unless_the_feed_says_all_have() {
        endsAt(null, new Told().say(0, booked()));
        endsAt(
                null,
                new Told()
                        .say(0, booked())
                        .say(1, new CustodyFact.Held("H1", "warrant", "us/va/fairfax", at(1)))
                        .say(2, new CustodyFact.HoldEnded("H1", at(2))));
        endsAt(9, new Told().say(0, booked()).say(9, new CustodyFact.GroundEnded("all", at(9), "")));
    }

    @Test
    void ending_all_grounds_of_one_booking_leaves_those_of_another() {
        endsAt(
                null,
                one().say("B2", 2, booked())
                        .say("B2", 3, new CustodyFact.Charged(charge("1", "C")))
                        .say("B1", 4, new CustodyFact.Linked(java.util.List.of("B2")))
                        .say("B1", 60, new CustodyFact.GroundEnded("all", at(60), "")));
    }

    @Test
    void a_sentence_imposed_after_the_bond_is_a_ground_again_and_one_imposed_with_it_is_not() {
        endsAt(null, one().say(60, posted("1", "", 60)).say(61, disposed("1", Disposition.CONVICTED, days(30, 0))));
        endsAt(60, one().say(60, posted("1", "", 60)).say(60, disposed("1", Disposition.CONVICTED, days(30, 0))));
    }

    @Test
    void a_dismissal_reversed_is_a_ground_again() {
        endsAt(
                null,
                one().say(60, disposed("1", Disposition.DISMISSED, Sentence.UNKNOWN))
                        .say(70, disposed("1", Disposition.PENDING, Sentence.UNKNOWN)));
    }

    @Test
    void a_new_bond_set_after_the_first_was_posted_is_a_ground_again() {
        var told = one().say(50, new CustodyFact.BondSet("1", "A", Optional.empty(), at(50)))
                .say(60, posted("1", "A", 60));
        endsAt(60, told);
        endsAt(null, told.say(70, new CustodyFact.BondSet("1", "A", Optional.empty(), at(70))));
        assertEquals(1, told.fold().bonds().size());
    }

    @Test
    void a_charge_added_to_the_case_after_the_bond_was_posted_needs_a_bond_of_its_own() {
        endsAt(null, one().say(60, posted("", "A", 60)).say(70, new CustodyFact.Charged(charge("2", "A"))));
    }

    @Test
    void a_case_number_entered_later_finds_the_bond_posted_on_it() {
        endsAt(
                60,
                new Told()
                        .say(0, booked())
                        .say(1, new CustodyFact.Charged(charge("1", "")))
                        .say(60, posted("", "A", 60))
                        .say(70, new CustodyFact.Charged(charge("1", "A"))));
    }

    @Test
    void a_hold_recorded_again_is_a_ground_again() {
        var held = new CustodyFact.Held("H1", "warrant", "us/va/fairfax", at(2));
        endsAt(
                null,
                one().say(2, held)
                        .say(5, new CustodyFact.HoldEnded("H1", at(5)))
                        .say(7, held)
                        .say(60, posted("1", "", 60)));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "I-247A, us-ice-ero-bal, true",
        "I247D, '', true",
        "i-247, '', true",
        "Form I-247A (02/17), '', true",
        "I-200, '', true",
        "'I 205', '', true",
        "I-286, '', true",
        "ICE detainer, '', true",
        "Immigration hold, '', true",
        "administrative warrant, us-ice-ero-bal, true",
        "detainer, DHS, true",
        "warrant, us-ice-hsi, false",
        "judicial-warrant, us-ice-ero-bal, false",
        "warrant, us/va/fairfax, false",
        "CRI-2001, us/va/fairfax, false",
        "I-2005, '', false",
        "service hold, us/va/price, false"
    })
    void an_administrative_immigration_paper_is_known_however_it_is_written(
            String instrument, String agency, boolean immigration) {
        assertEquals(immigration, new Hold("H", instrument, agency, at(0), Optional.empty()).immigrationPaper());
    }
}

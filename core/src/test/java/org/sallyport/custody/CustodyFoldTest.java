package org.sallyport.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.custody.Told.at;
import static org.sallyport.custody.Told.booked;
import static org.sallyport.custody.Told.charge;
import static org.sallyport.custody.Told.charged;
import static org.sallyport.custody.Told.days;
import static org.sallyport.custody.Told.disposed;
import static org.sallyport.custody.Told.identified;
import static org.sallyport.custody.Told.posted;
import static org.sallyport.custody.Told.projected;
import static org.sallyport.custody.Told.released;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyEpisode.Phase;

class CustodyFoldTest {
    private static Told stay() {
        return new Told().say(0, booked());
    }

    private static CustodyFact held(String instrument, String agency) {
        return new CustodyFact.Held("H1", instrument, agency, at(2));
    }

    private static CustodyFact left(CustodyFact.LeaveReason reason) {
        return new CustodyFact.Left(reason, Optional.of(at(300)));
    }

    // Presence

    @Test
    void nothing_but_a_name_is_a_stay_not_known_to_have_begun() {
        var stay = new Told().say(0, identified(Claim.NONE)).fold();
        assertEquals(new Phase.NotBooked(), stay.phase());
        assertFalse(stay.inCustody());
    }

    @Test
    void leaving_is_not_release_and_returning_ends_it() {
        var told = stay().say(60, left(CustodyFact.LeaveReason.COURT));
        assertEquals(
                new Phase.Away(CustodyFact.LeaveReason.COURT, at(60), Optional.of(at(300))),
                told.fold().phase());
        assertTrue(told.fold().inCustody());
        assertEquals(
                new Phase.Present(),
                told.say(90, new CustodyFact.Returned()).fold().phase());
    }

    @Test
    void a_courtroom_release_is_a_release_and_a_late_return_entry_does_not_undo_it() {
        var stay = stay().say(60, left(CustodyFact.LeaveReason.COURT))
                .say(90, released(90, ReleaseReason.OWN_RECOGNIZANCE))
                .say(95, new CustodyFact.Returned())
                .fold();
        assertTrue(stay.over());
    }

    @Test
    void someone_who_escaped_and_was_brought_back_is_in_custody() {
        var stay = stay().say(60, released(60, ReleaseReason.ESCAPE))
                .say(90, new CustodyFact.Returned())
                .fold();
        assertEquals(new Phase.Present(), stay.phase());
        assertEquals(Map.of("B1", true), stay.bookings());
    }

    @Test
    void a_release_in_error_says_so_and_ends_with_the_return() {
        var told = stay().say(60, released(60, ReleaseReason.BOND)).say(70, new CustodyFact.ReleasedInError(at(60)));
        assertTrue(assertInstanceOf(Phase.Released.class, told.fold().phase()).inError());
        assertEquals(
                new Phase.Present(),
                told.say(90, new CustodyFact.Returned()).fold().phase());
    }

    @Test
    void a_release_in_error_ends_the_stay_though_another_booking_is_open() {
        var stay = stay().say("B2", 1, booked())
                .say(5, new CustodyFact.Linked(List.of("B2")))
                .say(70, new CustodyFact.ReleasedInError(at(60)))
                .fold();
        assertEquals(new Phase.Released(at(60), at(60), ReleaseReason.OTHER, "", true), stay.phase());
    }

    @Test
    void the_desk_is_releasing_once_every_open_booking_is_being_closed() {
        var told = stay().say("B2", 1, booked())
                .say(5, new CustodyFact.Linked(List.of("B2")))
                .say("B1", 60, new CustodyFact.Releasing(at(60), ReleaseReason.BOND));
        assertEquals(new Phase.Present(), told.fold().phase());
        assertEquals(Optional.empty(), told.fold().projection());
        var both = told.say("B2", 61, new CustodyFact.Releasing(at(62), ReleaseReason.DISMISSED))
                .fold();
        assertEquals(new Phase.Releasing(at(62), ReleaseReason.DISMISSED), both.phase());
        assertEquals(at(62), both.projection().orElseThrow().at());
    }

    // Several bookings

    @Test
    void releasing_one_booking_while_another_is_open_closes_only_that_booking() {
        var told = stay().say("B2", 1, booked())
                .say(5, new CustodyFact.Linked(List.of("B2")))
                .say("B1", 60, released(60, ReleaseReason.BOND));
        assertEquals(Map.of("B1", false, "B2", true), told.fold().bookings());
        assertEquals(new Phase.Present(), told.fold().phase());
        var last = told.say("B2", 90, released(90, ReleaseReason.TIME_SERVED)).fold();
        assertEquals(new Phase.Released(at(90), at(90), ReleaseReason.TIME_SERVED, "", false), last.phase());
    }

    @Test
    void a_closed_booking_takes_its_charges_out_of_the_grounds_and_its_projection_out_of_force() {
        var told = stay().say("B2", 1, booked())
                .say(5, new CustodyFact.Linked(List.of("B2")))
                .say("B1", 6, charged("1"))
                .say("B2", 6, charged("1"))
                .say("B1", 7, projected(500))
                .say("B2", 8, posted("1", "", 8));
        assertEquals(at(500), told.fold().projection().orElseThrow().at());
        var closed = told.say("B1", 60, released(60, ReleaseReason.BOND)).fold();
        assertEquals(Optional.of(at(60)), closed.lastGroundEndedAt());
        assertEquals(
                ProjectedRelease.Basis.GROUNDS_ENDED,
                closed.projection().orElseThrow().basis());
    }

    @Test
    void a_merged_record_is_open_as_long_as_the_record_it_is_part_of() {
        var told = stay().say("B9", 1, booked()).say("B1", 5, new CustodyFact.Merged(List.of("B9")));
        assertEquals(Map.of("B1", true, "B9", true), told.fold().bookings());
        var over = told.say("B1", 60, released(60, ReleaseReason.BOND)).fold();
        assertTrue(over.over());
        assertEquals(Map.of("B1", false, "B9", false), over.bookings());
    }

    @Test
    void a_record_parted_from_the_stay_counts_for_nothing_and_may_be_joined_again() {
        var told = stay().say("B2", 1, new CustodyFact.Booked(Told.person(2), at(1), "", Known.UNKNOWN))
                .say("B2", 2, charged("7"))
                .say("B1", 5, new CustodyFact.Linked(List.of("B2")))
                .say("B1", 9, new CustodyFact.Split(List.of("B2")));
        assertEquals(Map.of("B1", true), told.fold().bookings());
        assertEquals(List.of(), told.fold().charges());
        assertEquals(Told.person(1), told.fold().person());
        var again = told.say("B1", 12, new CustodyFact.Linked(List.of("B2"))).fold();
        assertEquals(1, again.charges().size());
    }

    // Charges and what a court did

    @Test
    void a_charge_said_again_keeps_what_a_court_did_with_it() {
        var stay = stay().say(1, charged("1"))
                .say(2, disposed("1", Disposition.CONVICTED, days(365, 0)))
                .say(3, new CustodyFact.Charged(charge("1", "C-99")))
                .fold();
        assertEquals(1, stay.charges().size());
        assertEquals("C-99", stay.charges().getFirst().caseNumber());
        assertEquals(Disposition.CONVICTED, stay.charges().getFirst().disposition());
        assertEquals(365, stay.charges().getFirst().sentence().days().orElseThrow());
    }

    @Test
    void a_disposition_whose_charge_was_lost_is_not_lost_with_it() {
        var stay = stay().say(2, disposed("1", Disposition.CONVICTED, Sentence.UNKNOWN))
                .fold();
        assertEquals(Disposition.CONVICTED, stay.charges().getFirst().disposition());
        assertEquals("", stay.charges().getFirst().statute().section());
    }

    @Test
    void a_sealed_charge_is_hidden_whenever_it_is_said() {
        var stay = stay().say(1, charged("1"))
                .say(2, charged("2"))
                .say(3, new CustodyFact.RecordSealed("1"))
                .say(4, charged("1"))
                .fold();
        assertEquals(List.of("2"), stay.charges().stream().map(Charge::id).toList());
        assertFalse(stay.sealed());
    }

    @Test
    void sealing_the_whole_booking_hides_every_charge_and_marks_the_stay() {
        var stay = stay().say(1, charged("1"))
                .say(3, new CustodyFact.RecordSealed("all"))
                .fold();
        assertEquals(List.of(), stay.charges());
        assertTrue(stay.sealed());
    }

    @Test
    void a_prior_said_twice_counts_once_and_the_record_check_says_whether_more_may_exist() {
        var stay = stay().say(1, new CustodyFact.Prior(charge("p1", "")))
                .say(2, new CustodyFact.Prior(charge("p1", "C-2")))
                .say(3, new CustodyFact.RecordChecked(Known.YES, "III", at(3)))
                .fold();
        assertEquals(List.of(charge("p1", "C-2")), stay.priors());
        assertEquals(Known.YES, stay.recordComplete());
    }

    // Claims

    @Test
    void a_claim_of_citizenship_stands_although_another_record_knows_of_none() {
        var told = stay().say("B1", "claim", 1, identified(Claim.CLAIMED)).say(2, identified(Claim.NONE));
        assertEquals(Claim.CLAIMED, told.fold().citizenship());
        assertEquals(Claim.NONE, told.takeBack("claim", 3).fold().citizenship());
    }

    @Test
    void no_claim_recorded_is_what_a_feed_that_says_nothing_leaves() {
        assertEquals(Claim.NONE, stay().fold().citizenship());
        assertEquals(Claim.UNKNOWN, stay().fold().lawfulStatus());
    }

    // Projections

    @Test
    void the_projection_said_last_stands_and_a_withdrawn_one_stands_no_more() {
        var told = stay().say(1, charged("1")).say(2, projected(500)).say(3, projected(400));
        assertEquals(at(400), told.fold().projection().orElseThrow().at());
        var none = told.say(4, new CustodyFact.ReleaseProjectionWithdrawn("")).fold();
        assertEquals(Optional.empty(), none.projection());
        assertEquals(
                List.of(at(500), at(400)),
                none.projections().stream().map(ProjectedRelease::at).toList());
    }

    @Test
    void a_projection_received_late_does_not_replace_a_later_one_but_is_kept_with_its_receipt() {
        var told = stay().say(1, charged("1")).say(5, projected(400)).say(2, projected(500));
        var stay = told.fold();
        assertEquals(at(400), stay.projection().orElseThrow().at());
        assertEquals(
                told.events().getLast().receivedAt(),
                stay.projections().getLast().knownSince());
    }

    @Test
    void the_end_of_the_last_ground_is_a_release_projected_at_that_moment() {
        var told = stay().say(1, charged("1")).say(2, projected(5000)).say(60, posted("1", "", 58));
        var stay = told.fold();
        assertEquals(
                Optional.of(new ProjectedRelease(
                        at(58),
                        ProjectedRelease.Basis.GROUNDS_ENDED,
                        ProjectedRelease.Certainty.SCHEDULED,
                        false,
                        at(58),
                        told.events().getLast().receivedAt())),
                stay.projection());
        assertEquals(Optional.of(at(58)), stay.lastGroundEndedAt());
        assertEquals(2, stay.projections().size());
    }

    @Test
    void a_date_the_jail_publishes_is_open_and_the_end_of_grounds_before_it_is_not() {
        var published = new CustodyFact.ReleaseProjected(
                at(5000), ProjectedRelease.Basis.SENTENCE_END, ProjectedRelease.Certainty.SCHEDULED, true);
        var told = stay().say(1, charged("1")).say(2, published);
        assertTrue(told.fold().projection().orElseThrow().open());
        assertFalse(told.say(60, posted("1", "", 58))
                .fold()
                .projection()
                .orElseThrow()
                .open());
    }

    @Test
    void a_moment_the_jail_schedules_after_the_last_ground_ended_stands() {
        var stay = stay().say(1, charged("1"))
                .say(60, posted("1", "", 58))
                .say(70, projected(120))
                .fold();
        assertEquals(at(120), stay.projection().orElseThrow().at());
        assertEquals(Optional.of(at(58)), stay.lastGroundEndedAt());
    }

    @Test
    void a_late_charge_takes_the_projection_back_and_the_list_keeps_it() {
        var stay = stay().say(1, charged("1"))
                .say(60, posted("1", "", 58))
                .say(2, charged("2"))
                .fold();
        assertEquals(Optional.empty(), stay.projection());
        assertEquals(Optional.empty(), stay.lastGroundEndedAt());
        assertEquals(1, stay.projections().size());
    }

    @Test
    void nobody_is_projected_once_they_are_gone() {
        var stay = stay().say(1, charged("1"))
                .say(2, projected(90))
                .say(80, released(80, ReleaseReason.BOND))
                .fold();
        assertEquals(Optional.empty(), stay.projection());
    }

    // Corrections

    @Test
    void a_release_taken_back_leaves_the_person_in_custody_also_when_the_correction_came_first() {
        var after =
                stay().say("B1", "out", 60, released(60, ReleaseReason.BOND)).takeBack("out", 70);
        var before = stay().takeBack("out", 70).say("B1", "out", 60, released(60, ReleaseReason.BOND));
        assertEquals(new Phase.Present(), after.fold().phase());
        assertEquals(new Phase.Present(), before.fold().phase());
    }

    @Test
    void a_replacement_stands_in_the_place_of_what_it_replaces() {
        var stay = stay().say(1, charged("1"))
                .say("B1", "p", 2, projected(500))
                .say(3, projected(400))
                .correct("p", 9, projected(300))
                .fold();
        assertEquals(at(400), stay.projection().orElseThrow().at());
    }

    @Test
    void the_latest_of_two_corrections_wins_whichever_came_first() {
        var stay = stay().say("B1", "out", 60, released(60, ReleaseReason.BOND))
                .correct("out", 90, released(62, ReleaseReason.DISMISSED))
                .correct("out", 80, released(61, ReleaseReason.OTHER))
                .fold();
        assertEquals(new Phase.Released(at(62), at(62), ReleaseReason.DISMISSED, "", false), stay.phase());
    }

    @Test
    void a_correction_taken_back_was_never_made() {
        var stay = stay().say("B1", "out", 60, released(60, ReleaseReason.BOND))
                .say("B1", "c", 70, new CustodyFact.Corrected("out", Optional.empty()))
                .takeBack("c", 80)
                .fold();
        assertTrue(stay.over());
    }

    @Test
    void corrections_that_correct_each_other_end() {
        var stay = stay().say("B1", "c1", 70, new CustodyFact.Corrected("c2", Optional.empty()))
                .say("B1", "c2", 71, new CustodyFact.Corrected("c1", Optional.empty()))
                .fold();
        assertEquals(new Phase.Present(), stay.phase());
    }

    @Test
    void a_correction_of_another_source_corrects_nothing() {
        var told = stay().say("B1", "out", 60, released(60, ReleaseReason.BOND)).takeBack("out", 70);
        var last = told.events().getLast();
        var foreign = new FeedEvent(
                last.id(),
                "/other",
                last.facility(),
                last.subject(),
                last.sequence(),
                last.time(),
                last.recordedAt(),
                last.receivedAt(),
                last.fact());
        var events = List.of(told.events().get(0), told.events().get(1), foreign);
        assertTrue(CustodyFold.fold(Facility.Ordering.TIME, events).over());
    }

    // Order

    @Test
    void by_sequence_the_feeds_own_number_counts_and_gaps_never_wait() {
        var told = stay().say("B1", "a", seq("10"), 50, projected(500)).say("B1", "b", seq("9"), 60, projected(600));
        assertEquals(at(600), told.fold().projection().orElseThrow().at());
        assertEquals(
                at(500),
                CustodyFold.fold(Facility.Ordering.SEQUENCE, told.events())
                        .projection()
                        .orElseThrow()
                        .at());
    }

    @Test
    void sequences_are_decimal_not_text() {
        var told = stay().say("B1", "a", seq("9.5"), 50, projected(500)).say("B1", "b", seq("10"), 49, projected(600));
        assertEquals(
                at(600),
                CustodyFold.fold(Facility.Ordering.SEQUENCE, told.events())
                        .projection()
                        .orElseThrow()
                        .at());
    }

    @Test
    void by_sequence_an_event_without_one_keeps_its_time_among_its_neighbours() {
        var told = new Told()
                .say("B1", "b", seq("1"), 0, booked())
                .say("B1", "p", seq("2"), 30, projected(500))
                .say("B1", "w", Optional.empty(), 20, new CustodyFact.ReleaseProjectionWithdrawn(""));
        assertEquals(
                at(500),
                CustodyFold.fold(Facility.Ordering.SEQUENCE, told.events())
                        .projection()
                        .orElseThrow()
                        .at());
    }

    @Test
    void what_is_received_twice_counts_once() {
        var told = stay().say(1, charged("1")).say(2, projected(500));
        var twice = new java.util.ArrayList<>(told.events());
        twice.addAll(told.events());
        assertEquals(told.fold(), CustodyFold.fold(Facility.Ordering.TIME, twice));
    }

    @Test
    void of_nothing_nothing_is_known() {
        assertEquals(new Phase.NotBooked(), new Told().fold().phase());
    }

    @Test
    void a_hold_of_another_authority_is_a_ground_until_it_ends_and_an_immigration_paper_never() {
        var told = stay().say(1, charged("1")).say(60, posted("1", "", 58));
        assertEquals(
                Optional.of(at(58)),
                told.say(3, held("I-247A", "us-ice-ero-bal")).fold().lastGroundEndedAt());
        var warrant = told.say(4, new CustodyFact.Held("H2", "warrant", "us/va/fairfax", at(4)));
        assertEquals(Optional.empty(), warrant.fold().lastGroundEndedAt());
        assertEquals(
                Optional.of(at(90)),
                warrant.say(90, new CustodyFact.HoldEnded("H2", at(90))).fold().lastGroundEndedAt());
    }

    private static Optional<BigDecimal> seq(String number) {
        return Optional.of(new BigDecimal(number));
    }
}

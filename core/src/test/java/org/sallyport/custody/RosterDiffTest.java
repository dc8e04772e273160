package org.sallyport.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.RosterOutcome.Acceptance;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.custody.RosterOutcome.Question;
import org.sallyport.custody.RosterOutcome.Taken;

class RosterDiffTest {
    /** Absence becomes a release after three rosters; a fifth may vanish at once. */
    private static final Facility JAIL =
            Facility.usual(Told.MCDC, "us/md/montgomery", "county-jail", ZoneId.of("America/New_York"));

    private RosterState state = RosterState.NONE;
    private final List<FeedEvent> told = new ArrayList<>();

    private static Instant day(int n) {
        return Instant.parse("2026-09-01T05:00:00Z").plusSeconds(86_400L * n);
    }

    private static RosterEntry entry(int n, String topCharge) {
        return new RosterEntry(
                "B" + n,
                Told.person(n),
                Optional.of(day(-n)),
                List.of(Told.charge(topCharge, "")),
                Map.of("status", "DE"));
    }

    /** A roster of twenty people without those named. */
    private static Roster roster(int day, Integer... missing) {
        var entries = new ArrayList<RosterEntry>();
        for (int n = 1; n <= 20; n++) {
            if (!List.of(missing).contains(n)) {
                entries.add(entry(n, "125.25"));
            }
        }
        return new Roster(Told.MCDC, day(day), entries);
    }

    private Taken take(Roster roster, String... away) {
        var taken = assertInstanceOf(
                Taken.class, RosterDiff.diff(JAIL, state, roster, Set.of(away), Optional.empty(), roster.takenAt()));
        state = taken.state();
        told.addAll(taken.events());
        return taken;
    }

    private CustodyEpisode stay(String booking) {
        return CustodyFold.fold(
                Facility.Ordering.TIME,
                told.stream().filter(e -> e.subject().equals(booking)).toList());
    }

    @Test
    void the_first_roster_is_a_baseline_and_books_everyone_it_lists() {
        var taken = take(roster(0));
        assertEquals(new Counts(20, 0, 0, 0, 0, 0, 0, 0), taken.counts());
        assertEquals(40, taken.events().size());
        assertTrue(stay("B7").inCustody());
        assertEquals(
                day(-7),
                taken.events().stream()
                        .filter(e -> e.subject().equals("B7"))
                        .findFirst()
                        .orElseThrow()
                        .time());
    }

    @Test
    void who_is_listed_for_the_first_time_is_booked_with_the_charge_listed() {
        take(roster(0, 5));
        var taken = take(roster(1));
        assertEquals(1, taken.counts().bookings());
        assertEquals(
                List.of("Booked", "Charged"),
                taken.events().stream()
                        .map(e -> e.fact().getClass().getSimpleName())
                        .toList());
    }

    @Test
    void absence_asks_at_once_and_becomes_a_release_with_bounds_at_the_third_roster() {
        take(roster(0));
        var first = take(roster(1, 5));
        assertEquals(List.of(new Question("B5", day(0), day(1))), first.questions());
        assertEquals(List.of(), first.events());
        assertEquals(List.of(), take(roster(2, 5)).questions());
        var third = take(roster(3, 5));
        assertEquals(1, third.counts().releases());
        assertEquals(
                new CustodyFact.Released(day(0), day(1), ReleaseReason.OTHER, ""),
                third.events().getFirst().fact());
        assertTrue(stay("B5").over());
        assertEquals(List.of(), take(roster(4, 5)).events());
    }

    @Test
    void being_listed_again_before_that_is_a_flicker_and_no_event() {
        take(roster(0));
        take(roster(1, 5));
        take(roster(2, 5));
        var back = take(roster(3));
        assertEquals(List.of(), back.events());
        assertEquals(1, back.counts().flickers());
        assertEquals(List.of("B5"), back.settled());
    }

    @Test
    void being_listed_again_after_that_takes_the_release_back() {
        take(roster(0));
        take(roster(1, 5));
        take(roster(2, 5));
        take(roster(3, 5));
        var back = take(roster(4));
        assertEquals(1, back.counts().withdrawn());
        assertTrue(stay("B5").inCustody());
        take(roster(5, 5));
        take(roster(6, 5));
        take(roster(7, 5));
        assertTrue(stay("B5").over());
    }

    @Test
    void an_admission_later_than_the_last_listing_is_a_release_and_another_booking() {
        take(roster(0));
        var entries = new ArrayList<>(roster(1).entries());
        entries.set(
                4, new RosterEntry("B5", Told.person(5), Optional.of(day(1).minusSeconds(60)), List.of(), Map.of()));
        var again = take(new Roster(Told.MCDC, day(1), entries));
        assertEquals(
                List.of(
                        new CustodyFact.Released(day(0), day(1).minusSeconds(60), ReleaseReason.OTHER, ""),
                        new CustodyFact.Booked(Told.person(5), day(1).minusSeconds(60), "", Known.UNKNOWN)),
                again.events().stream().map(FeedEvent::fact).toList());
        assertTrue(stay("B5").inCustody());
    }

    @Test
    void absence_of_someone_away_is_never_a_release() {
        take(roster(0));
        for (int day = 1; day <= 9; day++) {
            assertEquals(Counts.NONE, take(roster(day, 5), "B5").counts());
        }
    }

    @Test
    void the_desks_word_that_someone_is_still_held_starts_the_count_again() {
        take(roster(0));
        take(roster(1, 5));
        take(roster(2, 5));
        state = state.stillHeld("B5");
        assertEquals(0, take(roster(3, 5)).counts().releases());
        take(roster(4, 5));
        assertEquals(1, take(roster(5, 5)).counts().releases());
    }

    @Test
    void another_top_charge_is_a_change_and_the_old_one_has_not_ended_by_it() {
        take(roster(0));
        var entries = new ArrayList<>(roster(1).entries());
        entries.set(4, entry(5, "160.15"));
        var taken = take(new Roster(Told.MCDC, day(1), entries));
        assertEquals(1, taken.counts().changes());
        assertEquals(
                List.of("125.25", "160.15"),
                stay("B5").charges().stream().map(Charge::id).toList());
        assertEquals(Optional.empty(), stay("B5").lastGroundEndedAt());
    }

    @Test
    void other_particulars_are_said_and_an_attribute_is_only_counted() {
        take(roster(0));
        var entries = new ArrayList<>(roster(1).entries());
        var five = entries.get(4);
        var sid = Told.person(5, new Identifier(Identifier.Type.SID, "MD5"));
        entries.set(4, new RosterEntry("B5", sid, five.admittedAt(), five.charges(), five.attributes()));
        var six = entries.get(5);
        entries.set(5, new RosterEntry("B6", six.person(), six.admittedAt(), six.charges(), Map.of("status", "CS")));
        var taken = take(new Roster(Told.MCDC, day(1), entries));
        assertEquals(2, taken.counts().changes());
        assertEquals(1, taken.events().size());
        assertEquals(sid.identifiers(), stay("B5").person().identifiers());
    }

    @Test
    void a_roster_that_lost_a_fifth_is_taken_and_one_more_needs_a_person_with_a_reason() {
        take(roster(0));
        var much = roster(1, 1, 2, 3, 4, 5);
        assertEquals(
                new RosterOutcome.Refused(5, 20),
                RosterDiff.diff(JAIL, state, much, Set.of(), Optional.empty(), day(1)));
        assertEquals(
                new RosterOutcome.Refused(5, 20),
                RosterDiff.diff(JAIL, state, much, Set.of(), Optional.of(new Acceptance("supervisor", " ")), day(1)));
        assertInstanceOf(
                Taken.class,
                RosterDiff.diff(JAIL, state, much, Set.of(), Optional.of(new Acceptance("supervisor", "bus")), day(1)));
        assertEquals(4, take(roster(1, 1, 2, 3, 4)).counts().questions());
    }

    @Test
    void an_empty_roster_is_refused() {
        take(roster(0));
        assertEquals(
                new RosterOutcome.Refused(20, 20),
                RosterDiff.diff(
                        JAIL, state, new Roster(Told.MCDC, day(1), List.of()), Set.of(), Optional.empty(), day(1)));
    }

    @Test
    void the_same_roster_against_the_same_state_gives_the_same_events_and_again_nothing() {
        take(roster(0, 5));
        var before = state;
        var once = take(roster(1, 6));
        var twice = RosterDiff.diff(JAIL, before, roster(1, 6), Set.of(), Optional.empty(), day(1));
        assertEquals(once, twice);
        assertEquals(
                new RosterOutcome.AlreadyTaken(),
                RosterDiff.diff(JAIL, state, roster(1, 6), Set.of(), Optional.empty(), day(1)));
        assertEquals(64, once.events().getFirst().id().length());
        assertNotEquals(once.events().get(0).id(), once.events().get(1).id());
    }

    @Test
    void of_two_lines_with_one_key_the_first_counts() {
        var entries = new ArrayList<>(roster(0).entries());
        entries.add(entry(5, "160.15"));
        var taken = take(new Roster(Told.MCDC, day(0), entries));
        assertEquals(1, taken.counts().duplicates());
        assertEquals(20, taken.counts().baseline());
        assertEquals("125.25", stay("B5").charges().getFirst().id());
    }

    @Test
    void a_release_is_forgotten_after_ninety_days() {
        take(roster(0));
        take(roster(1, 5));
        take(roster(2, 5));
        take(roster(3, 5));
        take(roster(90, 5));
        assertTrue(state.listed().containsKey("B5"));
        take(roster(91, 5));
        assertEquals(19, state.listed().size());
    }
}

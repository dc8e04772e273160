package org.sallyport.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestEvent;

/** Relay over the in-memory store: everything a table, a mode or a person can say of it. */
class RelayTest extends RelayContract {
    @Override
    protected Store store(Supplier<Instant> clock, PolicyBook book) {
        return new InMemoryStore(clock, book);
    }

    @Test
    void a_person_booked_there_before_the_transfer_is_on_record_is_found_too() {
        givenARequestAboutSomeoneHere("immigration");
        feed(at("za"), "X9", booked("ZA0000001"));
        transferred("us/za/other/jail");

        assertEquals(1, there().bound().size());
        var opened = recorded(EpisodeEvent.CaseOpened.class);
        assertEquals(there().id(), opened.getLast().request());
    }

    /** The first jail's booking number means nothing at the second, where another person may bear it. */
    @Test
    void the_booking_number_of_the_first_facility_finds_nobody_at_the_second() {
        givenARequestAboutSomeoneHere("immigration");
        feed(
                at("za"),
                "B1",
                new CustodyFact.Booked(
                        new Person(
                                "",
                                new PersonName("Other", "Person 2"),
                                List.of(),
                                Optional.of(LocalDate.of(1990, 1, 1)),
                                "M",
                                "",
                                List.of()),
                        MON_08,
                        "",
                        Known.YES));
        transferred("us/za/other/jail");

        assertEquals(Map.of(), there().bound());
        assertEquals(Map.of(), there().proposed());
    }

    @ParameterizedTest
    @CsvSource({
        "us/zc/other/jail, not-permitted-there, the table there bars it",
        "us/zd/other/jail, no-table-there, no table there speaks of relay and none is inferred from another",
        "us/zz/elsewhere, facility-not-served, an outside facility: the transfer notice tells the agency",
        "State prison, facility-not-served, words that name no facility of ours"
    })
    void nothing_is_passed_on_and_the_record_says_why(String to, String why, String reason) {
        givenARequestAboutSomeoneHere("immigration");
        transferred(to);

        assertEquals(why, ended(), reason);
        assertEquals(List.of(), recorded(RequestEvent.Offered.class));
        assertEquals(List.of(), reminded);
    }

    @Test
    void a_victims_request_follows_its_own_table_and_nothing_but_the_record_of_the_stay_says_so() {
        givenARequestAboutSomeoneHere("victim");
        transferred("us/za/other/jail");

        assertEquals("not-permitted", ended());
        assertEquals(List.of(), recorded(RequestEvent.Offered.class));
    }

    @Test
    void what_does_not_ask_to_follow_is_not_passed_on() {
        desk.file(REQUEST, asks("immigration", Set.of("notice")), List.of());
        feed(PASSES, "B1", booked("ZA0000001"));
        transferred("us/za/other/jail");

        assertEquals(List.of(), recorded(EpisodeEvent.RelayEnded.class));
    }

    @Test
    void a_release_that_is_no_transfer_passes_nothing_on() {
        givenARequestAboutSomeoneHere("immigration");
        feed(PASSES, "B1", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, "us/za/other/jail"));

        assertEquals(List.of(), recorded(EpisodeEvent.RelayEnded.class));
    }

    /** The jail calls it a release first and corrects itself: the case had ended, the request follows all the same. */
    @Test
    void a_transfer_that_comes_as_a_correction_passes_the_request_on() {
        givenARequestAboutSomeoneHere("immigration");
        feed(PASSES, "B1", new CustodyFact.Released(clock, clock, ReleaseReason.OTHER, ""));
        var wrong = "e" + number;
        assertEquals(1, recorded(EpisodeEvent.CaseClosed.class).size());
        passTime(Duration.ofMinutes(10));
        var right = new CustodyFact.Released(
                clock.minus(Duration.ofMinutes(10)), clock, ReleaseReason.TRANSFER, "us/za/other/jail");
        feed(PASSES, "B1", new CustodyFact.Corrected(wrong, Optional.of(right)));

        assertEquals("passed-on", ended());
        assertTrue(there().active());
    }

    @Test
    void a_no_there_ends_it_and_nobody_answering_within_72_hours_does_too() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/zb/other/jail");
        answer(false);
        assertEquals(Optional.of("declined"), there().closed());
        passTime(Duration.ofHours(73));
        assertEquals("declined", there().status());
    }

    @Test
    void an_offer_nobody_answers_ends_after_72_hours_and_not_before() {
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/zb/other/jail");
        passTime(Duration.ofHours(72).minusSeconds(1));
        assertTrue(there().offered());
        passTime(Duration.ofSeconds(1));
        assertEquals(
                "not-taken-in", recorded(RequestEvent.Expired.class).getLast().why());
        assertEquals(Optional.of("expired"), there().closed());
    }

    @Test
    void sent_by_hand_a_person_here_says_yes_first() {
        desk.mode(PASSES, "immigration", Mode.ASSISTED, "test");
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        assertEquals(List.of(), recorded(EpisodeEvent.RelayEnded.class));
        var asked = recorded(EpisodeEvent.DecisionAsked.class).getLast();
        assertEquals("law:relay", asked.question());

        var yes = new CaseCommand.Decide(true, "supervisor", "", "", "Test Person 2");
        round.dispatch(assertInstanceOf(Reply.Done.class, desk.onCase(asked.caseId(), yes, "Test Person 2"))
                .outgoing());
        assertEquals("passed-on", ended());
    }

    @Test
    void a_person_here_who_says_no_or_nothing_passes_nothing_on() {
        desk.mode(PASSES, "immigration", Mode.ASSISTED, "test");
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");
        passTime(Duration.ofHours(73));

        assertEquals("undecided", ended());
        assertEquals(List.of(), recorded(RequestEvent.Offered.class));
    }

    @Test
    void in_shadow_nothing_is_passed_on() {
        desk.mode(PASSES, "immigration", Mode.SHADOW, "test");
        givenARequestAboutSomeoneHere("immigration");
        transferred("us/za/other/jail");

        assertEquals("in-shadow", ended());
    }

    @Test
    void a_request_withdrawn_before_it_was_passed_on_stays_where_it_is() {
        givenARequestAboutSomeoneHere("immigration");
        wireUp = false;
        transferred("us/za/other/jail");
        desk.request(REQUEST, PASSES, new RequestCommand.Withdraw("zz-immigration", "", clock), "zz-immigration");
        relays.forEach(desk::passOn);

        assertEquals("no-longer-transferred", ended());
        assertEquals(List.of(), recorded(RequestEvent.Offered.class));
    }

    @Test
    void stopped_sending_holds_it_back_until_sending_goes_on() {
        givenARequestAboutSomeoneHere("immigration");
        desk.stopSending(PASSES, "test", "test");
        transferred("us/za/other/jail");
        assertEquals(List.of(), relays);
        desk.resumeSending(PASSES, "test");
        passTime(Duration.ofSeconds(1));

        assertEquals("passed-on", ended());
    }
}

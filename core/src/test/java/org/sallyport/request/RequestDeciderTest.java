package org.sallyport.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.custody.EpisodeId;

class RequestDeciderTest {
    private static final Instant NOON = Instant.parse("2026-09-02T16:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final RequestId ID = new RequestId(new UUID(0, 1));
    private static final EpisodeId STAY = new EpisodeId(new UUID(0, 2));
    private static final Service SERVICE = new Service(LocalDate.of(2026, 9, 2), "in-person", "es");

    private final Drafts form = new Drafts();
    private RequestFile file = RequestFile.none(ID);

    private NotificationRequest request() {
        return form.accepted().request();
    }

    private RequestDeciderTest given(RequestEvent... events) {
        for (var event : events) {
            file = file.apply(event);
        }
        return this;
    }

    private RequestDeciderTest received() {
        return given(new RequestEvent.Received(ID, request(), form.accepted().defects(), NOON));
    }

    private void when(RequestCommand command, RequestEvent... expected) {
        assertEquals(new RequestDecider.Accepted(List.of(expected)), RequestDecider.decide(file, command));
        given(expected);
    }

    private void refused(RequestCommand command, String code) {
        assertEquals(new RequestDecider.Refused(code), RequestDecider.decide(file, command));
    }

    @Test
    void a_request_is_received_once() {
        var receive = new RequestCommand.Receive(ID, request(), List.of(), NOON);
        when(receive, new RequestEvent.Received(ID, request(), List.of(), NOON));
        when(receive);
        when(
                new RequestCommand.RecordService(SERVICE, "desk-1", LATER),
                new RequestEvent.Served(SERVICE, "desk-1", LATER));
        when(receive);
        form.leadTime = "PT24H";
        refused(new RequestCommand.Receive(ID, request(), List.of(), NOON), RequestDecider.ALREADY_RECEIVED);
    }

    @Test
    void nothing_can_be_done_to_a_request_never_received() {
        for (var command : commands()) {
            refused(command, RequestDecider.NOT_RECEIVED);
        }
    }

    @Test
    void a_request_that_ended_is_not_amended_and_ends_once() {
        received().given(new RequestEvent.Withdrawn("us-ice-ero-bal", "", NOON));
        when(new RequestCommand.Withdraw("us-ice-ero-bal", "", LATER));
        when(new RequestCommand.Cancel("E-2", LATER));
        when(new RequestCommand.Expire(NEW_YORK, false, LATER));
        refused(new RequestCommand.Amend(request(), List.of(), LATER), RequestDecider.NO_LONGER_ACTIVE);
        refused(new RequestCommand.Revalidate("us-ice-ero-bal", Drafts.TODAY, LATER), RequestDecider.NO_LONGER_ACTIVE);
        refused(new RequestCommand.AcceptDefects("desk-1", "seen", LATER), RequestDecider.NO_LONGER_ACTIVE);
        when(
                new RequestCommand.RecordService(SERVICE, "desk-1", LATER),
                new RequestEvent.Served(SERVICE, "desk-1", LATER));
        assertEquals("withdrawn", file.status());
    }

    @Test
    void the_agency_withdraws_and_a_later_form_cancels() {
        received();
        refused(new RequestCommand.Withdraw(" ", "", LATER), RequestDecider.NAME_MISSING);
        when(new RequestCommand.Withdraw("a", "r", LATER), new RequestEvent.Withdrawn("a", "r", LATER));
        file = RequestFile.none(ID);
        received();
        when(new RequestCommand.Cancel("R-2", LATER), new RequestEvent.Cancelled("R-2", LATER));
        assertEquals("cancelled", file.status());
    }

    @Test
    void service_is_recorded_once() {
        received();
        var record = new RequestCommand.RecordService(SERVICE, "desk-1", LATER);
        when(record, new RequestEvent.Served(SERVICE, "desk-1", LATER));
        when(record);
    }

    @Test
    void defects_are_accepted_by_a_named_person_with_a_reason() {
        form.basis = List.of();
        received();
        assertEquals(List.of(DefectText.NO_BOX), file.defects());
        refused(new RequestCommand.AcceptDefects("desk-1", " ", LATER), RequestDecider.REASON_MISSING);
        refused(new RequestCommand.AcceptDefects("", "seen", LATER), RequestDecider.NAME_MISSING);
        when(
                new RequestCommand.AcceptDefects("desk-1", "seen", LATER),
                new RequestEvent.DefectsAccepted("desk-1", "seen", LATER));
        refused(new RequestCommand.AcceptDefects("desk-1", "seen", LATER), RequestDecider.NO_DEFECTS);
    }

    @Test
    void a_legacy_form_said_again_to_stand_loses_that_defect_and_no_other() {
        form.form = "I-247D";
        form.edition = "";
        received();
        when(
                new RequestCommand.Revalidate("us-ice-ero-bal", Drafts.TODAY, LATER),
                new RequestEvent.Revalidated("us-ice-ero-bal", Drafts.TODAY, LATER));
        assertEquals(List.of(DefectText.EDITION_MISSING), file.defects());
        assertEquals(Optional.of(Drafts.TODAY), file.request().orElseThrow().reconfirmedOn());
    }

    @Test
    void an_amendment_of_what_is_not_on_the_paper_keeps_the_service() {
        received().given(new RequestEvent.Served(SERVICE, "desk-1", NOON));
        form.leadTime = "PT24H";
        when(
                new RequestCommand.Amend(request(), List.of(), LATER),
                new RequestEvent.Amended(request().servedAs(SERVICE), List.of(), LATER));
        when(new RequestCommand.Amend(request(), List.of(), LATER));
    }

    @Test
    void a_changed_paper_must_be_served_again() {
        received().given(new RequestEvent.Served(SERVICE, "desk-1", NOON));
        form.basis = List.of("pc-proceedings");
        when(
                new RequestCommand.Amend(request(), List.of(), LATER),
                new RequestEvent.Amended(request(), List.of(), LATER));
        assertEquals(Optional.empty(), file.request().orElseThrow().served());
    }

    @Test
    void an_amendment_may_not_make_another_request_of_it() {
        received();
        form.agency = "victim-services";
        form.requester = "victim";
        form.form = "victim";
        refused(new RequestCommand.Amend(request(), List.of(), LATER), RequestDecider.ANOTHER_REQUEST);
    }

    // Expiry

    @ParameterizedTest(name = "last day {0} ends at {1}: {2}")
    @CsvSource({
        "2026-09-02, 2026-09-03T04:00:00Z, summer time",
        "2026-10-31, 2026-11-01T04:00:00Z, the clocks change on the next day",
        "2026-11-01, 2026-11-02T05:00:00Z, a day of 25 hours",
        "2027-03-14, 2027-03-15T04:00:00Z, a day of 23 hours",
        "2028-02-29, 2028-03-01T05:00:00Z, a leap day"
    })
    void its_own_last_day_counts_to_its_midnight_at_the_facility(String day, Instant end, String why) {
        form.expiresOn = day;
        received().given(new RequestEvent.Bound(STAY, "sid+birth-date", NOON));
        assertEquals(Optional.of(end), RequestDecider.endsAt(file, NEW_YORK));
        refused(new RequestCommand.Expire(NEW_YORK, false, end.minusMillis(1)), RequestDecider.NOT_DUE);
        when(new RequestCommand.Expire(NEW_YORK, false, end), new RequestEvent.Expired("own-last-day", end));
        assertEquals(Optional.empty(), RequestDecider.endsAt(file, NEW_YORK));
    }

    @Test
    void an_unbound_immigration_request_ends_after_72_elapsed_hours_and_a_bound_one_does_not() {
        received();
        var end = NOON.plus(Duration.ofHours(72));
        assertEquals(Optional.of(end), RequestDecider.endsAt(file, NEW_YORK));
        refused(new RequestCommand.Expire(NEW_YORK, false, end.minusMillis(1)), RequestDecider.NOT_DUE);
        assertEquals(
                new RequestDecider.Accepted(List.of(new RequestEvent.Expired("unbound-too-long", end))),
                RequestDecider.decide(file, new RequestCommand.Expire(NEW_YORK, false, end)));
        given(new RequestEvent.Bound(STAY, "sid+birth-date", NOON));
        assertEquals(Optional.empty(), RequestDecider.endsAt(file, NEW_YORK));
        refused(new RequestCommand.Expire(NEW_YORK, false, end), RequestDecider.NOT_DUE);
    }

    @Test
    void the_72_hours_begin_again_when_the_last_stay_is_unbound_or_the_agency_speaks() {
        received()
                .given(
                        new RequestEvent.Bound(STAY, "sid+birth-date", NOON),
                        new RequestEvent.Unbound(STAY, "split", LATER));
        assertEquals(Optional.of(LATER.plus(Duration.ofHours(72))), RequestDecider.endsAt(file, NEW_YORK));
        var spoke = LATER.plusSeconds(60);
        given(new RequestEvent.Revalidated("us-ice-ero-bal", Drafts.TODAY, spoke));
        assertEquals(Optional.of(spoke.plus(Duration.ofHours(72))), RequestDecider.endsAt(file, NEW_YORK));
    }

    @Test
    void one_that_names_no_last_day_ends_by_the_facilitys_rule_but_not_while_it_applies_to_a_stay() {
        victim();
        var end = Instant.parse("2027-09-03T04:00:00Z");
        assertEquals(Optional.of(end), RequestDecider.endsAt(file, NEW_YORK));
        refused(new RequestCommand.Expire(NEW_YORK, false, end.minusMillis(1)), RequestDecider.NOT_DUE);
        refused(new RequestCommand.Expire(NEW_YORK, true, end), RequestDecider.NOT_DUE);
        when(new RequestCommand.Expire(NEW_YORK, false, end), new RequestEvent.Expired("not-confirmed", end));
    }

    @Test
    void the_facilitys_rule_is_for_those_that_have_no_end_of_their_own() {
        received();
        assertEquals(List.of(), Validity.USUAL.given(request(), Drafts.TODAY, NOON), "immigration");
        form.expiresOn = "2026-12-31";
        form.agency = "victim-services";
        form.requester = "victim";
        form.form = "victim";
        assertEquals(List.of(), Validity.USUAL.given(request(), Drafts.TODAY, NOON), "its own last day");
        victim();
        given(new RequestEvent.Amended(request(), List.of(), LATER));
        form.expiresOn = "2026-12-31";
        given(new RequestEvent.Amended(request(), List.of(), LATER));
        assertEquals(Optional.empty(), file.term());
    }

    /** Reminders leave at nine in the morning at the facility. */
    @ParameterizedTest(name = "{0} days: {1}: {2}")
    @CsvSource({
        "365, 2027-08-03T12:59:59Z, none",
        "365, 2027-08-03T13:00:00Z, 30",
        "365, 2027-08-26T12:59:59Z, 30",
        "365, 2027-08-26T13:00:00Z, 7",
        "365, 2027-09-03T04:00:00Z, none",
        "30,  2026-09-25T12:59:59Z, none",
        "30,  2026-09-25T13:00:00Z, 7"
    })
    void the_agency_is_reminded_thirty_and_seven_days_before(int days, Instant at, String expected) {
        form.expiresOn = "";
        victim(days);
        var due = Validity.reminder(file, NEW_YORK, at);
        assertEquals(expected, due.map(r -> String.valueOf(r.days())).orElse("none"));
    }

    @Test
    void a_reminder_is_raised_once_tried_until_taken_and_gone_when_the_agency_speaks() {
        victim();
        var at = Instant.parse("2027-08-03T13:00:00Z");
        var reminder = Validity.reminder(file, NEW_YORK, at).orElseThrow();
        given(new RequestEvent.ReminderRaised(reminder));
        assertEquals(Optional.empty(), Validity.reminder(file, NEW_YORK, at.plusSeconds(1)));
        assertEquals(Optional.of(at), Validity.nextReminder(file, NEW_YORK, at));
        given(new RequestEvent.ReminderTried(reminder.id(), Reminder.again(1, at), at));
        assertEquals(Optional.of(at.plusSeconds(60)), Validity.nextReminder(file, NEW_YORK, at));
        given(new RequestEvent.ReminderTaken(reminder.id(), at.plusSeconds(1)));
        var second = Instant.parse("2027-08-26T13:00:00Z");
        assertEquals(Optional.of(second), Validity.nextReminder(file, NEW_YORK, at));

        var day = LocalDate.of(2027, 8, 4);
        given(new RequestEvent.Revalidated("victim-services", day, at.plusSeconds(86_400)))
                .given(Validity.USUAL.given(request(), day, at).toArray(RequestEvent[]::new));
        assertEquals(Optional.of(Instant.parse("2028-08-04T04:00:00Z")), RequestDecider.endsAt(file, NEW_YORK));
        assertEquals(Optional.empty(), Validity.reminder(file, NEW_YORK, second));
        given(new RequestEvent.Withdrawn("victim-services", "", second));
        assertEquals(Optional.empty(), Validity.nextReminder(file, NEW_YORK, second));
    }

    private void victim() {
        victim(Validity.USUAL.days());
    }

    private void victim(int days) {
        form.agency = "victim-services";
        form.requester = "victim";
        form.form = "victim";
        form.expiresOn = "";
        file = RequestFile.none(ID);
        received().given(new Validity(days).given(request(), Drafts.TODAY, NOON).toArray(RequestEvent[]::new));
    }

    private List<RequestCommand> commands() {
        return List.of(
                new RequestCommand.Withdraw("a", "", NOON),
                new RequestCommand.Amend(request(), List.of(), NOON),
                new RequestCommand.Revalidate("a", Drafts.TODAY, NOON),
                new RequestCommand.RecordService(SERVICE, "a", NOON),
                new RequestCommand.AcceptDefects("a", "r", NOON),
                new RequestCommand.Cancel("R-2", NOON),
                new RequestCommand.Expire(NEW_YORK, false, NOON));
    }
}

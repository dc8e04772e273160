package org.sallyport.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Known;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.delivery.Channel;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.CaseCommand;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeKind;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestCommand;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;
import org.sallyport.request.Validity;

/**
 * What a desk does over any store: a feed and requests come in, people decide, notices go out. Every store passes it.
 */
public abstract class DeskContract {
    private static final FacilityId JAIL = new FacilityId("zz/county/jail");
    private static final Instant MON_08 = Instant.parse("2026-09-07T12:00:00Z");
    private static final RequestId REQUEST = new RequestId(new UUID(0, 7));

    private Instant clock = MON_08;
    private final Store store = store(() -> clock, PolicyBook.empty());
    private final Desk desk = new Desk(store);
    private final List<NoticeContent> received = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> reminded = new ArrayList<>();
    private boolean receiverUp = true;
    private final DeliveryRound round = new DeliveryRound(desk, new Channel() {
        @Override
        public void send(Outgoing outgoing, Result result) {
            switch (outgoing) {
                case Outgoing.ToAgency notice -> {
                    if (receiverUp) {
                        received.add(notice.content());
                    }
                    result.ended(receiverUp, receiverUp ? "http-204" : "http-503");
                }
                case Outgoing.ToRequester r -> {
                    if (receiverUp) {
                        reminded.add(r.reminder().kind() + " by " + r.route().channel() + " "
                                + r.reminder().days());
                    }
                    result.ended(receiverUp, "");
                }
                case Outgoing.ToFacility _ -> result.ended(true, "taken");
                case Outgoing.ToRoleAtOnce several -> {
                    told.add(several.alarms().size() + " at once");
                    several.alarms().forEach(role -> told.add(role.alarm().kind() + " to " + role.address()));
                    result.ended(true, "taken");
                }
                case Outgoing.ToRole role -> {
                    told.add(role.alarm().kind() + " to " + role.address());
                    result.ended(true, "taken");
                }
            }
        }
    });
    private int feedNumber;

    /** An empty store on this business clock, with this book in force. */
    protected abstract Store store(Supplier<Instant> clock, PolicyBook book);

    /** Waits until all that was recorded can be read; a store whose readers lag behind overrides it. */
    protected void caughtUp() {}

    private List<Envelope> journal() {
        caughtUp();
        return store.transact(tx -> tx.read(0, 10_000));
    }

    @BeforeEach
    void aConfiguredJailAndAgency() {
        var jail = Facility.usual(JAIL, "zz/county", "county-jail", ZoneId.of("America/New_York"));
        desk.configure(
                jail,
                Map.of(
                        "supervisor",
                        "supervisor@jail.test",
                        "desk",
                        "desk@jail.test",
                        "auditor",
                        "auditor@county.test"),
                "test");
        desk.enrol(
                new Agency("zz-agency", "Agency", "immigration", List.of(new Agency.Route("webhook", "u", "s", true))),
                "test");
        desk.mode(JAIL, "immigration", Mode.AUTOMATIC, "test");
    }

    private FeedEvent event(String booking, CustodyFact fact) {
        feedNumber++;
        return new FeedEvent(
                "e" + feedNumber, "/zz", JAIL, booking, Optional.empty(), clock, Optional.empty(), clock, fact);
    }

    private List<FeedReply> feed(FeedEvent... events) {
        var taken = desk.accept(JAIL, List.of(events), e -> e.fact().toString());
        round.dispatch(taken.outgoing());
        return taken.replies();
    }

    private static CustodyFact booked(String sid) {
        return new CustodyFact.Booked(
                new Person(
                        "",
                        new PersonName("Test", "Person One"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        "",
                        List.of(new Identifier(Identifier.Type.SID, sid))),
                MON_08,
                "",
                Known.UNKNOWN);
    }

    private static CustodyFact projected(Instant at) {
        return new CustodyFact.ReleaseProjected(at, Basis.SENTENCE_END, Certainty.SCHEDULED, false);
    }

    private NotificationRequest asks(String bookingNumber) {
        return new NotificationRequest(
                "R-1",
                "zz-agency",
                JAIL,
                "I-247A",
                "02/17",
                "immigration",
                Optional.of(LocalDate.of(2026, 9, 1)),
                Set.of("notice"),
                Optional.of(Duration.ofHours(48)),
                Set.of("pc-final-order"),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Subject(
                        new PersonName("Test", "Person One"),
                        List.of(),
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        "M",
                        bookingNumber.isEmpty()
                                ? List.of()
                                : List.of(new Identifier(Identifier.Type.BOOKING, bookingNumber))),
                Map.of("eventNo", "E-77"),
                Optional.empty(),
                Optional.empty());
    }

    private <E extends Recorded> List<E> recorded(Class<E> type) {
        return journal().stream()
                .map(e -> e.event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private void decideYes() {
        var asked = recorded(EpisodeEvent.DecisionAsked.class).getLast();
        var reply = desk.onCase(
                asked.caseId(), new CaseCommand.Decide(true, "supervisor", "", "", "Test Person 2"), "Test Person 2");
        round.dispatch(assertInstanceOf(Reply.Done.class, reply).outgoing());
    }

    private void passTo(Instant when) {
        clock = when;
        round.run();
    }

    @Test
    void a_request_before_the_booking_is_bound_when_the_person_is_booked() {
        desk.file(REQUEST, asks("B1"), List.of());
        feed(event("B1", booked("SID1")));
        assertEquals(1, recorded(RequestEvent.Bound.class).size());
        assertEquals(1, recorded(EpisodeEvent.CaseOpened.class).size());
    }

    @Test
    void a_request_after_the_booking_is_bound_atOnce() {
        feed(event("B1", booked("SID1")));
        desk.file(REQUEST, asks("B1"), List.of());
        assertEquals(1, recorded(RequestEvent.Bound.class).size());
    }

    @Test
    void a_name_and_birth_date_alone_are_only_proposed_and_a_person_confirms() {
        feed(event("B1", booked("SID1")));
        desk.file(REQUEST, asks(""), List.of());
        assertEquals(List.of(), recorded(RequestEvent.Bound.class));
        var proposed = recorded(RequestEvent.MatchProposed.class).getFirst();
        assertInstanceOf(Reply.Done.class, desk.confirmMatch(REQUEST, JAIL, proposed.episode(), "Test Person 2"));
        assertEquals(1, recorded(EpisodeEvent.CaseOpened.class).size());
    }

    @Test
    void the_same_event_twice_changes_nothing_and_other_content_under_its_id_is_refused() {
        var one = event("B1", booked("SID1"));
        assertEquals(FeedReply.Status.ACCEPTED, feed(one).getFirst().status());
        int entries = journal().size();
        assertEquals(FeedReply.Status.DUPLICATE, feed(one).getFirst().status());
        var other = new FeedEvent(
                one.id(), one.source(), JAIL, "B1", Optional.empty(), clock, Optional.empty(), clock, booked("SID2"));
        assertEquals(
                FeedReply.Status.REFUSED_OTHER_CONTENT, feed(other).getFirst().status());
        assertEquals(entries, journal().size());
    }

    @Test
    void from_booking_to_acknowledgement() {
        desk.file(REQUEST, asks("B1"), List.of());
        var release = MON_08.plus(Duration.ofDays(10));
        feed(event("B1", booked("SID1")), event("B1", projected(release)));
        decideYes();
        passTo(release.minus(Duration.ofHours(52)));
        assertEquals(NoticeKind.ADVANCE, received.getFirst().kind());
        var reply = desk.acknowledge(received.getFirst().notice(), "coming", "ref", "zz-agency");
        assertInstanceOf(Reply.Done.class, reply);
        passTo(release.minus(Duration.ofHours(49)));
        assertEquals(List.of(), recorded(EpisodeEvent.Escalated.class));
    }

    /** A receipt of the one must not tell of the other, who may be a victim (promise S8). */
    @Test
    void a_notice_that_another_request_brings_about_does_not_name_who_filed_that_one() {
        desk.file(REQUEST, asks("B1"), List.of());
        var release = MON_08.plus(Duration.ofDays(10));
        feed(event("B1", booked("SID1")), event("B1", projected(release)));
        decideYes();
        clock = release.minus(Duration.ofHours(52));
        desk.file(new RequestId(new UUID(0, 8)), asks("B1"), List.of());
        var started = journal().stream()
                .filter(e -> e.event() instanceof EpisodeEvent.AttemptStarted)
                .findFirst()
                .orElseThrow();
        assertEquals("review", started.cause());
        assertEquals("sallyport", started.actor());
    }

    @Test
    void with_the_receiver_down_a_role_is_told_before_the_deadline_and_the_notice_arrives_once_it_is_back() {
        desk.file(REQUEST, asks("B1"), List.of());
        var release = MON_08.plus(Duration.ofDays(10));
        feed(event("B1", booked("SID1")), event("B1", projected(release)));
        decideYes();
        receiverUp = false;
        var deadline = release.minus(Duration.ofHours(48));
        for (var t = release.minus(Duration.ofHours(52)); t.isBefore(deadline); t = t.plusSeconds(60)) {
            passTo(t);
        }
        assertTrue(told.contains("not-acknowledged to supervisor@jail.test"), told.toString());
        receiverUp = true;
        passTo(deadline.plus(Duration.ofMinutes(10)));
        var keys = received.stream().map(NoticeContent::notice).distinct().toList();
        assertEquals(1, keys.size());
        assertEquals(1, received.stream().distinct().count(), "the same content every time");
    }

    @Test
    void a_withdrawn_request_sends_no_notice() {
        desk.file(REQUEST, asks("B1"), List.of());
        var release = MON_08.plus(Duration.ofDays(10));
        feed(event("B1", booked("SID1")), event("B1", projected(release)));
        decideYes();
        desk.request(REQUEST, JAIL, new RequestCommand.Withdraw("zz-agency", "", clock), "zz-agency");
        passTo(release.minus(Duration.ofHours(52)));
        assertEquals(List.of(), received);
        assertEquals(
                "request-withdrawn",
                recorded(EpisodeEvent.CaseClosed.class).getFirst().outcome());
    }

    @Test
    void an_unbound_immigration_request_closes_after_72_hours() {
        desk.file(REQUEST, asks("B9"), List.of());
        passTo(MON_08.plus(Duration.ofHours(72)).minusMillis(1));
        assertEquals(List.of(), recorded(RequestEvent.Expired.class));
        passTo(MON_08.plus(Duration.ofHours(72)));
        assertEquals(
                "unbound-too-long",
                recorded(RequestEvent.Expired.class).getFirst().why());
        assertEquals("expired", recorded(RequestEvent.Closed.class).getFirst().outcome());
    }

    private NotificationRequest warrant(String agency) {
        var a = asks("B1");
        return new NotificationRequest(
                a.number(),
                agency,
                a.addressee(),
                "warrant",
                "",
                "law-enforcement",
                a.issuedOn(),
                a.asks(),
                a.leadTime(),
                Set.of(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                a.subject(),
                a.reference(),
                Optional.empty(),
                Optional.empty());
    }

    private void enrolPolice(String channel) {
        var route = new Agency.Route(channel, "u", "s", true);
        desk.enrol(new Agency("zz-police", "Police", "law-enforcement", List.of(route)), "test");
        desk.mode(JAIL, "law-enforcement", Mode.AUTOMATIC, "test");
    }

    @Test
    void a_warrant_without_a_last_day_ends_after_the_facilitys_term_and_two_reminders() {
        enrolPolice("webhook");
        desk.validity(JAIL, new Validity(40), "Test Person 2");
        var filed = desk.file(REQUEST, warrant("zz-police"), List.of());
        assertEquals(Optional.of(LocalDate.of(2026, 10, 17)), filed.validThrough());
        for (int day = 1; day <= 40; day++) {
            passTo(MON_08.plus(Duration.ofDays(day)).plus(Duration.ofHours(2)));
        }
        assertEquals(List.of("revalidate by webhook 30", "revalidate by webhook 7"), reminded);
        assertEquals(List.of(), recorded(RequestEvent.Expired.class));
        passTo(MON_08.plus(Duration.ofDays(41)));
        assertEquals(
                "not-confirmed", recorded(RequestEvent.Expired.class).getFirst().why());
        assertEquals("expired", recorded(RequestEvent.Closed.class).getFirst().outcome());
    }

    @Test
    void a_request_said_to_stand_stands_on_and_one_that_applies_to_a_stay_does_not_lapse() {
        enrolPolice("webhook");
        desk.validity(JAIL, new Validity(40), "Test Person 2");
        desk.file(REQUEST, warrant("zz-police"), List.of());
        passTo(MON_08.plus(Duration.ofDays(20)));
        var day = LocalDate.of(2026, 9, 27);
        desk.request(REQUEST, JAIL, new RequestCommand.Revalidate("zz-police", day, clock), "zz-police");
        feed(event("B1", booked("SID1")));
        passTo(MON_08.plus(Duration.ofDays(75)));
        assertEquals(List.of(), recorded(RequestEvent.Expired.class), "the person is still there");
        feed(event("B1", new CustodyFact.Released(clock, clock, ReleaseReason.TIME_SERVED, "")));
        passTo(MON_08.plus(Duration.ofDays(77)));
        assertEquals(1, recorded(RequestEvent.Expired.class).size());
    }

    @Test
    void a_reminder_waits_for_sending_is_tried_until_taken_and_where_only_a_call_will_do_the_desk_gets_it() {
        enrolPolice("phone");
        desk.validity(JAIL, new Validity(14), "Test Person 2");
        desk.file(REQUEST, warrant("zz-police"), List.of());
        desk.stopSending(JAIL, "drill", "Test Person 2");
        var due = MON_08.plus(Duration.ofDays(7)).plus(Duration.ofHours(1));
        passTo(due);
        assertEquals(List.of(), recorded(RequestEvent.ReminderTried.class));
        desk.resumeSending(JAIL, "Test Person 2");
        receiverUp = false;
        passTo(due.plus(Duration.ofMinutes(10)));
        assertEquals(1, recorded(RequestEvent.ReminderTried.class).size());
        receiverUp = true;
        passTo(due.plus(Duration.ofMinutes(12)));
        passTo(due.plus(Duration.ofHours(7)));
        assertEquals(List.of("revalidate by email 7"), reminded);
        assertEquals(1, recorded(RequestEvent.ReminderTaken.class).size());
    }

    @Test
    void two_missed_intervals_of_the_feed_raise_an_alarm() {
        feed(event("B1", booked("SID1")));
        passTo(MON_08.plus(Duration.ofMinutes(10)).minusMillis(1));
        assertEquals(List.of(), recorded(FacilityEvent.FeedFellSilent.class));
        passTo(MON_08.plus(Duration.ofMinutes(10)));
        assertTrue(told.contains("feed-silent to supervisor@jail.test"), told.toString());
        feed(event("B1", new CustodyFact.Returned()));
        passTo(MON_08.plus(Duration.ofMinutes(10)).plusSeconds(1));
        assertEquals(1, recorded(FacilityEvent.FeedHeardAgain.class).size());
    }

    @Test
    void trouble_with_the_audit_log_is_told_once_to_its_role_and_again_when_it_comes_back() {
        for (int node = 0; node < 2; node++) {
            desk.logStands(JAIL, LogTrouble.REWRITTEN, true);
        }
        passTo(MON_08.plusSeconds(1));
        assertEquals(List.of("log-rewritten to auditor@county.test"), told);
        assertEquals(
                Set.of(LogTrouble.REWRITTEN),
                store.transact(tx -> tx.facility(JAIL)).logTroubles().keySet());
        desk.logStands(JAIL, LogTrouble.REWRITTEN, false);
        desk.logStands(JAIL, LogTrouble.BEHIND, false);
        assertEquals(Map.of(), store.transact(tx -> tx.facility(JAIL)).logTroubles());
        assertEquals(1, recorded(FacilityEvent.LogSound.class).size());
        desk.logStands(JAIL, LogTrouble.REWRITTEN, true);
        passTo(MON_08.plusSeconds(2));
        assertEquals(2, told.size(), told.toString());
    }

    @Test
    void a_feed_that_catches_up_sends_nothing_that_it_takes_back_a_moment_later() {
        silentForFiveDaysWithANoticePlanned();
        feed(at(clock.minus(Duration.ofDays(3)), event("B1", projected(clock.plus(Duration.ofHours(30))))));
        feed(at(
                clock.minus(Duration.ofDays(1)),
                event("B1", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, ""))));
        passTo(clock.plusSeconds(5));
        assertEquals(List.of(), received.stream().filter(n -> n.kind().ahead()).toList());
    }

    @Test
    void what_a_feed_said_last_while_it_caught_up_is_acted_upon_seconds_later() {
        silentForFiveDaysWithANoticePlanned();
        feed(at(clock.minus(Duration.ofDays(3)), event("B1", projected(clock.plus(Duration.ofHours(30))))));
        passTo(clock.plusSeconds(3));
        assertEquals(List.of(), received);
        passTo(clock.plusSeconds(1));
        assertEquals(NoticeKind.SHORT, received.getFirst().kind());
    }

    private void silentForFiveDaysWithANoticePlanned() {
        desk.file(REQUEST, asks("B1"), List.of());
        feed(event("B1", booked("SID1")), event("B1", projected(MON_08.plus(Duration.ofDays(10)))));
        decideYes();
        clock = MON_08.plus(Duration.ofDays(5));
    }

    private static FeedEvent at(Instant when, FeedEvent e) {
        return new FeedEvent(
                e.id(),
                e.source(),
                e.facility(),
                e.subject(),
                e.sequence(),
                when,
                e.recordedAt(),
                e.receivedAt(),
                e.fact());
    }

    @Test
    void bookings_of_one_stay_are_joined_and_release_is_the_last_open_booking() {
        desk.file(REQUEST, asks("B2"), List.of());
        feed(event("B1", booked("SID1")), event("B2", booked("SID1")));
        feed(event("B1", new CustodyFact.Linked(List.of("B2"))));
        feed(event("B1", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, "")));
        assertEquals(List.of(), recorded(EpisodeEvent.CaseClosed.class));
        feed(event("B2", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, "")));
        assertEquals(1, recorded(EpisodeEvent.CaseClosed.class).size());
        assertEquals(1, recorded(EpisodeEvent.CaseCarried.class).size());
    }

    @Test
    void a_person_who_escaped_and_was_brought_back_is_found_again() {
        feed(event("B1", booked("SID1")));
        feed(event("B1", new CustodyFact.Released(clock, clock, ReleaseReason.ESCAPE, "")));
        feed(event("B1", new CustodyFact.Returned()));
        desk.file(REQUEST, asks("B1"), List.of());
        assertEquals(1, recorded(RequestEvent.Bound.class).size());
    }

    @Test
    void a_booking_linked_before_it_ever_spoke_belongs_to_the_stay_that_named_it() {
        desk.file(REQUEST, asks("B2"), List.of());
        feed(event("B1", booked("SID1")));
        feed(event("B1", new CustodyFact.Linked(List.of("B2"))));
        feed(event("B2", booked("SID1")));
        feed(event("B1", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, "")));
        assertEquals(List.of(), recorded(EpisodeEvent.CaseClosed.class));
        feed(event("B2", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, "")));
        assertEquals(1, recorded(EpisodeEvent.CaseClosed.class).size());
    }

    @Test
    void a_booking_parted_from_a_stay_is_a_stay_of_its_own() {
        feed(event("B1", booked("SID1")), event("B2", booked("SID1")));
        feed(event("B1", new CustodyFact.Linked(List.of("B2"))));
        feed(event("B1", new CustodyFact.Split(List.of("B2"))));
        desk.file(REQUEST, asks("B2"), List.of());
        feed(event("B1", new CustodyFact.Released(clock, clock, ReleaseReason.BOND, "")));
        assertEquals(List.of(), recorded(EpisodeEvent.CaseClosed.class));
        assertEquals(1, recorded(RequestEvent.Bound.class).size());
    }

    @Test
    void over_stay_is_alarmed_whatever_requests_exist() {
        feed(event("B1", booked("SID1")));
        feed(event("B1", new CustodyFact.GroundEnded("all", clock, "dismissed")));
        for (int hour = 1; hour <= 9; hour++) {
            passTo(MON_08.plus(Duration.ofHours(hour)));
        }
        assertEquals(3, told.stream().filter(t -> t.startsWith("over-stay")).count(), "after 2, 4 and 8 hours");
    }

    @Test
    void an_over_stay_found_late_is_told_once_and_two_of_one_round_in_one_message() {
        feed(event("B1", booked("SID1")), event("B2", booked("SID2")));
        var ended = new CustodyFact.GroundEnded("all", clock, "dismissed");
        feed(event("B1", ended), event("B2", ended));
        told.clear();
        passTo(MON_08.plus(Duration.ofHours(9)));
        assertEquals(2, told.stream().filter(t -> t.startsWith("over-stay")).count(), told.toString());
        assertEquals(1, told.stream().filter(t -> t.endsWith("at once")).count(), told.toString());
        passTo(MON_08.plus(Duration.ofHours(10)));
        assertEquals(2, told.stream().filter(t -> t.startsWith("over-stay")).count(), "and never again");
    }

    /** Three people whose notices are due at the same moment, where two an hour are never paused. */
    private Instant threeDueAtOnce() {
        desk.breaker(JAIL, 2, "Test Person 2");
        var release = MON_08.plus(Duration.ofDays(10));
        for (int i = 1; i <= 3; i++) {
            desk.file(new RequestId(new UUID(7, i)), asks("B" + i), List.of());
            feed(event("B" + i, booked("SID" + i)), event("B" + i, projected(release)));
            decideYes();
        }
        return release.minus(Duration.ofHours(52));
    }

    @Test
    void a_burst_waits_a_supervisor_is_called_and_what_a_person_lets_go_leaves_atOnce_on_any_node() {
        var due = threeDueAtOnce();
        passTo(due);
        assertEquals(2, received.size());
        assertEquals(1, recorded(EpisodeEvent.NoticePaused.class).size());
        passTo(due.plusSeconds(1));
        assertTrue(told.contains("notices-paused to supervisor@jail.test"), told.toString());
        assertEquals(1, recorded(FacilityEvent.NoticesPaused.class).size());

        var elsewhere = new Desk(store);
        passTo(due.plusSeconds(600));
        assertEquals(2, received.size(), "it still waits");
        assertInstanceOf(Reply.Done.class, elsewhere.decidePaused(JAIL, true, "checked", "Test Person 2"));
        passTo(due.plusSeconds(601));
        assertEquals(3, received.size());
        assertEquals(0, store.transact(tx -> tx.paused(JAIL)).waiting());
        assertEquals(new Reply.Refused("pause.none"), elsewhere.decidePaused(JAIL, true, "again", "Test Person 2"));
    }

    @Test
    void a_burst_of_which_nobody_decides_calls_again_before_the_deadline_and_nothing_leaves() {
        var due = threeDueAtOnce();
        passTo(due);
        passTo(due.plusSeconds(1));
        passTo(due.plus(Duration.ofHours(3)).minusMillis(1));
        assertTrue(told.stream().noneMatch(t -> t.startsWith("paused-deadline")), told.toString());
        passTo(due.plus(Duration.ofHours(3)));
        assertTrue(told.contains("paused-deadline to supervisor@jail.test"), told.toString());
        passTo(due.plus(Duration.ofHours(5)));
        assertEquals(2, received.stream().map(NoticeContent::notice).distinct().count());
    }

    @Test
    void a_withheld_burst_leaves_nothing_and_waits_no_more() {
        var due = threeDueAtOnce();
        passTo(due);
        passTo(due.plusSeconds(1));
        desk.decidePaused(JAIL, false, "the feed was wrong", "Test Person 2");
        passTo(due.plusSeconds(2));
        assertEquals(1, recorded(EpisodeEvent.NoticeWithheld.class).size());
        passTo(due.plus(Duration.ofHours(5)));
        assertEquals(2, received.stream().map(NoticeContent::notice).distinct().count());
        assertEquals(0, store.transact(tx -> tx.paused(JAIL)).waiting());
    }

    @Test
    void a_facility_is_looked_at_by_the_earliest_moment_named_however_often_its_feed_speaks() {
        feed(event("B1", booked("SID1")));
        store.transact(tx -> {
            tx.facility(JAIL);
            tx.wakeBy(JAIL, MON_08.plusSeconds(30));
            return JAIL;
        });
        feed(event("B1", new CustodyFact.Returned()));
        clock = MON_08.plusSeconds(30);
        boolean due = store.transact(tx -> tx.facilityDue(JAIL));
        assertTrue(due);
    }

    @Test
    void what_counsel_adopts_and_a_supervisor_sets_has_every_open_case_looked_at_atOnce() {
        desk.file(REQUEST, asks("B1"), List.of());
        feed(event("B1", booked("SID1")), event("B1", projected(MON_08.plus(Duration.ofDays(10)))));
        round.run();
        assertFalse(desk.due().contains(JAIL), "nothing is due");

        desk.adopt(JAIL, "zz/county/notice", "sha256:0", "counsel", book -> book);
        assertTrue(desk.due().contains(JAIL), "a table was adopted");
        round.run();
        desk.mode(JAIL, "immigration", Mode.SHADOW, "supervisor");
        assertTrue(desk.due().contains(JAIL), "a mode was set");
        round.run();
        assertFalse(desk.due().contains(JAIL), "and nothing is due again");
    }

    /** L1: what waited for a supervisor leaves at once, not at the next look a minute later. */
    @Test
    void notices_that_waited_while_sending_was_stopped_leave_the_moment_it_goes_on() {
        desk.file(REQUEST, asks("B1"), List.of());
        var release = MON_08.plus(Duration.ofDays(10));
        feed(event("B1", booked("SID1")), event("B1", projected(release)));
        decideYes();
        var due = release.minus(Duration.ofHours(52));
        passTo(due.minusSeconds(30));
        desk.stopSending(JAIL, "drill", "Test Person 2");
        passTo(due);
        passTo(due.plusSeconds(1));
        assertEquals(List.of(), received);
        clock = due.plusSeconds(10);
        desk.resumeSending(JAIL, "Test Person 2");
        round.run();
        assertEquals(NoticeKind.ADVANCE, received.getFirst().kind());
        assertEquals(due.plusSeconds(10), received.getFirst().fixedAt());
    }

    private Desk.Reconciled reconciled() {
        var atOnce = new Reconciliation.Rhythm(100, Duration.ZERO, Duration.ZERO);
        return desk.reconcile(JAIL, atOnce).orElseThrow();
    }

    @Test
    void what_nobody_would_have_looked_at_is_found_looked_at_told_and_not_found_again() {
        desk.file(REQUEST, asks("B1"), List.of());
        var release = MON_08.plus(Duration.ofHours(60));
        feed(event("B1", booked("SID1")), event("B1", projected(release)));
        decideYes();
        assertEquals(0, reconciled().differences());
        var stay = store.transact(tx -> tx.nameOf(JAIL, "B1"));
        store.transact(tx -> {
            tx.facility(JAIL);
            tx.episode(stay);
            tx.wakeAt(stay, JAIL, Optional.empty());
            return stay;
        });
        passTo(release.minus(Duration.ofHours(51)));
        assertEquals(List.of(), received, "the moment to send passed and nobody looked");

        var found = reconciled();
        assertEquals(1, found.owed());
        round.dispatch(found.outgoing());
        assertEquals(NoticeKind.ADVANCE, received.getFirst().kind());
        assertEquals(1, recorded(FacilityEvent.DifferencesFound.class).size());
        passTo(clock.plusSeconds(1));
        assertTrue(told.contains("records-differed to supervisor@jail.test"), told.toString());
        assertEquals(0, reconciled().differences());
    }

    @Test
    void a_request_that_no_longer_is_looked_at_ends_all_the_same() {
        desk.file(REQUEST, asks("B9"), List.of());
        store.transact(tx -> {
            tx.facility(JAIL);
            tx.request(REQUEST);
            tx.wakeAt(REQUEST, JAIL, Optional.empty());
            return REQUEST;
        });
        passTo(MON_08.plus(Duration.ofHours(73)));
        assertEquals(List.of(), recorded(RequestEvent.Expired.class));
        assertEquals(1, reconciled().owed());
        passTo(clock.plusSeconds(1));
        assertEquals(1, recorded(RequestEvent.Expired.class).size());
    }

    @Test
    void a_request_that_could_not_be_found_when_the_person_was_booked_is_bound_later() {
        desk.file(REQUEST, asks("B1"), List.of());
        unfind(Set.of());
        feed(event("B1", booked("SID1")));
        assertEquals(List.of(), recorded(RequestEvent.Bound.class));
        unfind(org.sallyport.request.MatchKeys.of(asks("B1").subject(), JAIL));
        var found = reconciled();
        assertEquals(1, found.matches());
        assertEquals(1, recorded(RequestEvent.Bound.class).size());
        assertEquals(0, reconciled().differences());
    }

    private void unfind(Set<org.sallyport.custody.MatchKey> keys) {
        store.transact(tx -> {
            tx.facility(JAIL);
            tx.request(REQUEST);
            tx.findable(REQUEST, JAIL, keys);
            return REQUEST;
        });
    }

    @Test
    void work_that_throws_leaves_nothing_behind() {
        int entries = journal().size();
        assertThrows(
                IllegalStateException.class,
                () -> store.transact(tx -> {
                    tx.append(
                            JAIL,
                            List.of(new FacilityEvent.SendingStopped("x", "y", tx.now())),
                            new Cause("stop-sending", "x"));
                    throw new IllegalStateException("planted");
                }));
        assertEquals(entries, journal().size());
        assertTrue(store.transact(tx -> tx.facility(JAIL).stopped()).isEmpty());
    }

    /** Its request is bound to two stays; the receiver is down, so the other case waits for its cancellation. */
    @Test
    void an_expungement_ends_the_case_its_request_has_on_another_stay() {
        feed(event("B1", booked("SID1")), event("B2", booked("SID2")));
        desk.file(REQUEST, asks(""), List.of());
        for (var proposed : recorded(RequestEvent.MatchProposed.class)) {
            desk.confirmMatch(REQUEST, JAIL, proposed.episode(), "Test Person 2");
        }
        feed(event("B2", projected(MON_08.plus(Duration.ofHours(30)))));
        decideYes();
        assertEquals(1, received.size());
        receiverUp = false;
        var gone = store.transact(tx -> tx.nameOf(JAIL, "B1"));
        var other = store.transact(tx -> tx.nameOf(JAIL, "B2"));
        var order = new UUID(0, 2);
        desk.proposeExpungement(order, JAIL, gone, "order of the court", "No. 2", "Test Person 2");
        desk.confirmExpungement(JAIL, order, "Test Person 3");
        passTo(MON_08.plus(Duration.ofHours(25)));
        assertTrue(store.transact(tx -> tx.episode(other)).cases().values().stream()
                .anyMatch(c -> c.closed().isEmpty()));
        assertEquals(List.of(order), desk.ripeExpungements(JAIL));
        assertEquals(new Reply.Done(List.of()), desk.destroy(JAIL, order));
        var kept = store.transact(tx -> tx.episode(other));
        assertTrue(
                kept.cases().values().stream().allMatch(c -> c.closed().isPresent()), "nobody could decide it again");
        assertEquals(2, kept.received().size(), "the other stay is another record");
        passTo(MON_08.plus(Duration.ofDays(40)));
        assertEquals(1, recorded(FacilityEvent.StreamsDestroyed.class).size());
    }
}

package org.sallyport.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.notice.Scene.CASE;
import static org.sallyport.notice.Scene.MON_08;
import static org.sallyport.notice.Scene.determination;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;
import org.sallyport.policy.Outcome;
import org.sallyport.request.RequestEvent;

/** Given facts and a law, when a case is looked at, then events. */
class CaseReviewTest {
    private static final Instant IN_TEN_DAYS = MON_08.plus(Duration.ofDays(10));
    private static final Instant PLANNED = IN_TEN_DAYS.minus(Duration.ofHours(52));
    private final Scene scene = new Scene();

    private static CustodyFact projected(Instant at) {
        return new CustodyFact.ReleaseProjected(at, Basis.SENTENCE_END, Certainty.SCHEDULED, false);
    }

    private static CustodyFact released(Instant at, ReleaseReason reason) {
        return new CustodyFact.Released(at, at, reason, "");
    }

    private void sent(Instant at) {
        scene.command(
                new CaseCommand.EndAttempt(scene.current().id(), scene.current().attempts(), true, "ok"), at);
    }

    private void toldOfTenDays() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.look(PLANNED);
        sent(PLANNED.plusSeconds(1));
    }

    @Test
    void a_known_release_is_planned_the_lead_time_and_the_margin_before_it() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        assertEquals(List.of("Determined", "NoticePlanned advance"), scene.names(MON_08));
        assertEquals(PLANNED, scene.current().sendAt());
        assertEquals(IN_TEN_DAYS.minus(Duration.ofHours(48)), scene.current().deadline());
    }

    @Test
    void nothing_leaves_a_millisecond_before_the_planned_moment_and_the_attempt_begins_at_it() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        assertEquals(List.of(), scene.names(PLANNED.minusMillis(1)));
        assertEquals(List.of("Determined", "AttemptStarted advance 1"), scene.names(PLANNED));
    }

    @Test
    void a_release_known_too_late_is_told_at_once_as_short_with_its_cause() {
        scene.fact(MON_08, projected(MON_08.plus(Duration.ofHours(3))));
        assertEquals(List.of("Determined", "NoticePlanned short", "AttemptStarted short 1"), scene.names(MON_08));
        assertEquals("projected-late", scene.current().content().shortCause());
    }

    @Test
    void the_deadline_itself_is_in_time_and_one_millisecond_later_is_short() {
        var release = MON_08.plus(Duration.ofHours(48));
        scene.fact(MON_08, projected(release));
        assertEquals("NoticePlanned advance", scene.names(MON_08).get(1));

        var late = new Scene().fact(MON_08, projected(release));
        assertEquals("NoticePlanned short", late.names(MON_08.plusMillis(1)).get(1));
    }

    @Test
    void no_notice_without_authority() {
        scene.law(determination(Outcome.MAY_NOT, Notify.NO)).fact(MON_08, projected(IN_TEN_DAYS));
        assertEquals(List.of("Determined"), scene.names(MON_08));
        assertEquals(List.of(), scene.names(PLANNED));
    }

    @Test
    void a_question_of_law_goes_to_a_person_and_their_yes_sends() {
        scene.law(determination(Outcome.ASK, Notify.ASK)).fact(MON_08, projected(IN_TEN_DAYS));
        assertEquals(
                List.of("Determined", "DecisionAsked law supervisor", "AlarmRaised decision-waits"),
                scene.names(MON_08));
        scene.command(new CaseCommand.Decide(true, "supervisor", "", "", "Test Person 2"), MON_08.plusSeconds(60));
        assertEquals(List.of("NoticePlanned advance"), scene.names(MON_08.plusSeconds(60)));
    }

    @Test
    void a_decision_stands_only_for_the_ruling_it_answered() {
        scene.law(determination(Outcome.ASK, Notify.ASK)).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.command(new CaseCommand.Decide(true, "supervisor", "", "", "Test Person 2"), MON_08);
        scene.look(MON_08);
        scene.law(determination(Outcome.MAY, Notify.ASK));
        assertEquals(
                List.of(
                        "Determined",
                        "NoticeDropped waits-for-decision",
                        "DecisionAsked law supervisor",
                        "AlarmRaised decision-waits"),
                scene.names(MON_08.plusSeconds(1)));
    }

    @Test
    void nobody_decides_and_the_release_proceeds_undecided() {
        scene.law(determination(Outcome.ASK, Notify.ASK)).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.fact(IN_TEN_DAYS, released(IN_TEN_DAYS, ReleaseReason.TIME_SERVED));
        assertEquals(
                List.of(
                        "NotSentInTime undecided",
                        "DecisionAsked law:after-release supervisor",
                        "AlarmRaised decision-waits"),
                scene.names(IN_TEN_DAYS));
        scene.command(new CaseCommand.Decide(false, "supervisor", "", "", "Test Person 2"), IN_TEN_DAYS);
        assertEquals(List.of("CaseClosed no-notice: undecided"), scene.names(IN_TEN_DAYS));
    }

    @Test
    void a_moved_date_amends_what_was_told_at_once() {
        toldOfTenDays();
        var told = scene.current().id();
        scene.fact(PLANNED.plusSeconds(9), projected(IN_TEN_DAYS.plus(Duration.ofDays(5))));
        assertEquals(
                List.of("NoticePlanned amended", "Determined", "AttemptStarted amended 1"),
                scene.names(PLANNED.plusSeconds(9)));
        assertEquals(Optional.of(told), scene.current().content().replaces());
        assertEquals(2, scene.current().content().revision());
    }

    @Test
    void a_withdrawn_projection_cancels_what_was_told_and_discloses_nothing() {
        toldOfTenDays();
        var told = scene.current().id();
        scene.fact(PLANNED.plusSeconds(9), new CustodyFact.ReleaseProjectionWithdrawn("court"));
        assertEquals(
                List.of("NoticePlanned cancelled", "Determined", "AttemptStarted cancelled 1"),
                scene.names(PLANNED.plusSeconds(9)));
        var content = scene.current().content();
        assertEquals(Optional.of(told), content.replaces());
        assertEquals(Optional.empty(), content.releaseAt());
        assertEquals(List.of(), content.items());
    }

    @Test
    void a_withdrawn_request_stops_a_planned_notice_and_closes_the_case() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.request(new RequestEvent.Withdrawn("zz-agency", "", MON_08.plusSeconds(5)));
        assertEquals(
                List.of("NoticeDropped request-withdrawn", "CaseClosed request-withdrawn"),
                scene.names(MON_08.plusSeconds(5)));
    }

    @Test
    void a_stop_recorded_before_the_attempt_keeps_it_from_starting() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.stopped(true);
        assertEquals(List.of(), scene.names(PLANNED));
        scene.stopped(false);
        assertEquals(List.of("Determined", "AttemptStarted advance 1"), scene.names(PLANNED.plusSeconds(60)));
    }

    @Test
    void shadow_records_what_would_have_been_sent_and_sends_nothing() {
        scene.mode(Mode.SHADOW).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        assertEquals(List.of("Shadowed"), scene.names(PLANNED));
        assertEquals(List.of(), scene.names(PLANNED.plusSeconds(60)));
    }

    /** What shadow records of a first release has the name of the second one's notice: it must not be owed for ever. */
    @Test
    void in_shadow_a_second_release_is_recorded_once_although_a_first_was_recorded_and_taken_back() {
        var firstRelease = MON_08.plus(Duration.ofHours(1));
        var secondRelease = MON_08.plus(Duration.ofHours(5));
        scene.mode(Mode.SHADOW).fact(firstRelease, released(firstRelease, ReleaseReason.OTHER));
        scene.look(firstRelease);
        scene.fact(firstRelease, new CustodyFact.Corrected("e2", Optional.empty()));
        scene.fact(MON_08.plus(Duration.ofHours(3)), projected(MON_08.plus(Duration.ofHours(4))));
        scene.look(MON_08.plus(Duration.ofHours(3)));
        scene.fact(secondRelease, released(secondRelease, ReleaseReason.BOND));

        scene.look(secondRelease);

        assertEquals(Optional.of(secondRelease), scene.current().content().releaseAt());
        assertEquals(List.of(), scene.names(secondRelease.plusSeconds(60)));
    }

    @Test
    void assisted_waits_for_a_person_to_press_send() {
        scene.mode(Mode.ASSISTED).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        assertEquals(List.of("DecisionAsked press-send desk"), scene.names(PLANNED));
        scene.command(new CaseCommand.Decide(true, "desk", "", "", "Test Person 3"), PLANNED.plusSeconds(30));
        assertEquals(List.of("Determined", "AttemptStarted advance 1"), scene.names(PLANNED.plusSeconds(30)));
    }

    @Test
    void a_failed_attempt_is_tried_again_by_the_next_channel_with_the_same_content() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.look(PLANNED);
        var fixed = scene.current().content();
        scene.command(new CaseCommand.EndAttempt(fixed.notice(), 1, false, "http-503"), PLANNED.plusSeconds(1));
        assertEquals(List.of(), scene.names(PLANNED.plusSeconds(5)));
        var events = scene.look(PLANNED.plusSeconds(6));
        var second = (EpisodeEvent.AttemptStarted) events.getFirst();
        assertEquals("email", second.channel());
        assertEquals(fixed, second.content());
    }

    @Test
    void a_lost_result_is_tried_again_when_its_lease_ends() {
        scene.fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.look(PLANNED);
        assertEquals(List.of(), scene.names(PLANNED.plusSeconds(59)));
        assertEquals(List.of("AttemptStarted advance 2"), scene.names(PLANNED.plusSeconds(60)));
    }

    @Test
    void an_unacknowledged_notice_is_escalated_before_its_deadline() {
        toldOfTenDays();
        var lastHour = IN_TEN_DAYS.minus(Duration.ofHours(49));
        assertEquals(List.of(), scene.names(lastHour.minusMillis(1)));
        assertEquals(List.of("Escalated", "AlarmRaised not-acknowledged"), scene.names(lastHour));
    }

    @Test
    void an_acknowledged_notice_is_not_escalated_and_not_coming_is_as_good_an_answer() {
        toldOfTenDays();
        scene.command(new CaseCommand.Acknowledge(scene.current().id(), "not-coming", "ref"), PLANNED.plusSeconds(90));
        assertEquals(List.of(), scene.names(IN_TEN_DAYS.minus(Duration.ofHours(49))));
        assertEquals("not-coming", scene.current().answer());
    }

    @Test
    void a_short_notice_is_escalated_five_minutes_after_its_first_attempt() {
        scene.fact(MON_08, projected(MON_08.plus(Duration.ofHours(3))));
        scene.look(MON_08);
        sent(MON_08.plusSeconds(1));
        assertEquals(List.of(), scene.names(MON_08.plusSeconds(299)));
        assertEquals(List.of("Escalated", "AlarmRaised not-acknowledged"), scene.names(MON_08.plusSeconds(300)));
    }

    @Test
    void a_death_is_told_as_a_death_and_never_as_a_release() {
        scene.fact(MON_08, released(MON_08.plusSeconds(60), ReleaseReason.DEATH));
        var names = scene.names(MON_08.plusSeconds(60));
        assertTrue(names.contains("NoticePlanned died"), names.toString());
        assertTrue(names.stream().noneMatch(n -> n.contains("released")), names.toString());
    }

    @Test
    void an_old_release_is_told_as_a_late_record() {
        scene.fact(MON_08, released(MON_08, ReleaseReason.BOND));
        var names = scene.names(MON_08.plus(Duration.ofHours(25)));
        assertTrue(names.contains("NoticePlanned late-record"), names.toString());
    }

    @Test
    void a_release_taken_back_is_corrected() {
        scene.fact(MON_08, released(MON_08.plusSeconds(60), ReleaseReason.BOND));
        scene.look(MON_08.plusSeconds(60));
        sent(MON_08.plusSeconds(61));
        scene.fact(MON_08.plusSeconds(200), new CustodyFact.Corrected("e2", Optional.empty()));
        var names = scene.names(MON_08.plusSeconds(200));
        assertTrue(names.contains("AttemptStarted corrected 1"), names.toString());
    }

    @Test
    void when_no_delivery_succeeds_before_the_person_leaves_the_cause_is_on_record() {
        scene.fact(MON_08, projected(MON_08.plus(Duration.ofHours(3))));
        scene.look(MON_08);
        scene.command(new CaseCommand.EndAttempt(scene.current().id(), 1, false, "http-503"), MON_08.plusSeconds(1));
        scene.law(determination(Outcome.ASK, Notify.ASK));
        scene.law(Scene.may()).fact(MON_08.plusSeconds(3), released(MON_08.plusSeconds(3), ReleaseReason.BOND));
        var names = scene.names(MON_08.plusSeconds(3));
        assertTrue(names.contains("NotSentInTime not-delivered"), names.toString());
    }

    @Test
    void a_case_whose_agency_never_said_what_it_did_ends_after_thirty_days() {
        toldOfTenDays();
        scene.command(new CaseCommand.Acknowledge(scene.current().id(), "coming", ""), PLANNED.plusSeconds(90));
        scene.law(determination(Outcome.MAY_NOT, Notify.NO));
        scene.fact(IN_TEN_DAYS, released(IN_TEN_DAYS, ReleaseReason.TIME_SERVED));
        scene.look(IN_TEN_DAYS);
        sent(IN_TEN_DAYS.plusSeconds(1)); // the receiver is asked to delete what was barred
        scene.command(new CaseCommand.Acknowledge(scene.current().id(), "coming", ""), IN_TEN_DAYS.plusSeconds(2));
        assertEquals(List.of(), scene.names(IN_TEN_DAYS.plus(Duration.ofDays(30))));
        assertEquals(
                List.of("CaseClosed not-reported"),
                scene.names(IN_TEN_DAYS.plus(Duration.ofDays(30)).plusMillis(1)));
    }

    @Test
    void facts_that_were_already_so_when_a_notice_left_open_a_disclosure_incident() {
        toldOfTenDays();
        scene.law(determination(Outcome.MAY_NOT, Notify.NO));
        var names = scene.names(PLANNED.plusSeconds(500));
        assertTrue(names.contains("DisclosureIncidentOpened"), names.toString());
        assertTrue(names.contains("AlarmRaised disclosure-incident"), names.toString());
        assertTrue(names.contains("AttemptStarted corrected 1"), names.toString());
    }

    @Test
    void the_case_is_looked_at_again_exactly_when_its_notice_is_due() {
        scene.fact(MON_08, projected(MON_08.plus(Duration.ofHours(60))));
        scene.look(MON_08);
        assertEquals(Optional.of(MON_08.plus(Duration.ofHours(8))), scene.nextWake(MON_08));
        assertEquals(CASE, scene.noticeCase().id());
    }

    private Instant toldAndReleased() {
        toldOfTenDays();
        scene.command(new CaseCommand.Acknowledge(scene.current().id(), "coming", ""), PLANNED.plusSeconds(2));
        scene.fact(IN_TEN_DAYS, released(IN_TEN_DAYS, ReleaseReason.TIME_SERVED));
        scene.look(IN_TEN_DAYS);
        sent(IN_TEN_DAYS.plusSeconds(1));
        scene.command(new CaseCommand.Acknowledge(scene.current().id(), "coming", ""), IN_TEN_DAYS.plusSeconds(2));
        return IN_TEN_DAYS;
    }

    @Test
    void an_agency_that_said_nothing_is_asked_after_seven_and_twenty_one_days_and_then_the_case_ends() {
        var left = toldAndReleased();
        assertEquals(List.of(), scene.names(left.plus(Duration.ofDays(7)).minusMillis(1)));
        assertEquals(Optional.of(left.plus(Duration.ofDays(7))), scene.nextWake(left.plusSeconds(3)));
        assertEquals(List.of("ReminderRaised"), scene.names(left.plus(Duration.ofDays(7))));
        assertEquals(List.of(), scene.names(left.plus(Duration.ofDays(21)).minusMillis(1)));
        assertEquals(List.of("ReminderRaised"), scene.names(left.plus(Duration.ofDays(21))));
        assertEquals(
                List.of("CaseClosed not-reported"),
                scene.names(left.plus(Duration.ofDays(30)).plusMillis(1)));
    }

    @Test
    void who_said_what_it_did_is_not_asked() {
        var left = toldAndReleased();
        scene.command(new CaseCommand.ReportOutcome("declined", "zz-agency"), left.plusSeconds(60));
        assertEquals(List.of("CaseClosed declined"), scene.names(left.plusSeconds(60)));
        assertEquals(List.of(), scene.names(left.plus(Duration.ofDays(7))));
    }

    /** The notice told a later day: a question before it would tell that the person left earlier. */
    @Test
    void the_days_count_from_the_moment_last_told_where_the_person_left_before_it() {
        scene.law(determination(Outcome.MAY, Notify.YES));
        toldOfTenDays();
        var left = PLANNED.plus(Duration.ofHours(1));
        scene.law(afterReleaseBarred());
        scene.fact(left, released(left, ReleaseReason.BOND));
        scene.look(left);
        assertEquals(List.of(), remindersIn(scene.names(left.plus(Duration.ofDays(7)))));
        assertEquals(List.of("ReminderRaised"), remindersIn(scene.names(IN_TEN_DAYS.plus(Duration.ofDays(7)))));
    }

    private static List<String> remindersIn(List<String> names) {
        return names.stream().filter(n -> n.startsWith("Reminder")).toList();
    }

    private static Determination afterReleaseBarred() {
        return law(Act.AFTER_RELEASE, Outcome.MAY_NOT, Notify.NO);
    }

    /** Notice may be given; this act is answered so. */
    private static Determination law(Act act, Outcome outcome, Notify answer) {
        var d = determination(Outcome.MAY, Notify.YES);
        var acts = new java.util.EnumMap<>(d.acts());
        acts.put(act, outcome);
        var toDo = new java.util.EnumMap<>(d.toDo());
        toDo.put(act, answer);
        return new Determination(
                d.id(),
                d.outcome(),
                d.toNotify(),
                d.notifyBy(),
                d.notBefore(),
                acts,
                toDo,
                d.items(),
                d.obligations(),
                d.reasons(),
                d.stops(),
                d.flags(),
                d.bookHash(),
                d.evaluatorVersion(),
                d.factsDigest());
    }

    // Acts of their own: what happened, a transfer ahead, a stay in hospital.

    private static final Instant LEFT = MON_08.plus(Duration.ofHours(5));
    private static final CaseCommand YES = new CaseCommand.Decide(true, "supervisor", "", "", "Test Person 2");

    @Test
    void whether_what_happened_is_told_is_a_question_to_a_person_where_the_law_asks() {
        scene.law(law(Act.AFTER_RELEASE, Outcome.ASK, Notify.ASK));
        scene.look(MON_08);
        scene.fact(LEFT, released(LEFT, ReleaseReason.BOND));
        assertEquals(
                List.of(
                        "NotSentInTime release-not-projected",
                        "DecisionAsked law:after-release supervisor",
                        "AlarmRaised decision-waits"),
                scene.names(LEFT));
        scene.command(YES, LEFT.plusSeconds(60));
        assertEquals(
                List.of("NoticePlanned released", "Determined", "AttemptStarted released 1"),
                scene.names(LEFT.plusSeconds(60)));
    }

    @Test
    void a_question_about_what_happened_that_nobody_answers_ends_the_case_undecided_after_three_days() {
        scene.law(law(Act.AFTER_RELEASE, Outcome.ASK, Notify.ASK));
        scene.fact(LEFT, released(LEFT, ReleaseReason.BOND));
        scene.look(LEFT);
        var until = LEFT.plus(Duration.ofHours(72));
        scene.file()
                .alarms()
                .forEach(a -> scene.recorded(new EpisodeEvent.AlarmTried(a.id(), true, Optional.empty(), LEFT)));
        assertEquals(Optional.of(until.plusMillis(1)), scene.nextWake(LEFT.plus(Duration.ofHours(25))));
        assertEquals(List.of(), scene.names(until.minusMillis(1)));
        assertEquals(List.of("CaseClosed no-notice: undecided"), scene.names(until.plusMillis(1)));
    }

    /** None is inferred from another: a yes to the notice is no yes to what is told afterwards. */
    @Test
    void a_yes_to_one_act_answers_no_other_and_is_kept_beside_it() {
        scene.law(determination(Outcome.ASK, Notify.ASK)).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.command(YES, MON_08);
        scene.look(MON_08);
        scene.look(PLANNED);
        sent(PLANNED.plusSeconds(1));
        scene.fact(IN_TEN_DAYS, released(IN_TEN_DAYS, ReleaseReason.TIME_SERVED));
        var names = scene.names(IN_TEN_DAYS);
        assertTrue(names.contains("DecisionAsked law:after-release supervisor"), names.toString());
        assertEquals(
                true, scene.noticeCase().decision("law").orElseThrow().yes(), "what was decided of the notice stays");
    }

    @Test
    void a_transfer_ahead_is_told_as_such_where_its_own_table_lets_it_and_never_as_a_release() {
        var transfer = new CustodyFact.ReleaseProjected(IN_TEN_DAYS, Basis.TRANSFER, Certainty.SCHEDULED, false);
        scene.fact(MON_08, transfer);
        assertEquals(List.of("Determined"), scene.names(MON_08), "no table speaks of transfers");

        var other = new Scene()
                .law(law(Act.EVENT_TRANSFER, Outcome.MUST, Notify.YES))
                .fact(MON_08, transfer);
        assertEquals(List.of("Determined", "NoticePlanned advance"), other.names(MON_08));
        assertEquals(NoticeContent.TRANSFER_AHEAD, other.current().content().wording());
        assertEquals(Act.EVENT_TRANSFER, other.current().content().act());
    }

    private void toHospital(Instant at) {
        scene.fact(at, new CustodyFact.Left(CustodyFact.LeaveReason.HOSPITAL, Optional.empty()));
    }

    @Test
    void a_stay_in_hospital_is_told_once_beside_what_was_told_of_the_release() {
        scene.law(law(Act.EVENT_HOSPITAL, Outcome.MUST, Notify.YES));
        toldOfTenDays();
        var told = scene.current().id();
        var at = PLANNED.plus(Duration.ofHours(1));
        toHospital(at);
        assertEquals(List.of("NoticePlanned hospital", "Determined", "AttemptStarted hospital 1"), scene.names(at));
        assertEquals(told, scene.current().id(), "what was told of the release stands");
        var hospital = scene.noticeCase().notices().getLast().id();
        scene.command(new CaseCommand.EndAttempt(hospital, 1, true, "ok"), at.plusSeconds(1));
        scene.fact(at.plusSeconds(60), new CustodyFact.Returned());
        assertEquals(List.of(), scene.names(at.plusSeconds(60)));
        var again = at.plus(Duration.ofHours(1));
        toHospital(again);
        assertEquals("NoticePlanned hospital", scene.names(again).getFirst(), "the next time it is told again");
    }

    @Test
    void a_stay_in_hospital_is_not_told_where_no_table_lets_it_and_asked_about_where_one_asks() {
        toHospital(LEFT);
        assertEquals(List.of("Determined"), scene.names(LEFT));

        scene.law(law(Act.EVENT_HOSPITAL, Outcome.ASK, Notify.ASK));
        assertEquals(
                List.of(
                        "Determined",
                        "DecisionAsked law:event-notice.hospital supervisor",
                        "AlarmRaised decision-waits"),
                scene.names(LEFT.plusSeconds(1)));
        scene.command(YES, LEFT.plusSeconds(2));
        assertEquals("NoticePlanned hospital", scene.names(LEFT.plusSeconds(2)).getFirst());
    }

    @Test
    void in_assisted_mode_each_notice_is_pressed_by_itself() {
        scene.mode(Mode.ASSISTED).law(law(Act.EVENT_HOSPITAL, Outcome.MUST, Notify.YES));
        scene.fact(MON_08, projected(MON_08.plus(Duration.ofHours(30))));
        scene.look(MON_08);
        toHospital(LEFT);
        scene.look(LEFT);
        scene.command(new CaseCommand.Decide(true, "desk", "", "", "Test Person 2"), LEFT.plusSeconds(1));
        assertEquals(
                List.of("Determined", "AttemptStarted hospital 1", "DecisionAsked press-send desk"),
                scene.names(LEFT.plusSeconds(1)));
        scene.command(new CaseCommand.Decide(true, "desk", "", "", "Test Person 2"), LEFT.plusSeconds(2));
        assertTrue(scene.names(LEFT.plusSeconds(2)).contains("AttemptStarted short 1"));
    }

    @org.junit.jupiter.params.ParameterizedTest(name = "staff told {0} minutes after Sallyport would have: {1}")
    @org.junit.jupiter.params.provider.CsvSource({"60, agreed", "-60, agreed", "61, earlier", "-61, later"})
    void what_shadow_would_have_sent_is_held_against_what_staff_did(int minutes, String finding) {
        scene.mode(Mode.SHADOW).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.look(PLANNED);
        assertEquals("not-recorded", shadow());
        var told = Optional.of(PLANNED.plus(Duration.ofMinutes(minutes)));
        scene.command(new CaseCommand.RecordStaffAction(told, "fax", "Test Person 2"), IN_TEN_DAYS);
        assertEquals(finding, shadow());
        scene.command(new CaseCommand.RecordStaffAction(Optional.empty(), "", "Test Person 2"), IN_TEN_DAYS);
        assertEquals("staff-did-not", shadow());
    }

    @Test
    void staff_who_told_what_no_law_lets_tell_stand_beside_a_shadow_that_would_not() {
        scene.mode(Mode.SHADOW).law(determination(Outcome.MAY_NOT, Notify.NO)).fact(MON_08, projected(IN_TEN_DAYS));
        scene.look(MON_08);
        scene.command(new CaseCommand.RecordStaffAction(Optional.empty(), "", "Test Person 2"), PLANNED);
        assertEquals("agreed", shadow());
        scene.command(new CaseCommand.RecordStaffAction(Optional.of(MON_08), "phone", "Test Person 2"), PLANNED);
        assertEquals("not-at-all", shadow());
        var ahead = new CaseCommand.RecordStaffAction(Optional.of(IN_TEN_DAYS), "phone", "Test Person 2");
        assertEquals(
                new CaseDecider.Outcome.Refused("staff-action.ahead"),
                CaseDecider.decide(scene.noticeCase(), ahead, PLANNED));
    }

    private String shadow() {
        return ShadowComparison.of(scene.noticeCase()).orElseThrow().finding().word();
    }
}

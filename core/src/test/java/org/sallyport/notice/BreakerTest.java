package org.sallyport.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.notice.Scene.MON_08;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;

/** Notices that would leave in an improbable burst wait for a person (FIELD, F1). */
class BreakerTest {
    private static final Instant IN_TEN_DAYS = MON_08.plus(Duration.ofDays(10));
    private static final Instant PLANNED = IN_TEN_DAYS.minus(Duration.ofHours(52));
    private static final Instant DEADLINE = IN_TEN_DAYS.minus(Duration.ofHours(48));
    private final Scene scene = new Scene();

    private void paused() {
        scene.fact(
                MON_08, new CustodyFact.ReleaseProjected(IN_TEN_DAYS, Basis.SENTENCE_END, Certainty.SCHEDULED, false));
        scene.look(MON_08);
        assertEquals(List.of("NoticePaused"), scene.burst(true).names(PLANNED));
    }

    @Test
    void a_paused_notice_waits_although_the_burst_is_over_and_leaves_once_a_person_says_so() {
        paused();
        scene.burst(false);
        assertEquals(List.of(), scene.names(PLANNED.plusSeconds(60)));
        scene.decidePaused(true, PLANNED.plusSeconds(61));
        assertEquals(List.of("Determined", "AttemptStarted advance 1"), scene.names(PLANNED.plusSeconds(62)));
    }

    @Test
    void a_decision_speaks_of_what_was_paused_until_then_and_of_nothing_later() {
        paused();
        scene.decidePaused(true, PLANNED.minusMillis(1));
        assertEquals(List.of(), scene.names(PLANNED.plusSeconds(1)));
        scene.decidePaused(true, PLANNED);
        assertEquals(
                "AttemptStarted advance 1", scene.names(PLANNED.plusSeconds(2)).getLast());
    }

    @Test
    void a_withheld_notice_never_leaves_under_another_kind_either_and_other_facts_are_news_again() {
        paused();
        scene.decidePaused(false, PLANNED.plusSeconds(1)).burst(false);
        assertEquals(List.of("NoticeWithheld"), scene.names(PLANNED.plusSeconds(2)));
        assertEquals(List.of(), scene.names(DEADLINE.plusSeconds(1)), "not as a short one");
        var later = IN_TEN_DAYS.plus(Duration.ofDays(3));
        scene.fact(
                DEADLINE.plusSeconds(2),
                new CustodyFact.ReleaseProjected(later, Basis.SENTENCE_END, Certainty.SCHEDULED, false));
        assertEquals(
                "NoticePlanned advance", scene.names(DEADLINE.plusSeconds(3)).getLast());
    }

    @Test
    void a_paused_notice_that_loses_its_deadline_still_waits_as_a_short_one() {
        paused();
        scene.burst(false);
        assertEquals(
                List.of("NoticeDropped replaced", "NoticePlanned short", "NoticePaused"),
                scene.names(DEADLINE.plusMillis(1)));
        assertEquals(List.of(), scene.names(DEADLINE.plusSeconds(60)));
    }

    @Test
    void nobody_decided_and_the_person_left_is_undecided() {
        paused();
        var left = PLANNED.plus(Duration.ofHours(1));
        scene.fact(left, new CustodyFact.Released(left, left, ReleaseReason.BOND, ""));
        assertEquals(
                List.of(
                        "NoticeDropped person-left",
                        "NotSentInTime undecided",
                        "NoticePlanned released",
                        "NoticePaused"),
                scene.names(left).stream().filter(n -> !n.equals("Determined")).toList());
    }

    @Test
    void a_false_release_that_was_paused_is_dropped_when_the_feed_takes_it_back_and_nobody_is_corrected() {
        scene.burst(true).fact(MON_08, new CustodyFact.Released(MON_08, MON_08, ReleaseReason.OTHER, ""));
        assertEquals("NoticePaused", scene.names(MON_08).getLast());
        scene.fact(MON_08.plusSeconds(600), new CustodyFact.Corrected("e2", Optional.empty()));
        assertEquals(List.of("NoticeDropped no-projection"), scene.names(MON_08.plusSeconds(601)));
    }

    @Test
    void whoever_received_the_false_release_is_corrected_though_the_burst_goes_on() {
        scene.fact(MON_08, new CustodyFact.Released(MON_08, MON_08, ReleaseReason.OTHER, ""));
        assertEquals("AttemptStarted released 1", scene.names(MON_08).getLast());
        scene.burst(true).fact(MON_08.plusSeconds(600), new CustodyFact.Corrected("e2", Optional.empty()));
        var names = scene.names(MON_08.plusSeconds(601));
        assertTrue(names.contains("AttemptStarted corrected 1"), names.toString());
    }

    @Test
    void what_was_withheld_gives_way_to_what_the_facts_say_now_and_one_look_is_enough() {
        paused();
        scene.decidePaused(false, PLANNED.plusSeconds(1)).burst(false);
        scene.look(PLANNED.plusSeconds(2));
        var soon = PLANNED.plus(Duration.ofHours(5));
        scene.fact(
                PLANNED.plusSeconds(3),
                new CustodyFact.ReleaseProjected(soon, Basis.COURT_ORDER, Certainty.SCHEDULED, false));
        scene.burst(true).look(PLANNED.plusSeconds(4));
        scene.decidePaused(false, PLANNED.plusSeconds(5)).look(PLANNED.plusSeconds(6));
        scene.fact(
                PLANNED.plusSeconds(7),
                new CustodyFact.ReleaseProjected(IN_TEN_DAYS.plusSeconds(60), Basis.OTHER, Certainty.SCHEDULED, false));
        scene.burst(false);
        scene.look(PLANNED.plusSeconds(8));
        scene.look(PLANNED.plusSeconds(9));
        assertEquals(NoticeKind.ADVANCE, scene.current().content().kind());
    }

    @Test
    void a_hearing_is_looked_at_when_its_moment_has_come() {
        var hearing = MON_08.plus(Duration.ofHours(5));
        scene.fact(MON_08, new CustodyFact.HearingScheduled(hearing, "court", org.sallyport.custody.Known.YES));
        scene.look(MON_08);
        assertEquals(Optional.of(hearing), scene.nextWake(MON_08.plus(Duration.ofHours(4))));
    }

    @Test
    void so_many_leave_in_an_hour_as_three_times_the_busiest_or_twelve() {
        assertEquals(12, Breaker.USUAL.most(0));
        assertEquals(12, Breaker.USUAL.most(4));
        assertEquals(15, Breaker.USUAL.most(5));
        assertEquals(30, Breaker.USUAL.fewest(30).most(5));
    }

    @Test
    void what_a_person_let_leave_is_not_counted_against_what_follows() {
        assertEquals(MON_08.minus(Duration.ofHours(1)), Breaker.USUAL.countFrom(MON_08));
        var decided = MON_08.minus(Duration.ofMinutes(10));
        assertEquals(decided, Breaker.USUAL.decide(true, decided).countFrom(MON_08));
    }
}

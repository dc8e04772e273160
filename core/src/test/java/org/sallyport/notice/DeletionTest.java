package org.sallyport.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.notice.Scene.MON_08;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.policy.Notify;
import org.sallyport.policy.Outcome;

/** Who received what should not have left, or what was sealed since, is asked to delete it. */
class DeletionTest {
    private static final Instant SOON = MON_08.plus(Duration.ofHours(30));
    private final Scene scene = new Scene();

    private void told() {
        scene.fact(MON_08, new CustodyFact.ReleaseProjected(SOON, Basis.SENTENCE_END, Certainty.SCHEDULED, false));
        scene.look(MON_08);
        sent(MON_08.plusSeconds(1));
    }

    private void sent(Instant at) {
        scene.command(
                new CaseCommand.EndAttempt(scene.current().id(), scene.current().attempts(), true, "ok"), at);
    }

    private void left() {
        scene.fact(SOON, new CustodyFact.Released(SOON, SOON, ReleaseReason.TIME_SERVED, ""));
        scene.look(SOON);
        sent(SOON.plusSeconds(1));
    }

    private void barred() {
        scene.law(Scene.determination(Outcome.MAY_NOT, Notify.NO));
    }

    @Test
    void a_notice_that_was_barred_is_an_incident_and_its_receiver_is_asked_to_delete_it() {
        told();
        barred();
        var names = scene.names(MON_08.plusSeconds(60));
        assertTrue(names.contains("DisclosureIncidentOpened"), names.toString());
        assertTrue(names.contains("AlarmRaised disclosure-incident"), names.toString());
        assertTrue(names.contains("AttemptStarted corrected 1"), names.toString());
    }

    @Test
    void so_is_a_notice_that_the_person_left_though_nothing_more_will_happen() {
        told();
        left();
        barred();
        var names = scene.names(SOON.plusSeconds(60));
        assertTrue(names.contains("DisclosureIncidentOpened"), names.toString());
        assertEquals(NoticeKind.CORRECTED, scene.current().content().kind());
    }

    @Test
    void a_sealed_record_is_deleted_also_where_the_case_is_closed() {
        told();
        left();
        scene.command(new CaseCommand.ReportOutcome("declined", "zz-agency"), SOON.plusSeconds(2));
        scene.command(new CaseCommand.Acknowledge(scene.current().id(), "not-coming", ""), SOON.plusSeconds(3));
        scene.look(SOON.plus(Duration.ofHours(1)));
        assertTrue(scene.noticeCase().closed().isPresent());
        scene.fact(SOON.plus(Duration.ofDays(3)), new CustodyFact.RecordSealed("all"));
        var names = scene.names(SOON.plus(Duration.ofDays(3)));
        assertTrue(names.contains("AttemptStarted corrected 1"), names.toString());
        assertTrue(scene.noticeCase().closed().isPresent(), "it stays closed");
        sent(SOON.plus(Duration.ofDays(3)).plusSeconds(1));
        assertEquals(
                List.of(),
                scene.names(SOON.plus(Duration.ofDays(4))).stream()
                        .filter(n -> n.startsWith("Attempt"))
                        .toList());
    }
}

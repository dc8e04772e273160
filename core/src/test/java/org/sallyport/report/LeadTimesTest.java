package org.sallyport.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeContent;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeKind;
import org.sallyport.request.RequestId;

class LeadTimesTest {
    private static final Instant LEFT = Instant.parse("2026-09-10T12:00:00Z");
    private static final EpisodeId STAY = new EpisodeId(new UUID(0, 1));
    private static final RequestId REQUEST = new RequestId(new UUID(0, 2));
    private static final CaseId CASE = CaseId.of(REQUEST, STAY);

    private EpisodeFile file = EpisodeFile.none(STAY);

    private static Instant before(int hours) {
        return LEFT.minus(Duration.ofHours(hours));
    }

    private void fact(int happened, Optional<Instant> entered, int received, CustodyFact fact) {
        file = file.apply(new EpisodeEvent.FactReceived(new FeedEvent(
                "e" + received,
                "/zz",
                new FacilityId("zz/jail"),
                "B1",
                Optional.empty(),
                before(happened),
                entered,
                before(received),
                fact)));
    }

    private void noticeTaken(int begun, int taken) {
        var id = NoticeId.of(CASE, NoticeKind.ADVANCE, 1, "zz-agency");
        var content = new NoticeContent(
                id,
                NoticeKind.ADVANCE,
                1,
                CASE,
                "R-1",
                "zz-agency",
                "zz/jail",
                ZoneId.of("America/New_York").getId(),
                Map.of(),
                List.of(),
                Optional.empty(),
                "scheduled",
                "",
                "release-projected",
                Optional.empty(),
                "",
                before(begun));
        file = file.apply(
                        new EpisodeEvent.CaseOpened(CASE, REQUEST, "zz-agency", "immigration", Optional.empty(), LEFT))
                .apply(new EpisodeEvent.NoticePlanned(CASE, content, before(begun), before(1), before(begun)))
                .apply(new EpisodeEvent.AttemptStarted(CASE, content, 1, "webhook", before(taken), before(begun)))
                .apply(new EpisodeEvent.AttemptEnded(CASE, id, 1, true, "", before(taken)));
    }

    private Optional<LeadTimes> times() {
        return LeadTimes.of(file, file.cases().get(CASE), LEFT);
    }

    @Test
    void each_of_the_four_times_of_what_the_first_notice_rests_on() {
        fact(50, Optional.empty(), 49, projected(60));
        fact(40, Optional.of(before(38)), 37, projected(0));
        fact(40, Optional.empty(), 36, new CustodyFact.Returned());
        noticeTaken(30, 29);
        fact(20, Optional.empty(), 20, projected(1));

        var expected = new LeadTimes(
                NoticeId.of(CASE, NoticeKind.ADVANCE, 1, "zz-agency"),
                Duration.ofHours(40),
                Optional.of(Duration.ofHours(38)),
                Duration.ofHours(37),
                Duration.ofHours(29));
        assertEquals(Optional.of(expected), times());
    }

    @Test
    void where_nothing_was_taken_there_is_no_lead_time() {
        fact(40, Optional.empty(), 37, projected(0));
        file = file.apply(
                new EpisodeEvent.CaseOpened(CASE, REQUEST, "zz-agency", "immigration", Optional.empty(), LEFT));
        assertEquals(Optional.empty(), times());
    }

    private static CustodyFact projected(int hoursBefore) {
        return new CustodyFact.ReleaseProjected(before(hoursBefore), Basis.SENTENCE_END, Certainty.SCHEDULED, false);
    }
}

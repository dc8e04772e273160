package org.sallyport.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.NoticeId;
import org.sallyport.report.NoticeFigures.Count;
import org.sallyport.report.TakenNotice.Left;

class NoticeFiguresTest {
    private static final Instant NOW = Instant.parse("2026-09-10T12:00:00Z");
    private static final FacilityId JAIL = new FacilityId("zz/jail");

    private static TakenNotice taken(int hoursAgo, Optional<Punctuality> punctuality, Optional<Left> left) {
        var id = new NoticeId(
                new UUID(hoursAgo, left.map(l -> l.at().getEpochSecond()).orElse(0L)));
        return new TakenNotice(JAIL, id, "advance", NOW.minus(Duration.ofHours(hoursAgo)), punctuality, left);
    }

    @Test
    void a_day_of_notices_is_counted_and_one_taken_exactly_a_day_ago_is_not() {
        var onTime = Optional.of(Punctuality.ON_TIME);
        var figures = NoticeFigures.of(
                List.of(
                        taken(1, onTime, Optional.empty()),
                        taken(2, onTime, Optional.empty()),
                        taken(3, Optional.of(Punctuality.LATE), Optional.empty()),
                        taken(4, Optional.empty(), Optional.empty()),
                        taken(24, onTime, Optional.empty())),
                NOW);
        assertEquals(
                Map.of(
                        new Count(JAIL, "advance", "on-time"), 2L,
                        new Count(JAIL, "advance", "late"), 1L,
                        new Count(JAIL, "advance", "none"), 1L),
                figures.counts());
        assertEquals(List.of(), figures.leads());
    }

    @Test
    void lead_times_are_ranked_by_what_they_are_counted_from_and_may_be_negative() {
        var notices = new ArrayList<TakenNotice>();
        for (int hours = 1; hours <= 10; hours++) {
            var at = NOW.minus(Duration.ofHours(hours));
            var left = new Left(at, at.minus(Duration.ofHours(hours)), Optional.empty(), at);
            notices.add(taken(hours + 1, Optional.empty(), Optional.of(left)));
        }
        var late = NOW.minus(Duration.ofHours(3));
        notices.add(taken(1, Optional.empty(), Optional.of(new Left(late, late, Optional.of(late), late))));
        var leads = NoticeFigures.of(notices, NOW).leads();
        assertEquals(
                List.of("entered", "happened", "received", "taken"),
                leads.stream().map(NoticeFigures.Lead::since).toList());
        var taken = leads.getLast();
        assertEquals(11, taken.cases());
        assertEquals(
                List.of(1L, 1L, 1L),
                List.of(
                        taken.tenth().toHours(),
                        taken.half().toHours(),
                        taken.nine().toHours()));
        var happened = leads.get(1);
        assertEquals(
                List.of(1L, 5L, 9L),
                List.of(
                        happened.tenth().toHours(),
                        happened.half().toHours(),
                        happened.nine().toHours()));
        assertEquals(1, leads.getFirst().cases());
        var negative = NoticeFigures.of(List.of(notices.getLast()), NOW).leads().getLast();
        assertEquals(Duration.ofHours(-2), negative.half());
    }
}

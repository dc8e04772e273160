package org.sallyport.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sallyport.custody.CustodyFact;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.notice.EpisodeEvent;

/** What stays away for weeks: a jail's feed, and everyone at its desk. */
class LongOutagesTest {
    private static final int SEEDS = 4;
    private static final Duration WEEKS = Duration.ofDays(24);
    private static final Duration CALM = Duration.ofDays(45);

    @Test
    void a_feed_dead_for_weeks_is_heard_of_and_comes_back_without_stale_notices() {
        var longest = Duration.ZERO;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var world = World.seeded(seed)
                    .days(24)
                    .bookings(12)
                    .with(Faults.NONE.silence(0.1).silentMax(Duration.ofDays(21)));
            world.runFor(WEEKS);
            world.heal();
            world.runFor(CALM);

            world.check(Checkers.SAFETY);
            world.check(Checkers.LIVENESS);
            assertEquals(List.of(), sentAheadOfThoseWhoHadLeft(world.evidence()), "seed " + seed);
            var gap = longestGap(world.evidence());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        assertTrue(longest.toDays() >= 10, "no feed was dead for ten days: " + longest);
    }

    @Test
    void nobody_at_the_jail_answers_for_weeks_and_every_promise_holds() {
        var asked = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var result = Simulation.run(seed, Faults.NONE.staff(0, 1), Stage.Tampering.NONE);

            assertEquals(List.of(), result.counterExamples());
            var world = World.seeded(seed).with(Faults.NONE.staff(0, 1));
            world.runFor(Duration.ofDays(10));
            for (var entry : world.evidence().journal()) {
                asked += entry.event() instanceof EpisodeEvent.DecisionAsked ? 1 : 0;
                assertTrue(!(entry.event() instanceof EpisodeEvent.DecisionGiven), "nobody is there");
            }
        }
        assertTrue(asked > 0, "somebody was asked");
    }

    /** Notices of a release ahead that left an hour and more after the person had, of which the feed told a minute later. */
    private static List<String> sentAheadOfThoseWhoHadLeft(Evidence seen) {
        var left = new HashMap<UUID, EpisodeEvent.FactReceived>();
        var recorded = new HashMap<UUID, Instant>();
        for (var entry : seen.journal()) {
            if (entry.event() instanceof EpisodeEvent.FactReceived fact
                    && fact.event().fact() instanceof CustodyFact.Released) {
                left.put(entry.stream().id(), fact);
                recorded.put(entry.stream().id(), entry.recordedAt());
            }
        }
        var stale = new ArrayList<String>();
        for (var entry : seen.journal()) {
            var fact = left.get(entry.stream().id());
            if (fact != null
                    && entry.event() instanceof EpisodeEvent.AttemptStarted attempt
                    && attempt.content().kind().ahead()
                    && fact.event().time().isBefore(attempt.at().minus(Duration.ofHours(1)))
                    && recorded.get(entry.stream().id()).isBefore(attempt.at().plus(Duration.ofMinutes(1)))) {
                stale.add(attempt.content().kind() + " at " + attempt.at() + ", left "
                        + fact.event().time());
            }
        }
        return stale;
    }

    private static Duration longestGap(Evidence seen) {
        var longest = Duration.ZERO;
        for (var heard : seen.heard().values()) {
            for (int i = 1; i < heard.size(); i++) {
                var gap = Duration.between(heard.get(i - 1), heard.get(i));
                longest = gap.compareTo(longest) > 0 ? gap : longest;
            }
        }
        boolean known = seen.journal().stream().anyMatch(e -> e.event() instanceof FacilityEvent.FeedFellSilent);
        return known ? longest : Duration.ZERO;
    }
}

package org.sallyport.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises hold in every world: 200 seeds, and every seed that ever failed. {@code -Dseed=4711} replays one. */
@Execution(ExecutionMode.CONCURRENT)
class WorldTest {
    private static final int USUAL = 200;

    static Stream<Long> seeds() {
        var one = Long.getLong("seed");
        if (one != null) {
            return Stream.of(one);
        }
        var count = Integer.getInteger("seeds", USUAL);
        return Stream.concat(failedOnce(), LongStream.range(0, count).boxed()).distinct();
    }

    private static Stream<Long> failedOnce() {
        var found = Objects.requireNonNull(WorldTest.class.getResourceAsStream("/seeds.txt"));
        try (var in = new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            return in
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(Long::valueOf)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_promise_holds_while_faults_rage_and_after_they_stop(long seed) {
        var result = Simulation.run(seed);
        assertEquals(List.of(), result.counterExamples());
    }

    @Test
    void a_seed_replays_entry_for_entry() {
        assertEquals(journalOf(4711), journalOf(4711));
    }

    private static List<?> journalOf(long seed) {
        var world = World.seeded(seed).with(Faults.ALL);
        world.runFor(Duration.ofDays(3));
        return world.evidence().journal();
    }

    /** Otherwise two hundred green seeds would say little. */
    @Test
    void the_worlds_are_full_of_what_the_promises_speak_of() {
        var kinds = new java.util.TreeSet<String>();
        for (long seed = 1; seed <= 30; seed++) {
            var world = World.seeded(seed).with(seed % 2 == 1 ? Faults.ALL : Faults.ALL.massUpdates(0.6));
            world.runFor(Duration.ofDays(4));
            world.heal();
            world.runFor(Duration.ofDays(40));
            for (var entry : world.evidence().journal()) {
                kinds.add(entry.event().getClass().getSimpleName());
                if (entry.event() instanceof org.sallyport.notice.EpisodeEvent.DecisionAsked asked
                        && asked.question().contains(":")) {
                    kinds.add("asked about another act");
                }
                if (entry.event() instanceof org.sallyport.notice.EpisodeEvent.AttemptStarted attempt) {
                    kinds.add(attempt.content().kind().word());
                    kinds.add(attempt.attempt() > 1 ? "repeated" : "first");
                }
            }
        }
        var needed = List.of(
                "advance",
                "short",
                "amended",
                "cancelled",
                "released",
                "transferred",
                "repeated",
                "Escalated",
                "Acknowledged",
                "NotSentInTime",
                "DecisionGiven",
                "CopyGiven",
                "StayJoined",
                "StayParted",
                "MatchRejected",
                "Expired",
                "Withdrawn",
                "Cancelled",
                "SendingStopped",
                "FeedFellSilent",
                "Shadowed",
                "NoticePaused",
                "NoticeWithheld",
                "corrected",
                "CaseReopened",
                "RelayOwed",
                "RelayEnded",
                "RelayRecalled",
                "hospital",
                "ValidityGiven",
                "ReminderRaised",
                "ReminderTaken",
                "asked about another act");
        assertTrue(
                kinds.containsAll(needed),
                () -> "missing: "
                        + needed.stream().filter(k -> !kinds.contains(k)).toList());
    }
}

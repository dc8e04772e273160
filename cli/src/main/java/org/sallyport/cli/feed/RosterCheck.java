package org.sallyport.cli.feed;

import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.RosterDiff;
import org.sallyport.custody.RosterOutcome;
import org.sallyport.custody.RosterOutcome.Acceptance;
import org.sallyport.custody.RosterOutcome.Counts;
import org.sallyport.custody.RosterState;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.formats.roster.RosterReader;
import org.sallyport.formats.roster.RosterReading;
import org.sallyport.problem.Problem;

/** What the rosters of a file hold, compared as the server would, with nothing saved. */
final class RosterCheck {
    private static final Acceptance TO_GO_ON = new Acceptance("feed check", "to look at the rosters after it");

    private final Facility facility;
    private final RosterMapping mapping;
    private final Findings refused;
    private final Findings remarks;
    private final Map<String, Map<String, Integer>> unmapped = new TreeMap<>();
    private Counts counts = Counts.NONE;
    private long rosters;
    private long rows;

    RosterCheck(Facility facility, RosterMapping mapping, Findings refused, Findings remarks) {
        this.facility = facility;
        this.mapping = mapping;
        this.refused = refused;
        this.remarks = remarks;
    }

    /** Reads every roster; {@code takenAt} stands for a moment the file does not name. */
    void read(InputStream in, Instant takenAt, Consumer<FeedEvent> events) {
        var state = RosterState.NONE;
        var readings = new RosterReader(facility.id(), mapping).read(in, Optional.of(takenAt));
        while (readings.hasNext()) {
            switch (readings.next()) {
                case RosterReading.Refused(var _, var problems) -> problems.forEach(p -> refused.add(rosters + 1, p));
                case RosterReading.Taken taken -> state = compare(state, taken, events);
            }
        }
    }

    private RosterState compare(RosterState state, RosterReading.Taken taken, Consumer<FeedEvent> events) {
        rosters++;
        rows += taken.rows();
        taken.remarks().forEach(p -> remarks.add(rosters, p));
        taken.unmapped()
                .forEach((column, codes) -> codes.forEach((code, lines) ->
                        unmapped.computeIfAbsent(column, _ -> new TreeMap<>()).merge(code, lines, Integer::sum)));
        var roster = taken.roster();
        var outcome = RosterDiff.diff(facility, state, roster, Set.of(), Optional.empty(), roster.takenAt());
        if (outcome instanceof RosterOutcome.Refused(var lost, var present)) {
            refused.add(
                    rosters,
                    new Problem(
                            "roster.lost-many",
                            "roster " + rosters,
                            lost + " of " + present + " are missing",
                            "A roster that lists most of those the roster before it listed.",
                            "Such a roster waits for a supervisor. Look at the export."));
            outcome = RosterDiff.diff(facility, state, roster, Set.of(), Optional.of(TO_GO_ON), roster.takenAt());
        }
        if (!(outcome instanceof RosterOutcome.Taken good)) {
            return state;
        }
        counts = counts.plus(good.counts());
        good.events().forEach(events);
        return good.state();
    }

    long rosters() {
        return rosters;
    }

    long rows() {
        return rows;
    }

    Counts counts() {
        return counts;
    }

    /** Codes the mapping does not translate: column to code to lines. */
    Map<String, Map<String, Integer>> unmapped() {
        return unmapped;
    }
}

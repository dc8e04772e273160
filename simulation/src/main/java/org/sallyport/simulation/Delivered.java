package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** L3: every notice that left was acknowledged, or a named role heard of it in time. */
final class Delivered {
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration SLACK = Duration.ofSeconds(6);

    private Delivered() {}

    static List<String> check(Evidence evidence) {
        var found = new ArrayList<String>();
        if (evidence.healedAt().isEmpty()) {
            return found;
        }
        var settled = OnTime.settled(evidence);
        var whole = Replay.whole(evidence);
        for (var c : whole.cases.values()) {
            for (var n : c.notes.values()) {
                if (n.told()) {
                    one(evidence, n, settled, found);
                }
            }
        }
        return found;
    }

    private static void one(Evidence evidence, Ledger.Note n, Instant settled, List<String> found) {
        var first = n.attempts.getFirst().at();
        boolean tight = !first.isBefore(n.deadline.minus(SHORT));
        var limit = tight ? first.plus(SHORT) : n.deadline;
        boolean promised = first.isAfter(settled);
        var due = (promised ? limit : limit.isAfter(settled) ? limit : settled).plus(SLACK);
        if (evidence.now().isBefore(due)) {
            return;
        }
        boolean heard = n.acknowledged.filter(at -> !at.isAfter(due)).isPresent();
        boolean escalated = n.escalated.filter(at -> !at.isAfter(due)).isPresent();
        if (!heard && !escalated) {
            found.add("notice " + n.number() + " first attempted at " + first + ", deadline " + n.deadline
                    + ": neither acknowledged nor escalated by " + due);
        }
        if (n.escalated.isPresent() && n.escalated.get().plus(SHORT).isBefore(evidence.now())) {
            var since = n.escalated.get().isAfter(settled) ? n.escalated.get() : settled;
            boolean told = evidence.told().stream()
                    .anyMatch(t -> t.alarm().kind().equals("not-acknowledged")
                            && t.alarm().about().equals(n.number())
                            && !t.at().isAfter(since.plus(SHORT)));
            if (!told && since.plus(SHORT).isBefore(evidence.now())) {
                found.add("notice " + n.number() + " was escalated at " + n.escalated.get() + " and nobody was told");
            }
        }
        if (promised && n.taken.isEmpty() && n.dropped.isEmpty() && n.acknowledged.isEmpty()) {
            found.add("notice " + n.number() + " never reached a provider though nothing was wrong");
        }
    }
}

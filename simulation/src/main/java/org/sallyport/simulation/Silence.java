package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.sallyport.custody.Facility;
import org.sallyport.desk.FacilityEvent;

/** L5: a feed that missed two intervals was heard to be silent, and a role was told; one that spoke was not. */
final class Silence {
    private static final Duration SLACK = Duration.ofSeconds(6);
    private static final Duration CLOCKS_OFF = Duration.ofSeconds(90);
    private static final Duration SLACK_IN_TROUBLE = Duration.ofMinutes(25);

    private Silence() {}

    static List<String> check(Evidence evidence) {
        var found = new ArrayList<String>();
        for (var facility : evidence.facilities()) {
            one(evidence, facility, found);
        }
        return found;
    }

    private static void one(Evidence evidence, Facility facility, List<String> found) {
        var noticed = new TreeSet<Instant>();
        for (var entry : evidence.journal()) {
            if (entry.event() instanceof FacilityEvent.FeedFellSilent silent
                    && entry.facility().equals(facility.id().path())) {
                noticed.add(silent.at());
            }
        }
        var heard = new TreeSet<>(evidence.heard().getOrDefault(facility.id(), List.of()));
        var patience = facility.feedInterval().multipliedBy(2);
        Instant before = null;
        for (var at : heard) {
            if (before != null) {
                gap(evidence, facility, before, at, patience, noticed, found);
            }
            before = at;
        }
        for (var silent : noticed) {
            // What was heard last may have been noted by a clock that was still off.
            var clocks = calm(evidence, silent.minus(patience)) ? Duration.ZERO : CLOCKS_OFF;
            var last = heard.lower(silent.minus(clocks));
            if (last != null && last.plus(patience).minus(clocks).isAfter(silent)) {
                found.add("feed of " + facility.id() + ": called silent at " + silent + " though heard at " + last);
            }
        }
    }

    private static void gap(
            Evidence evidence,
            Facility facility,
            Instant from,
            Instant to,
            Duration patience,
            TreeSet<Instant> noticed,
            List<String> found) {
        var due = from.plus(patience);
        var slack = slack(evidence, due);
        if (!to.isAfter(due.plus(slack))) {
            return;
        }
        if (noticed.subSet(due.minusSeconds(60), due.plus(slack)).isEmpty()) {
            found.add("feed of " + facility.id() + ": silent from " + from + " to " + to + " and nobody noticed by "
                    + due.plus(slack));
            return;
        }
        boolean told = evidence.told().stream()
                .anyMatch(t -> t.alarm().kind().equals("feed-silent")
                        && t.facility().equals(facility.id())
                        && !t.at().isBefore(due.minusSeconds(60)));
        if (!told && evidence.healedAt().isPresent()) {
            found.add("feed of " + facility.id() + ": silent from " + from + " and no role was told");
        }
    }

    private static Duration slack(Evidence evidence, Instant at) {
        return calm(evidence, at) ? SLACK : SLACK_IN_TROUBLE;
    }

    private static boolean calm(Evidence evidence, Instant at) {
        return evidence.healedAt()
                .filter(h -> at.isAfter(h.plus(SLACK_IN_TROUBLE)))
                .isPresent();
    }
}

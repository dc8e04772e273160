package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.notice.NoticeId;

/**
 * The breaker: counted again from the attempts alone, never more notices left in an hour than three times the busiest
 * hour of four weeks, or the facility's own number, without a person's word; what a person withheld did not leave; and
 * a supervisor heard of every pause.
 */
final class Bursts {
    private static final int USUAL_FEWEST = 12;
    private static final Duration CALLED_WITHIN = Duration.ofMinutes(2);
    private static final Duration CALLED_WITHIN_IN_TROUBLE = Duration.ofMinutes(40);

    private Bursts() {}

    /** One jail so far. */
    private static final class Jail {
        int fewest = USUAL_FEWEST;
        Instant sentThrough = Instant.MIN;
        Instant decidedAt = Instant.MIN;
        final List<Instant> left = new ArrayList<>();
        final List<Instant> neverPaused = new ArrayList<>();
        final Set<NoticeId> paused = new HashSet<>();

        int most(Instant now, Instant from) {
            var hours = new TreeMap<Instant, Integer>();
            neverPaused.stream()
                    .filter(t -> !t.isBefore(now.minus(Duration.ofDays(28))) && t.isBefore(from))
                    .forEach(t -> hours.merge(t.truncatedTo(ChronoUnit.HOURS), 1, Integer::sum));
            int busiest = hours.values().stream().mapToInt(n -> n).max().orElse(0);
            return Math.max(fewest, 3 * busiest);
        }
    }

    static List<String> check(Evidence evidence) {
        var jails = new HashMap<String, Jail>();
        return Replay.over(evidence, (entry, before, found) -> {
            var jail = jails.computeIfAbsent(entry.facility(), _ -> new Jail());
            switch (entry.event()) {
                case FacilityEvent.BreakerSet set -> jail.fewest = set.fewest();
                case FacilityEvent.PauseDecided decided -> {
                    jail.decidedAt = entry.recordedAt();
                    jail.sentThrough = decided.send() ? entry.recordedAt() : jail.sentThrough;
                }
                case FacilityEvent.PauseEnded _ -> jail.decidedAt = entry.recordedAt();
                case EpisodeEvent.NoticePaused paused -> {
                    jail.paused.add(paused.notice());
                    called(evidence, entry.facility(), entry.recordedAt(), jail, found);
                }
                case EpisodeEvent.AttemptStarted a -> attempt(a, before, jail, found);
                default -> {}
            }
        });
    }

    private static void attempt(EpisodeEvent.AttemptStarted a, Ledger before, Jail jail, List<String> found) {
        var c = before.cases.get(a.caseId());
        var note = c == null ? null : c.notes.get(a.content().notice());
        if (c == null || note == null || a.attempt() != 1 || !a.content().kind().discloses()) {
            return;
        }
        if (note.withheld.isPresent()) {
            found.add(Replay.name(a) + ": a person had withheld it");
        }
        boolean released =
                note.paused.filter(at -> !at.isAfter(jail.sentThrough)).isPresent();
        boolean automatic = before.mode(a.content().facility(), c.requester) == Mode.AUTOMATIC;
        if (automatic && note.paused.isPresent() && !released) {
            found.add(Replay.name(a) + ": it was paused and nobody let it leave");
        }
        var hour = a.at().minus(Duration.ofHours(1));
        var from = jail.sentThrough.isAfter(hour) ? jail.sentThrough : hour;
        long lately = jail.left.stream().filter(t -> !t.isBefore(from)).count();
        if (automatic && !released && lately >= jail.most(a.at(), from)) {
            found.add(Replay.name(a) + ": " + lately + " notices left in the hour before, and nobody was asked");
        }
        jail.left.add(note.paused.orElse(a.at()));
        if (!jail.paused.contains(a.content().notice())) {
            jail.neverPaused.add(a.at());
        }
    }

    private static void called(Evidence evidence, String facility, Instant at, Jail jail, List<String> found) {
        if (evidence.healedAt().isEmpty()) {
            return;
        }
        boolean calm = at.isAfter(evidence.healedAt().get().plus(CALLED_WITHIN_IN_TROUBLE));
        var by = at.plus(calm ? CALLED_WITHIN : CALLED_WITHIN_IN_TROUBLE);
        if (by.isAfter(evidence.now())) {
            return;
        }
        var decided = jail.decidedAt;
        boolean told = evidence.told().stream()
                .anyMatch(t -> t.alarm().kind().equals("notices-paused")
                        && t.facility().path().equals(facility)
                        && !t.at().isBefore(decided)
                        && !t.at().isAfter(by));
        if (!told) {
            found.add("notices of " + facility + " are paused since " + at + " and no supervisor was called");
        }
    }
}

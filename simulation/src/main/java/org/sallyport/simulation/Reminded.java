package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.Facility;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.Mode;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;

/**
 * L4: a request that names no last day ends by the facility's rule, neither before it nor while it applies to a stay;
 * its agency is reminded first. No case ends {@code not-reported} whose agency was not asked.
 */
final class Reminded {
    private static final Duration SLACK = Duration.ofHours(25);
    private static final List<Integer> BEFORE_THE_END = List.of(30, 7);
    private static final List<Integer> AFTER_THE_STAY = List.of(7, 21);

    private Reminded() {}

    static List<String> check(Evidence evidence) {
        if (evidence.healedAt().isEmpty()) {
            return List.of();
        }
        var settled = OnTime.settled(evidence);
        var found = new ArrayList<>(Replay.over(evidence, (entry, before, out) -> {
            if (entry.event() instanceof RequestEvent.Expired(var why, var at) && why.equals("not-confirmed")) {
                Optional.ofNullable(
                                before.requests.get(new RequestId(entry.stream().id())))
                        .ifPresent(asked -> ended(before, asked, at, out));
            }
            if (entry.event() instanceof EpisodeEvent.CaseClosed(var id, var outcome, var at)
                    && outcome.equals("not-reported")) {
                Optional.ofNullable(before.cases.get(id)).ifPresent(c -> unreported(before, c, at, settled, out));
            }
        }));
        var whole = Replay.whole(evidence);
        whole.requests.values().forEach(asked -> request(evidence, whole, asked, settled, found));
        return found;
    }

    private static void ended(Ledger before, Ledger.Asked asked, Instant at, List<String> found) {
        var number = asked.file.request().orElseThrow().number();
        if (end(before, asked).filter(end -> !at.isBefore(end)).isEmpty()) {
            found.add("request " + number + " ended at " + at + " before the facility's rule ends it");
        }
        if (goesOn(before, asked)) {
            found.add("request " + number + " ended at " + at + " while it applies to a stay that goes on");
        }
    }

    private static void request(
            Evidence evidence, Ledger whole, Ledger.Asked asked, Instant settled, List<String> found) {
        var end = end(whole, asked);
        if (end.isEmpty()) {
            return;
        }
        var request = asked.file.request().orElseThrow();
        var facility = whole.facility(request.addressee().path());
        var late = later(end.get(), settled, changed(whole, asked)).plus(SLACK);
        if (asked.stands() && !goesOn(whole, asked) && evidence.now().isAfter(late)) {
            found.add("request " + request.number() + " stands past its end " + end.get() + " by the facility's rule");
        }
        var through = end.get().minusSeconds(1).atZone(facility.zone()).toLocalDate();
        for (var days : BEFORE_THE_END) {
            var day = through.minusDays(days);
            var due = day.atTime(LocalTime.of(9, 0)).atZone(facility.zone()).toInstant();
            boolean owed = due.isAfter(settled)
                    && day.isAfter(LocalDate.ofInstant(asked.spoke, facility.zone()))
                    && due.plus(SLACK).isBefore(evidence.now())
                    && asked.stoppedAt
                            .filter(at -> at.isBefore(due.plus(SLACK)))
                            .isEmpty();
            if (owed && reminded(asked.reminded.stream(), due, due.plus(SLACK)).isEmpty()) {
                found.add("request " + request.number() + " ends at " + end.get() + " and nobody was reminded " + days
                        + " days before");
            }
        }
    }

    private static Optional<Instant> reminded(Stream<Instant> tries, Instant from, Instant until) {
        return tries.filter(at -> !at.isBefore(from) && at.isBefore(until)).findFirst();
    }

    /** The end by the facility's rule: days from the day on which the agency last spoke. */
    private static Optional<Instant> end(Ledger ledger, Ledger.Asked asked) {
        var request = asked.file.request();
        if (request.filter(r -> r.expiresOn().isEmpty() && !r.fromImmigration()).isEmpty()) {
            return Optional.empty();
        }
        Facility facility = ledger.facility(request.get().addressee().path());
        var first = LocalDate.ofInstant(asked.spoke, facility.zone());
        return Optional.of(first.plusDays(asked.validDays + 1L)
                .atStartOfDay(facility.zone())
                .toInstant());
    }

    private static boolean goesOn(Ledger ledger, Ledger.Asked asked) {
        return stays(ledger, asked).anyMatch(s -> ledger.custody(s).inCustody());
    }

    private static Instant changed(Ledger ledger, Ledger.Asked asked) {
        return stays(ledger, asked).map(s -> s.changed).max(Instant::compareTo).orElse(Instant.MIN);
    }

    private static Stream<Ledger.Stay> stays(Ledger ledger, Ledger.Asked asked) {
        return asked.file.bound().keySet().stream()
                .filter(ledger.stays::containsKey)
                .map(ledger.stays::get)
                .filter(s -> !s.absorbed && !s.received.isEmpty());
    }

    private static void unreported(Ledger before, Ledger.Case c, Instant at, Instant settled, List<String> found) {
        var stay = before.stayOf(c);
        var told = c.lastTold().filter(n -> n.content.kind().discloses());
        if (c.requester.equals("victim")
                || before.mode(stay.facility, c.requester) == Mode.SHADOW
                || told.isEmpty()
                || !(before.custody(stay).phase() instanceof Phase.Released released)) {
            return;
        }
        var content = told.get().content;
        if (content.kind().ahead() && content.releaseAt().isEmpty()) {
            return; // whether the agency may hear that the person left is another act's to say
        }
        var from = content.releaseAt()
                .filter(release -> content.kind().ahead() && release.isAfter(released.latest()))
                .orElse(released.latest());
        for (var days : AFTER_THE_STAY) {
            var due = later(from.plus(Duration.ofDays(days)), settled, stay.changed)
                    .plus(Duration.ofHours(1));
            if (due.isBefore(at) && c.reminded.keySet().stream().noneMatch(asked -> asked >= days)) {
                found.add("case C-" + c.id.toString().substring(0, 8) + " ended not-reported at " + at
                        + " and its agency was not asked " + days + " days after the stay");
            }
        }
    }

    private static Instant later(Instant a, Instant b, Instant c) {
        var most = a.isAfter(b) ? a : b;
        return most.isAfter(c) ? most : c;
    }
}

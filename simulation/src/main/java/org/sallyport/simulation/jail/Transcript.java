package org.sallyport.simulation.jail;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.FeedEvent;
import org.sallyport.simulation.chance.Dice;

/**
 * Turns what happened in one stay into feed events as the jail's system would send them: entered by staff some time
 * later, received later still, now and then wrong at first.
 */
final class Transcript {
    private record Said(Instant time, String subject, CustodyFact fact) {}

    private final List<Said> said = new ArrayList<>();
    private final Instant end;

    /** A transcript of a stay that ends then. */
    Transcript(Instant end) {
        this.end = end;
    }

    /** Says a fact of the stay; what would happen after its end is not said. */
    void say(Instant time, String subject, CustodyFact fact) {
        if (time.isBefore(end)) {
            said.add(new Said(time, subject, fact));
        }
    }

    /** Says a fact at the end itself, or after it. */
    void close(Instant time, String subject, CustodyFact fact) {
        said.add(new Said(time, subject, fact));
    }

    /** The events in order of arrival; {@code number} names the stay. */
    List<FeedEvent> events(JailSettings settings, int number, Dice dice) {
        var source = "/" + settings.facility().id().path();
        var happened = new ArrayList<>(said);
        happened.sort(Comparator.comparing(Said::time));
        var sequences = new HashMap<String, Integer>();
        var events = new ArrayList<FeedEvent>();
        int wrongAt = wrongAt(happened, settings, dice);
        for (int i = 0; i < happened.size(); i++) {
            var one = happened.get(i);
            int sequence = sequences.merge(one.subject(), 1, Integer::sum);
            var id = String.format(Locale.ROOT, "e-%06d-%03d", number, i + 1);
            boolean booking = one.fact() instanceof CustodyFact.Booked;
            var entered = one.time().plus(entryLag(booking, settings, dice));
            var fact = one.fact();
            if (i == wrongAt) {
                var corrected = entered.plus(dice.between(Duration.ofMinutes(20), Duration.ofHours(20)));
                var fix = new CustodyFact.Corrected(id, Optional.of(fact));
                int later = sequences.merge(one.subject(), 1, Integer::sum);
                fact = wrong(fact, dice);
                events.add(event(id + "c", source, one.subject(), later, settings, corrected, corrected, fix, dice));
            }
            events.add(event(id, source, one.subject(), sequence, settings, one.time(), entered, fact, dice));
        }
        if (!happened.isEmpty() && dice.chance(0.0006 * settings.rarity())) {
            events.addAll(falseRelease(happened, number, settings, sequences, dice));
        }
        events.sort(Comparator.comparing(FeedEvent::receivedAt).thenComparing(FeedEvent::id));
        return List.copyOf(events);
    }

    /** A release entered against the wrong record, taken back within the hour. */
    private List<FeedEvent> falseRelease(
            List<Said> happened, int number, JailSettings settings, HashMap<String, Integer> sequences, Dice dice) {
        var first = happened.getFirst();
        var at = first.time().plusSeconds((long)
                (dice.unit() * Duration.between(first.time(), end).toSeconds()));
        var back = at.plus(dice.between(Duration.ofMinutes(5), Duration.ofMinutes(55)));
        if (!back.isBefore(end)) {
            return List.of();
        }
        var source = "/" + settings.facility().id().path();
        var id = String.format(Locale.ROOT, "e-%06d-900", number);
        int one = sequences.merge(first.subject(), 1, Integer::sum);
        int two = sequences.merge(first.subject(), 1, Integer::sum);
        var released = new CustodyFact.Released(at, at, org.sallyport.custody.ReleaseReason.OTHER, "");
        var undo = new CustodyFact.Corrected(id, Optional.empty());
        return List.of(
                event(id, source, first.subject(), one, settings, at, at, released, dice),
                event(id + "c", source, first.subject(), two, settings, back, back, undo, dice));
    }

    private static FeedEvent event(
            String id,
            String source,
            String subject,
            int sequence,
            JailSettings settings,
            Instant time,
            Instant entered,
            CustodyFact fact,
            Dice dice) {
        return new FeedEvent(
                id,
                source,
                settings.facility().id(),
                subject,
                Optional.of(BigDecimal.valueOf(sequence)),
                time,
                Optional.of(entered),
                entered.plusSeconds(1 + dice.below(40)),
                fact);
    }

    /** Staff enter most things within minutes, a share of them hours later and a few after days (FIELD, F18). */
    private static Duration entryLag(boolean booking, JailSettings settings, Dice dice) {
        if (!booking && dice.chance(settings.lateShare())) {
            return dice.chance(0.85)
                    ? dice.between(Duration.ofHours(1), Duration.ofHours(12))
                    : dice.between(Duration.ofHours(12), Duration.ofHours(72));
        }
        return dice.between(Duration.ofSeconds(20), Duration.ofMinutes(12));
    }

    private static int wrongAt(List<Said> happened, JailSettings settings, Dice dice) {
        if (!dice.chance(settings.correctionShare())) {
            return -1;
        }
        var candidates = new ArrayList<Integer>();
        for (int i = 0; i < happened.size(); i++) {
            if (CORRECTABLE.contains(happened.get(i).fact().getClass())) {
                candidates.add(i);
            }
        }
        return candidates.isEmpty() ? -1 : dice.pick(candidates);
    }

    private static final Set<Class<?>> CORRECTABLE = Set.of(
            CustodyFact.ReleaseProjected.class,
            CustodyFact.Charged.class,
            CustodyFact.Disposed.class,
            CustodyFact.HearingScheduled.class);

    /** What was entered by mistake: another day, another severity, another disposition. */
    private static CustodyFact wrong(CustodyFact fact, Dice dice) {
        if (fact instanceof CustodyFact.ReleaseProjected(var at, var basis, var certainty, var open)) {
            var off = Duration.ofDays(1 + dice.below(9));
            return new CustodyFact.ReleaseProjected(
                    dice.chance(0.5) ? at.plus(off) : at.minus(off), basis, certainty, open);
        }
        if (fact instanceof CustodyFact.Charged(var c)) {
            var other = c.severity().equals("felony") ? "misdemeanor" : "felony";
            return new CustodyFact.Charged(new org.sallyport.custody.Charge(
                    c.id(),
                    c.caseNumber(),
                    c.court(),
                    c.statute(),
                    c.description(),
                    c.nibrs(),
                    other,
                    c.grade(),
                    c.offenseDate(),
                    c.registrable(),
                    c.disposition(),
                    c.disposedOn(),
                    c.sentence()));
        }
        if (fact instanceof CustodyFact.Disposed(var charge, var disposition, var on, var sentence)) {
            var other = disposition == org.sallyport.custody.Disposition.CONVICTED
                    ? org.sallyport.custody.Disposition.PENDING
                    : org.sallyport.custody.Disposition.CONVICTED;
            return new CustodyFact.Disposed(charge, other, on, sentence);
        }
        if (fact instanceof CustodyFact.HearingScheduled(var at, var court, var possible)) {
            return new CustodyFact.HearingScheduled(at.plus(Duration.ofDays(1)), court, possible);
        }
        return fact;
    }
}

package org.sallyport.simulation.jail;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.custody.Charge;
import org.sallyport.custody.Claim;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Known;
import org.sallyport.custody.Sentence;
import org.sallyport.simulation.chance.Dice;

/** Writes down one stay as a jail's system would: who was booked, what was charged, what courts did. */
final class FeedScript {
    private final JailSettings settings;
    private final StayPlanner planner;
    private final Offenses offenses;
    private final ZoneId zone;

    FeedScript(JailSettings settings, StayPlanner planner) {
        this.settings = settings;
        this.planner = planner;
        this.offenses = Offenses.of(settings.facility().jurisdiction());
        this.zone = settings.facility().zone();
    }

    /** The feed events of this stay in order of arrival. {@code neighbour} is another booking open meanwhile. */
    List<FeedEvent> write(Stay stay, Optional<String> neighbour, Dice dice) {
        var transcript = new Transcript(stay.released());
        admission(transcript, stay, dice);
        bondAndHearing(transcript, stay, dice);
        new Ending(settings, planner, zone).write(transcript, stay, dice.fork("ending"));
        new Oddities(settings, zone).write(transcript, stay, neighbour, dice.fork("oddities"));
        return transcript.events(settings, stay.number(), dice.fork("entry"));
    }

    private void admission(Transcript t, Stay stay, Dice dice) {
        var who = stay.who();
        boolean known = dice.chance(0.55);
        var person = known ? who.person() : who.unfingerprinted();
        if (dice.chance(0.02)) { // booked under an alias; the fingerprints tell
            person = new org.sallyport.custody.Person(
                    person.localId(),
                    who.bookedAlias(),
                    List.of(),
                    person.birthDate(),
                    person.sex(),
                    person.language(),
                    person.identifiers());
            known = false;
        }
        t.say(
                stay.admitted(),
                stay.booking(),
                new CustodyFact.Booked(
                        person,
                        stay.admitted(),
                        settings.facility().kind(),
                        dice.chance(0.9) ? Known.YES : dice.chance(0.5) ? Known.NO : Known.UNKNOWN));
        for (var charge : stay.charges()) {
            t.say(
                    stay.admitted().plus(dice.between(Duration.ofMinutes(4), Duration.ofMinutes(50))),
                    stay.booking(),
                    new CustodyFact.Charged(charge));
        }
        if (!known) {
            t.say(
                    stay.admitted().plus(dice.between(Duration.ofMinutes(30), Duration.ofHours(9))),
                    stay.booking(),
                    identified(who, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        if (who.citizen() != Claim.UNKNOWN || who.lawful() != Claim.UNKNOWN) {
            t.say(
                    stay.admitted().plus(dice.between(Duration.ofMinutes(20), Duration.ofHours(72))),
                    stay.booking(),
                    identified(who, Optional.of(who.citizen()), Optional.of(who.lawful()), Optional.empty()));
        }
        if (who.protectedPerson()) {
            t.say(
                    stay.admitted().plus(dice.between(Duration.ofHours(1), Duration.ofHours(60))),
                    stay.booking(),
                    identified(who, Optional.empty(), Optional.empty(), Optional.of(Known.YES)));
        }
        if (dice.chance(0.35)) {
            t.say(
                    stay.admitted().plus(dice.between(Duration.ofHours(3), Duration.ofDays(6))),
                    stay.booking(),
                    new CustodyFact.Represented(
                            "Test Counsel " + who.number(), "counsel-" + who.number() + "@example.org", true));
        }
        record(t, stay, dice);
    }

    private void record(Transcript t, Stay stay, Dice dice) {
        if (!dice.chance(0.72)) {
            return;
        }
        var at = stay.admitted().plus(dice.between(Duration.ofMinutes(40), Duration.ofHours(20)));
        if (dice.chance(0.42)) {
            int priors = 1 + dice.poisson(1.1);
            for (int i = 0; i < priors; i++) {
                t.say(at, stay.booking(), new CustodyFact.Prior(prior(stay, i, dice)));
            }
        }
        t.say(
                at.plusSeconds(60),
                stay.booking(),
                new CustodyFact.RecordChecked(
                        dice.chance(0.9) ? Known.YES : Known.NO, "state repository", at.plusSeconds(60)));
    }

    private Charge prior(Stay stay, int i, Dice dice) {
        boolean felony = dice.chance(0.45);
        var offense = offenses.draw(
                dice.chance(0.04) ? "sex" : dice.pick(Figures.KINDS), felony ? "felony" : "misdemeanor", dice);
        var convicted = LocalDate.ofInstant(stay.admitted(), zone).minusDays(90L + dice.below(20 * 365));
        int days = Math.min(offense.maximumDays(), felony ? 200 + dice.below(2600) : 1 + dice.below(300));
        var charge = offense.alleged("prior-" + (i + 1), "", "Circuit Court", convicted.minusDays(200));
        return charge.disposed(
                Disposition.CONVICTED,
                Optional.of(convicted),
                new Sentence(
                        dice.chance(0.8) ? OptionalInt.of(days) : OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(offense.maximumDays()),
                        OptionalInt.empty()));
    }

    private void bondAndHearing(Transcript t, Stay stay, Dice dice) {
        if (stay.topCharge().startsWith("other")) {
            return;
        }
        var hearing = nextCourtDay(stay.admitted(), dice);
        if (dice.chance(0.8)) {
            t.say(
                    stay.admitted().plus(dice.between(Duration.ofMinutes(30), Duration.ofHours(3))),
                    stay.booking(),
                    new CustodyFact.HearingScheduled(
                            hearing, "District Court", dice.chance(0.85) ? Known.YES : Known.UNKNOWN));
        }
        if (stay.disposition().equals("bail") || dice.chance(0.45)) {
            var set = hearing.isBefore(stay.after(0.6)) ? hearing : stay.after(0.4);
            for (var caseNumber : cases(stay)) {
                t.say(
                        set,
                        stay.booking(),
                        new CustodyFact.BondSet(
                                "", caseNumber, Optional.of(BigDecimal.valueOf(500L * (1 + dice.below(40)))), set));
            }
        }
    }

    /** The court cases of a stay's charges. */
    static List<String> cases(Stay stay) {
        return stay.charges().stream().map(Charge::caseNumber).distinct().toList();
    }

    /** A sitting in the early afternoon of the next weekday on which one is still ahead. */
    private Instant nextCourtDay(Instant from, Dice dice) {
        var day = LocalDate.ofInstant(from, zone);
        var at = day.atTime(LocalTime.of(13, 0).plusMinutes(dice.below(120))).atZone(zone);
        while (at.toInstant().isBefore(from.plusSeconds(3600))
                || at.getDayOfWeek().getValue() > 5) {
            at = at.plusDays(1);
        }
        return at.toInstant();
    }

    private static CustodyFact identified(
            Resident who, Optional<Claim> citizenship, Optional<Claim> lawful, Optional<Known> review) {
        boolean prints = citizenship.isEmpty() && lawful.isEmpty() && review.isEmpty();
        return new CustodyFact.Identified(
                prints ? Optional.of(who.person().name()) : Optional.empty(),
                prints ? who.person().aliases() : List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                prints ? who.person().identifiers() : List.of(),
                citizenship,
                lawful,
                Optional.empty(),
                review,
                prints ? Optional.of(who.registry() ? Known.YES : Known.NO) : Optional.empty());
    }
}

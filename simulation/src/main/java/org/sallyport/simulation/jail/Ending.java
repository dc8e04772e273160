package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.ProjectedRelease.Basis;
import org.sallyport.custody.ProjectedRelease.Certainty;
import org.sallyport.custody.Sentence;
import org.sallyport.simulation.chance.Dice;

/** How one stay comes to its end, from the first sign of it to the door. */
final class Ending {
    private final JailSettings settings;
    private final StayPlanner planner;
    private final ZoneId zone;

    Ending(JailSettings settings, StayPlanner planner, ZoneId zone) {
        this.settings = settings;
        this.planner = planner;
        this.zone = zone;
    }

    void write(Transcript t, Stay stay, Dice dice) {
        holds(t, stay, dice);
        switch (stay.reason()) {
            case BOND -> bond(t, stay, dice);
            case DISMISSED, ACQUITTED -> dropped(t, stay, dice);
            case TIME_SERVED -> sentenced(t, stay, Basis.SENTENCE_END, dice);
            case OWN_RECOGNIZANCE, COURT_ORDER -> ordered(t, stay, dice);
            case TRANSFER -> transferred(t, stay, dice);
            case DEATH, ESCAPE -> {} // nothing announces it
            case OTHER -> otherwise(t, stay, dice);
        }
        boolean foretold = switch (stay.reason()) {
            case DEATH, ESCAPE -> false;
            case BOND, TIME_SERVED, DISMISSED, ACQUITTED, OWN_RECOGNIZANCE, COURT_ORDER, TRANSFER, OTHER -> true;
        };
        if (foretold && dice.chance(0.6)) {
            var at = before(stay, dice.between(Duration.ofMinutes(4), Duration.ofMinutes(35)));
            t.say(at, stay.booking(), new CustodyFact.Releasing(stay.released(), stay.reason()));
        }
        t.close(
                stay.released(),
                stay.booking(),
                new CustodyFact.Released(stay.released(), stay.released(), stay.reason(), stay.to()));
        if (foretold && dice.chance(0.00016 * settings.rarity())) { // FIELD F14: 1.6 of 10,000 releases
            var noticed = stay.released().plus(dice.between(Duration.ofHours(2), Duration.ofHours(60)));
            t.close(noticed, stay.booking(), new CustodyFact.ReleasedInError(noticed));
        }
    }

    private void bond(Transcript t, Stay stay, Dice dice) {
        var paid = before(stay, planner.bailToDoor(dice));
        for (var caseNumber : FeedScript.cases(stay)) {
            t.say(paid, stay.booking(), new CustodyFact.BondPosted("", caseNumber, Optional.empty(), paid));
        }
    }

    private void dropped(Transcript t, Stay stay, Dice dice) {
        var at = before(stay, dice.between(Duration.ofMinutes(40), Duration.ofHours(6)));
        var day = Optional.of(LocalDate.ofInstant(at, zone));
        for (var charge : stay.charges()) {
            var how = stay.reason() == org.sallyport.custody.ReleaseReason.ACQUITTED
                    ? Disposition.ACQUITTED
                    : dice.chance(0.3) ? Disposition.DISMISSED : Disposition.NOLLE_PROSEQUI;
            t.say(at, stay.booking(), new CustodyFact.Disposed(charge.id(), how, day, Sentence.UNKNOWN));
        }
    }

    private void ordered(Transcript t, Stay stay, Dice dice) {
        var at = before(stay, dice.between(Duration.ofMinutes(40), Duration.ofHours(6)));
        t.say(at, stay.booking(), new CustodyFact.GroundEnded("all", at, "released by a judge's order"));
    }

    private void otherwise(Transcript t, Stay stay, Dice dice) {
        var at = before(stay, dice.between(Duration.ofMinutes(10), Duration.ofHours(2)));
        if (dice.chance(0.8)) {
            t.say(at, stay.booking(), new CustodyFact.GroundEnded("all", at, "no ground of custody is left"));
        }
    }

    private void transferred(Transcript t, Stay stay, Dice dice) {
        if (stay.disposition().equals("transfer_to_prison")) {
            sentenced(t, stay, Basis.TRANSFER, dice);
            return;
        }
        if (dice.chance(0.7)) {
            var said = before(stay, dice.between(Duration.ofHours(5), Duration.ofHours(80)));
            t.say(
                    said,
                    stay.booking(),
                    new CustodyFact.ReleaseProjected(stay.released(), Basis.TRANSFER, Certainty.SCHEDULED, false));
        }
    }

    /** A conviction, a sentence with its end, and the projections that move before it comes. */
    private void sentenced(Transcript t, Stay stay, Basis basis, Dice dice) {
        var lead = planner.sentencedToRelease(dice);
        var most = Duration.ofSeconds((long) (stay.length().toSeconds() * 0.92));
        var at = before(stay, lead.compareTo(most) < 0 ? lead : most);
        var day = LocalDate.ofInstant(at, zone);
        int served = (int) Math.max(1, stay.length().toDays() + 1);
        boolean prison = basis == Basis.TRANSFER;
        boolean first = true;
        for (var charge : stay.charges()) {
            boolean convicted = first || dice.chance(0.45);
            int days = prison ? 400 + dice.below(3000) : served + dice.below(20);
            int most1 = charge.sentence().maximumDays().orElse(days);
            var sentence = convicted
                    ? new Sentence(
                            OptionalInt.of(Math.min(days, most1)),
                            dice.chance(0.25) ? OptionalInt.of(dice.below(120)) : OptionalInt.empty(),
                            OptionalInt.of(most1),
                            OptionalInt.of(
                                    (int) Duration.between(stay.admitted(), at).toDays()))
                    : Sentence.UNKNOWN;
            var how = convicted ? Disposition.CONVICTED : Disposition.DISMISSED;
            t.say(at, stay.booking(), new CustodyFact.Disposed(charge.id(), how, Optional.of(day), sentence));
            first = false;
        }
        projections(t, stay, basis, at.plusSeconds(900), dice);
        if (!prison && dice.chance(0.5)) {
            var ended = before(stay, dice.between(Duration.ofMinutes(20), Duration.ofMinutes(170)));
            t.say(ended, stay.booking(), new CustodyFact.GroundEnded("all", ended, "sentence served"));
        }
    }

    private void projections(Transcript t, Stay stay, Basis basis, Instant from, Dice dice) {
        boolean open = dice.chance(0.2);
        var truth = new CustodyFact.ReleaseProjected(stay.released(), basis, Certainty.SCHEDULED, open);
        if (!dice.chance(0.3)) {
            t.say(from, stay.booking(), truth);
            return;
        }
        var left = Duration.between(from, stay.released());
        var guess = stay.released().plus(Duration.ofDays(dice.below(9) - 3L)).plus(Duration.ofHours(dice.below(12)));
        t.say(from, stay.booking(), new CustodyFact.ReleaseProjected(guess, basis, Certainty.SCHEDULED, open));
        var moved = from.plusSeconds((long) (left.toSeconds() * dice.between(0.1, 0.9)));
        if (dice.chance(0.15)) {
            t.say(moved, stay.booking(), new CustodyFact.ReleaseProjectionWithdrawn("recalculated"));
            moved = moved.plusSeconds(
                    (long) (Duration.between(moved, stay.released()).toSeconds() * 0.5));
        }
        t.say(moved, stay.booking(), truth);
    }

    private void holds(Transcript t, Stay stay, Dice dice) {
        if (stay.onHold()) {
            var from = stay.admitted().plus(dice.between(Duration.ofHours(2), Duration.ofHours(30)));
            t.say(from, stay.booking(), new CustodyFact.Held("H1", "I-247A", "immigration field office", from));
        }
        boolean supervision = stay.disposition().equals("probation_parole_officer")
                || stay.disposition().equals("detainer_cancelled");
        if (supervision || stay.asked().equals("law-enforcement") && dice.chance(0.5)) {
            var from = stay.admitted().plus(dice.between(Duration.ofMinutes(10), Duration.ofHours(3)));
            var instrument = supervision ? "probation" : "warrant";
            t.say(from, stay.booking(), new CustodyFact.Held("H2", instrument, "another agency", from));
            var ended = before(stay, dice.between(Duration.ofMinutes(15), Duration.ofHours(3)));
            t.say(ended, stay.booking(), new CustodyFact.HoldEnded("H2", ended));
        }
    }

    /** So long before the door, and never before a tenth of the stay has passed. */
    private static Instant before(Stay stay, Duration span) {
        var at = stay.released().minus(span);
        var earliest = stay.after(0.1);
        return at.isBefore(earliest) ? earliest : at;
    }
}

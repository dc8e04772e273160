package org.sallyport.simulation.jail;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.CustodyFact.LeaveReason;
import org.sallyport.custody.Known;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.simulation.chance.Dice;

/**
 * What makes real feeds hard: absences that are no release, several bookings of one stay, records joined and parted by
 * mistake, sealed charges. Shares are ours; no public figure was found for them.
 */
final class Oddities {
    private final JailSettings settings;
    private final ZoneId zone;

    Oddities(JailSettings settings, ZoneId zone) {
        this.settings = settings;
        this.zone = zone;
    }

    void write(Transcript t, Stay stay, Optional<String> neighbour, Dice dice) {
        boolean courtroom = courtroomRelease(t, stay, dice);
        if (!courtroom) {
            absences(t, stay, dice);
        }
        if (dice.chance(0.03)) {
            secondBooking(t, stay, dice);
        }
        double rare = settings.rarity();
        if (dice.chance(0.003 * rare)) {
            mergedRecord(t, stay, dice);
        }
        if (neighbour.isPresent() && dice.chance(0.001 * rare)) {
            var other = List.of(neighbour.get());
            t.say(stay.after(0.3), stay.booking(), new CustodyFact.Linked(other));
            t.say(stay.after(0.45), stay.booking(), new CustodyFact.Split(other));
        }
        if (dice.chance(0.004 * rare)) {
            t.say(stay.after(dice.between(0.2, 0.9)), stay.booking(), new CustodyFact.RecordSealed("1"));
        } else if (dice.chance(0.0005 * rare)) {
            t.say(stay.after(dice.between(0.2, 0.9)), stay.booking(), new CustodyFact.RecordSealed("all"));
        }
    }

    /** Taken to court in the morning and let go there: the door of the jail never sees the release. */
    private boolean courtroomRelease(Transcript t, Stay stay, Dice dice) {
        boolean byCourt = switch (stay.reason()) {
            case DISMISSED, ACQUITTED, OWN_RECOGNIZANCE, COURT_ORDER -> true;
            case BOND, TIME_SERVED, TRANSFER, DEATH, ESCAPE, OTHER -> false;
        };
        if (!byCourt || !dice.chance(0.12)) {
            return false;
        }
        var left = stay.released().minus(dice.between(Duration.ofHours(3), Duration.ofHours(7)));
        if (left.isBefore(stay.after(0.3))) {
            return false;
        }
        t.say(
                left,
                stay.booking(),
                new CustodyFact.Left(LeaveReason.COURT, Optional.of(left.plus(Duration.ofHours(9)))));
        return true;
    }

    private void absences(Transcript t, Stay stay, Dice dice) {
        if (stay.reason() == ReleaseReason.TIME_SERVED && stay.length().toDays() > 16 && dice.chance(0.04)) {
            weekends(t, stay);
            return;
        }
        if (stay.reason() == ReleaseReason.TIME_SERVED && stay.length().toDays() > 30 && dice.chance(0.05)) {
            for (int day = 0; day < 10; day++) {
                out(t, stay, LeaveReason.WORK_RELEASE, 0.5 + day * 0.04, Duration.ofHours(9), true);
            }
            return;
        }
        if (dice.chance(0.01)) {
            var away = dice.between(Duration.ofHours(3), Duration.ofHours(70));
            out(t, stay, LeaveReason.HOSPITAL, dice.between(0.1, 0.7), away, dice.chance(0.6));
        }
        int trips = (int) Math.min(6, stay.length().toDays() / 14);
        for (int i = 0; i < trips; i++) {
            out(t, stay, LeaveReason.COURT, (i + 0.5) / trips * 0.95, Duration.ofHours(7), true);
        }
    }

    private static void out(
            Transcript t, Stay stay, LeaveReason why, double share, Duration away, boolean backExpected) {
        var left = stay.after(share);
        var back = left.plus(away);
        if (back.isBefore(stay.released().minus(Duration.ofMinutes(30)))) {
            var expected =
                    backExpected ? Optional.of(back.plus(Duration.ofHours(1))) : Optional.<java.time.Instant>empty();
            t.say(left, stay.booking(), new CustodyFact.Left(why, expected));
            t.say(back, stay.booking(), new CustodyFact.Returned());
        }
    }

    /** In from Friday evening to Sunday evening, out in between. */
    private void weekends(Transcript t, Stay stay) {
        var monday =
                LocalDate.ofInstant(stay.admitted(), zone).plusDays(1).with(TemporalAdjusters.next(DayOfWeek.SUNDAY));
        var left = monday.atTime(LocalTime.of(18, 0)).atZone(zone);
        while (left.plusDays(6).toInstant().isBefore(stay.released())) {
            var back = left.plusDays(5);
            t.say(
                    left.toInstant(),
                    stay.booking(),
                    new CustodyFact.Left(LeaveReason.WEEKENDER, Optional.of(back.toInstant())));
            t.say(back.toInstant(), stay.booking(), new CustodyFact.Returned());
            left = left.plusDays(7);
        }
    }

    /** A further booking of the same person during the stay, linked to it, closed when the person leaves. */
    private void secondBooking(Transcript t, Stay stay, Dice dice) {
        var second = stay.booking() + "-2";
        var at = stay.after(dice.between(0.1, 0.5));
        var kind = settings.facility().kind();
        t.say(at, second, new CustodyFact.Booked(stay.who().person(), at, kind, Known.UNKNOWN));
        if (!stay.charges().isEmpty()) {
            t.say(
                    at.plusSeconds(600),
                    second,
                    new CustodyFact.Charged(stay.charges().getFirst()));
        }
        t.say(at.plusSeconds(900), second, new CustodyFact.Linked(List.of(stay.booking())));
        if (stay.reason() != ReleaseReason.DEATH && stay.reason() != ReleaseReason.ESCAPE) {
            var ended = stay.after(0.97);
            t.say(ended, second, new CustodyFact.GroundEnded("all", ended, "no ground of custody is left"));
        }
        boolean same = dice.chance(0.5);
        var closed = same ? stay.released() : stay.after(0.98);
        t.close(closed, second, new CustodyFact.Released(closed, closed, stay.reason(), stay.to()));
    }

    /** The person was booked twice by mistake; the records are joined later. */
    private void mergedRecord(Transcript t, Stay stay, Dice dice) {
        var twice = stay.booking() + "-D";
        var at = stay.admitted().plusSeconds(420);
        var kind = settings.facility().kind();
        t.say(at, twice, new CustodyFact.Booked(stay.who().person(), at, kind, Known.UNKNOWN));
        var found = stay.after(dice.between(0.05, 0.4));
        var joined = found.isAfter(at) ? found : at.plusSeconds(60);
        t.close(joined, stay.booking(), new CustodyFact.Merged(List.of(twice)));
    }
}

package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.sallyport.custody.Charge;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.simulation.chance.Dice;
import org.sallyport.simulation.chance.Quantiles;
import org.sallyport.simulation.chance.Shares;

/** Draws what happens in one stay from the figures. */
final class StayPlanner {
    private static final int TRIES = 96;
    private static final Shares<Integer> CHARGE_COUNTS = chargeCounts();
    private static final Shares<String> REQUESTERS = requesters();

    private final Figures figures;
    private final JailSettings settings;
    private final Offenses offenses;
    private final ZoneId zone;

    StayPlanner(Figures figures, JailSettings settings) {
        this.figures = figures;
        this.settings = settings;
        this.offenses = Offenses.of(settings.facility().jurisdiction());
        this.zone = settings.facility().zone();
    }

    Stay plan(int number, Resident who, String booking, Instant admitted, Dice dice) {
        var top = figures.topCharges().draw(dice);
        var asked = dice.chance(settings.requestShare()) ? REQUESTERS.draw(dice) : "";
        boolean onHold = asked.equals("immigration") && dice.chance(0.6);
        var disposition = onHold
                ? figures.holdDispositions().draw(dice)
                : figures.dispositions()
                        .getOrDefault(top, figures.holdDispositions())
                        .draw(dice);
        var released = released(admitted, disposition, onHold, dice);
        var reason = reason(disposition, dice);
        if (dice.chance(0.0004 * settings.rarity())) {
            reason = dice.chance(0.8) ? ReleaseReason.DEATH : ReleaseReason.ESCAPE;
            disposition = "other";
        }
        return new Stay(
                number,
                who,
                booking,
                admitted,
                released,
                top,
                disposition,
                reason,
                destination(disposition),
                charges(booking, top, admitted, dice),
                asked,
                onHold);
    }

    /**
     * A release that fits both the stay lengths and the release hours of the disposition: stays are drawn until one
     * ends at an hour that a throw against the hours accepts.
     */
    private Instant released(Instant admitted, String disposition, boolean onHold, Dice dice) {
        var stays = figures.stays().get(disposition);
        Quantiles hours = onHold || stays == null ? figures.holdStays() : stays.hours();
        var release = admitted.plusSeconds((long) (hours.draw(dice) * 3600));
        if (stays == null || stays.releaseHours().isEmpty()) {
            return release;
        }
        var shares = stays.releaseHours().get();
        double most = shares.stream().mapToDouble(s -> s).max().orElse(1);
        for (int i = 0; i < TRIES && !dice.chance(shares.get(hour(release)) / most); i++) {
            release = admitted.plusSeconds((long) (hours.draw(dice) * 3600));
        }
        return release;
    }

    private int hour(Instant at) {
        return at.atZone(zone).getHour();
    }

    private List<Charge> charges(String booking, String top, Instant admitted, Dice dice) {
        var kind = top.substring(0, top.indexOf('/'));
        var severity = top.substring(top.indexOf('/') + 1);
        int count = kind.equals("other") ? 1 : CHARGE_COUNTS.draw(dice);
        if (count == 7) {
            count += dice.poisson(1.2);
        }
        if (kind.equals("other")) {
            kind = "public_order";
            severity = "misdemeanor";
        }
        int cases = 1 + dice.below(Math.min(3, count));
        var charges = new ArrayList<Charge>();
        for (int i = 0; i < count; i++) {
            var offense = i == 0
                    ? offenses.draw(kind, severity, dice)
                    : offenses.draw(dice.chance(0.6) ? kind : dice.pick(Figures.KINDS), severity, dice);
            var day = LocalDate.ofInstant(admitted, zone).minusDays(dice.chance(0.7) ? 0 : dice.below(400));
            charges.add(offense.alleged(
                    Integer.toString(i + 1), "C-" + booking + "-" + (1 + i % cases), "District Court", day));
        }
        return List.copyOf(charges);
    }

    private static ReleaseReason reason(String disposition, Dice dice) {
        return switch (disposition) {
            case "bail" -> ReleaseReason.BOND;
            case "charges_dropped" -> dice.chance(0.03) ? ReleaseReason.ACQUITTED : ReleaseReason.DISMISSED;
            case "time_served" -> ReleaseReason.TIME_SERVED;
            case "personal_recognizance" -> ReleaseReason.OWN_RECOGNIZANCE;
            case "court_order", "drug_court" -> ReleaseReason.COURT_ORDER;
            case "transfer_to_prison",
                    "transfer_to_other_jail",
                    "transfer_to_other_agency",
                    "transfer_to_federal",
                    "transfer_to_immigration" -> ReleaseReason.TRANSFER;
            default -> ReleaseReason.OTHER;
        };
    }

    private String destination(String disposition) {
        return switch (disposition) {
            case "transfer_to_prison" -> "state prison";
            case "transfer_to_other_jail" -> "another county's jail";
            case "transfer_to_other_agency" -> "another agency";
            case "transfer_to_federal" -> "United States Marshals Service";
            case "transfer_to_immigration" -> "immigration authorities";
            default -> "";
        };
    }

    /** How long the way from bail paid to the door takes. */
    Duration bailToDoor(Dice dice) {
        return Duration.ofSeconds((long) (figures.bailToDoor().draw(dice) * 3600));
    }

    /** How long before release a sentenced person's date is known. */
    Duration sentencedToRelease(Dice dice) {
        return Duration.ofSeconds((long) (figures.sentencedToRelease().draw(dice) * 3600));
    }

    /** Ours, fitted to the mean 1.88 and the quartiles 1, 1, 3. Seven stands for seven and more. */
    private static Shares<Integer> chargeCounts() {
        var shares = new LinkedHashMap<Integer, Double>();
        shares.put(1, 0.57);
        shares.put(2, 0.14);
        shares.put(3, 0.16);
        shares.put(4, 0.075);
        shares.put(5, 0.03);
        shares.put(6, 0.015);
        shares.put(7, 0.01);
        return Shares.of(shares);
    }

    /** Assumed: no public figure says how requests divide among requesters. */
    private static Shares<String> requesters() {
        var shares = new LinkedHashMap<String, Double>();
        shares.put("immigration", 0.45);
        shares.put("law-enforcement", 0.25);
        shares.put("supervision", 0.15);
        shares.put("victim", 0.15);
        return Shares.of(shares);
    }
}

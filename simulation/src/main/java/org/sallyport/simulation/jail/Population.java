package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.sallyport.custody.Claim;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;
import org.sallyport.simulation.chance.Dice;
import org.sallyport.simulation.chance.Shares;

/** Who gets booked: new people, and people who come back. */
final class Population {
    private record Return(Instant due, Resident who) {}

    private static final Map<String, Double> LANGUAGES = languages();

    private final Dice dice;
    private final Figures figures;
    private final JailSettings settings;
    private final String prefix;
    private final Shares<String> languages = Shares.of(LANGUAGES);
    private final PriorityQueue<Return> returning = new PriorityQueue<>(
            Comparator.comparing(Return::due).thenComparing(r -> r.who().number()));
    private Optional<Resident> previous = Optional.empty();
    private int count;

    Population(Dice dice, Figures figures, JailSettings settings) {
        this.dice = dice;
        this.figures = figures;
        this.settings = settings;
        this.prefix =
                Integer.toString(Math.floorMod(settings.facility().id().path().hashCode(), 900) + 100);
    }

    /** Who is booked at this moment: somebody due to come back, or somebody new. */
    Resident booked(Instant at) {
        var back = returning.peek();
        if (back != null && !back.due().isAfter(at)) {
            returning.remove();
            return back.who();
        }
        return fresh(at);
    }

    /** The person left; some come back. */
    void left(Resident who, Instant at) {
        double soon = figures.returnsWithin30Days();
        double u = dice.unit();
        if (u < soon) {
            returning.add(new Return(at.plus(dice.between(Duration.ofHours(12), Duration.ofDays(30))), who));
        } else if (u < figures.returnsWithinAYear()) {
            returning.add(new Return(at.plus(dice.between(Duration.ofDays(30), Duration.ofDays(365))), who));
        }
    }

    private Resident fresh(Instant at) {
        int number = ++count;
        int year = LocalDate.ofInstant(at, settings.facility().zone()).getYear();
        boolean minor = dice.chance(0.001 * settings.rarity());
        int birthYear = minor ? year - 16 : year - 19 - (int) (Math.abs(dice.normal()) * 14) - dice.below(8);
        // One word: given names are matched by their first, and everybody's would be "Person".
        var name = new PersonName("Test", "Person" + prefix + number);
        var birthDate = LocalDate.of(birthYear, 1, 1);
        var twin = previous;
        if (twin.isPresent() && dice.chance(0.002 * settings.rarity())) {
            name = twin.get().person().name(); // a namesake born on the same day
            birthDate = LocalDate.of(twin.get().birthYear(), 1, 1);
        }
        var identifiers = new ArrayList<Identifier>();
        identifiers.add(new Identifier(Identifier.Type.SID, "SID" + prefix + padded(number)));
        if (dice.chance(0.7)) {
            identifiers.add(new Identifier(Identifier.Type.UCN, padded(number) + "T" + prefix));
        }
        boolean foreign = dice.chance(0.16);
        if (foreign && dice.chance(0.5)) {
            identifiers.add(new Identifier(Identifier.Type.A_NUMBER, "A" + prefix + padded(number)));
        }
        List<PersonName> aliases =
                dice.chance(0.12) ? List.of(new PersonName("Test", "Person" + prefix + number + "A")) : List.of();
        var person = new Person(
                "P" + prefix + padded(number),
                name,
                aliases,
                dice.chance(0.003) ? Optional.empty() : Optional.of(birthDate),
                dice.chance(figures.maleShare()) ? "M" : "F",
                languages.draw(dice),
                identifiers);
        var citizen = dice.chance(foreign ? 0.04 : 0.1)
                ? (dice.chance(0.4) ? Claim.PROVED : Claim.CLAIMED)
                : dice.chance(0.3) ? Claim.NONE : Claim.UNKNOWN;
        var lawful = foreign && dice.chance(0.2) ? Claim.CLAIMED : Claim.UNKNOWN;
        var resident = new Resident(number, person, citizen, lawful, dice.chance(0.015), dice.chance(0.012));
        previous = Optional.of(resident);
        return resident;
    }

    private static String padded(int number) {
        return String.format(java.util.Locale.ROOT, "%06d", number);
    }

    private static Map<String, Double> languages() {
        var shares = new LinkedHashMap<String, Double>();
        shares.put("en", 0.8);
        shares.put("es", 0.16);
        shares.put("vi", 0.02);
        shares.put("zh", 0.02);
        return shares;
    }
}

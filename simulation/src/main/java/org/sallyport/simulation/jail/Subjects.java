package org.sallyport.simulation.jail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;
import org.sallyport.request.Subject;
import org.sallyport.simulation.chance.Dice;

/** How a requester describes the person: mostly by a strong identifier, often weakly, sometimes wrongly. */
final class Subjects {
    private final JailSettings settings;

    Subjects(JailSettings settings) {
        this.settings = settings;
    }

    Subject describe(Stay stay, Dice dice) {
        var person = stay.who().person();
        var name = dice.chance(0.07) ? stay.who().bookedAlias() : person.name();
        Optional<LocalDate> birth = person.birthDate();
        var sex = person.sex();
        double u = dice.unit();
        var identifiers = new ArrayList<Identifier>();
        if (u < 0.16) { // a name and a birth date, nothing else
            if (dice.chance(0.3)) {
                sex = "";
            }
        } else {
            strong(stay, identifiers, dice);
        }
        if (dice.chance(0.03)) { // a slip of the pen in the birth date
            birth = birth.map(b -> b.plusYears(1 + dice.below(9)));
        }
        if (dice.chance(0.01)) {
            sex = sex.equals("M") ? "F" : "M";
        }
        if (dice.chance(0.03)) {
            wrong(stay, identifiers, dice);
        }
        if (dice.chance(0.02)) {
            birth = Optional.empty();
        }
        List<PersonName> aliases = dice.chance(0.05) ? person.aliases() : List.of();
        return new Subject(name, aliases, birth, sex, identifiers);
    }

    private void strong(Stay stay, List<Identifier> identifiers, Dice dice) {
        boolean victim = stay.asked().equals("victim");
        if (dice.chance(victim ? 0.35 : 0.55)) {
            identifiers.add(new Identifier(Identifier.Type.BOOKING, stay.booking()));
        }
        if (!victim) {
            for (var id : stay.who().person().identifiers()) {
                boolean theirs =
                        id.type() == Identifier.Type.A_NUMBER && stay.asked().equals("immigration");
                if (theirs || id.type() != Identifier.Type.A_NUMBER && dice.chance(0.5)) {
                    identifiers.add(id);
                }
            }
        }
    }

    /** A number that belongs to somebody else, most likely another person of this jail. */
    private void wrong(Stay stay, List<Identifier> identifiers, Dice dice) {
        if (identifiers.isEmpty() || dice.chance(0.5)) {
            var near = Math.max(1, stay.number() + dice.below(11) - 5);
            identifiers.removeIf(i -> i.type() == Identifier.Type.BOOKING);
            identifiers.add(new Identifier(
                    Identifier.Type.BOOKING, SyntheticJail.bookingNumber(settings, stay.admitted(), near)));
            return;
        }
        int i = dice.below(identifiers.size());
        var old = identifiers.get(i);
        var digits = new StringBuilder(old.value());
        int at = digits.length() - 1 - dice.below(3);
        digits.setCharAt(at, (char) ('0' + (digits.charAt(at) - '0' + 1 + dice.below(8) & 7)));
        identifiers.set(i, new Identifier(old.type(), digits.toString()));
    }
}

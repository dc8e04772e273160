package org.sallyport.simulation.jail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Claim;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;

/**
 * An invented person, the same over all bookings.
 *
 * @param number     names the person in the simulation
 * @param person     as a jail's records have them once fingerprints came back
 * @param citizen    what they will say of citizenship
 * @param lawful     what they will say of lawful status
 * @param protectedPerson whether a confidentiality rule may protect them
 * @param registry   whether they are on a sex-offense registry
 */
record Resident(int number, Person person, Claim citizen, Claim lawful, boolean protectedPerson, boolean registry) {

    /** The value of an identifier of this type. */
    Optional<String> identifier(Identifier.Type type) {
        return person.identifiers().stream()
                .filter(i -> i.type() == type)
                .map(Identifier::value)
                .findFirst();
    }

    /** The person as booked before fingerprints came back: no state or federal number. */
    Person unfingerprinted() {
        var kept = new ArrayList<Identifier>();
        for (var id : person.identifiers()) {
            if (id.type() != Identifier.Type.SID && id.type() != Identifier.Type.UCN) {
                kept.add(id);
            }
        }
        return new Person(
                person.localId(), person.name(), List.of(), person.birthDate(), person.sex(), person.language(), kept);
    }

    /** The same person under the first alias on record, if there is one. */
    PersonName bookedAlias() {
        return person.aliases().isEmpty() ? person.name() : person.aliases().getFirst();
    }

    /** The year of birth; everyone is born on 1 January. */
    int birthYear() {
        return person.birthDate().map(LocalDate::getYear).orElse(1990);
    }
}

package org.sallyport.custody;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whoever a facility holds, as its own records describe them.
 *
 * @param localId     the facility's number for the person over all bookings; empty when it has none
 * @param name        the name booked under
 * @param aliases     other names on record
 * @param birthDate   a calendar day; absent when the jail does not know it
 * @param sex         as the jail writes it ({@code M}, {@code F}, {@code X}); empty when unknown
 * @param language    BCP 47 tag of the language the person reads; empty when unknown
 * @param identifiers numbers by which the person is known
 */
public record Person(
        String localId,
        PersonName name,
        List<PersonName> aliases,
        Optional<LocalDate> birthDate,
        String sex,
        String language,
        List<Identifier> identifiers) {

    /** A person of whom nothing is recorded yet. */
    public static final Person UNKNOWN =
            new Person("", new PersonName("", ""), List.of(), Optional.empty(), "", "", List.of());

    /** Copies the lists, so that a person is a value. */
    public Person {
        aliases = List.copyOf(aliases);
        identifiers = List.copyOf(identifiers);
    }
}

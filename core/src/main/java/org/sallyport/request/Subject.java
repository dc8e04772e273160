package org.sallyport.request;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;

/** Whom a request is about, in the requester's words. */
public record Subject(
        PersonName name,
        List<PersonName> aliases,
        Optional<LocalDate> birthDate,
        String sex,
        List<Identifier> identifiers) {
    /** Copies the lists, so that a subject is a value. */
    public Subject {
        aliases = List.copyOf(aliases);
        identifiers = List.copyOf(identifiers);
    }

    /** The same subject with these identifiers only. */
    public Subject identifiedBy(List<Identifier> known) {
        return new Subject(name, aliases, birthDate, sex, known);
    }
}

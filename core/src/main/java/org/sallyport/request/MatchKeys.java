package org.sallyport.request;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.MatchKey;
import org.sallyport.custody.NormalForm;
import org.sallyport.custody.PersonName;

/**
 * The values by which a request and a stay can find each other. A request and a stay that {@link SubjectMatch} would
 * bind or propose always share at least one key, so a store need look nowhere else.
 *
 * <p>Booking numbers carry the facility whose they are. A state number (SID) written without its state belongs to the
 * state of the facility. FBI numbers and universal control numbers are one number space. A name is keyed with the birth
 * date only: once with the whole family name and, where it has several words, once with each of them, always with the
 * first given name.
 */
public final class MatchKeys {
    /** Shorter words of a family name of several words are particles ({@code de}, {@code la}) and point to nobody. */
    private static final int SURNAME_WORD_MIN = 3;

    private MatchKeys() {}

    /**
     * The keys under which a request waits.
     *
     * @param subject   whom it is about
     * @param addressee the facility it is addressed to, whose booking numbers it may cite
     */
    public static SortedSet<MatchKey> of(Subject subject, FacilityId addressee) {
        var keys = new TreeSet<MatchKey>();
        identifiers(keys, subject.identifiers(), addressee);
        names(keys, subject.name(), subject.aliases(), subject.birthDate());
        return Collections.unmodifiableSortedSet(keys);
    }

    /**
     * The keys under which a stay is found.
     *
     * @param episode the stay
     * @param where   the facility that holds the person
     */
    public static SortedSet<MatchKey> of(CustodyEpisode episode, FacilityId where) {
        var keys = new TreeSet<MatchKey>();
        episode.bookings().keySet().forEach(number -> add(keys, booking(number, where)));
        var person = episode.person();
        identifiers(keys, person.identifiers(), where);
        names(keys, person.name(), person.aliases(), person.birthDate());
        return Collections.unmodifiableSortedSet(keys);
    }

    private static void identifiers(Set<MatchKey> keys, List<Identifier> identifiers, FacilityId where) {
        for (var identifier : identifiers) {
            switch (identifier.type()) {
                case BOOKING -> add(keys, booking(identifier.value(), where));
                case SID ->
                    add(
                            keys,
                            new MatchKey(
                                    MatchKey.Kind.SID,
                                    NormalForm.stateId(identifier.value(), NormalForm.state(where))));
                case UCN, FBI -> add(keys, new MatchKey(MatchKey.Kind.UCN, NormalForm.ucn(identifier.value())));
                case A_NUMBER, OTHER -> {
                    // Neither is fingerprint-based nor the jail's own, so neither points to a stay by itself.
                }
            }
        }
    }

    private static MatchKey booking(String number, FacilityId where) {
        var plain = NormalForm.booking(number);
        return new MatchKey(MatchKey.Kind.BOOKING, plain.isEmpty() ? "" : where.path() + "|" + plain);
    }

    private static void names(
            Set<MatchKey> keys, PersonName name, List<PersonName> aliases, Optional<LocalDate> birthDate) {
        if (birthDate.isEmpty()) {
            return;
        }
        named(keys, name, birthDate.get());
        aliases.forEach(alias -> named(keys, alias, birthDate.get()));
    }

    private static void named(Set<MatchKey> keys, PersonName name, LocalDate birthDate) {
        var given = NormalForm.words(name.given());
        var family = NormalForm.words(name.family());
        if (given.isEmpty() || family.isEmpty()) {
            return;
        }
        var rest = "|" + given.getFirst() + "|" + birthDate;
        keys.add(new MatchKey(MatchKey.Kind.NAME_AND_BIRTH_DATE, String.join("", family) + rest));
        if (family.size() > 1) {
            family.stream()
                    .filter(word -> word.length() >= SURNAME_WORD_MIN)
                    .forEach(word -> keys.add(new MatchKey(MatchKey.Kind.NAME_AND_BIRTH_DATE, word + rest)));
        }
    }

    private static void add(Set<MatchKey> keys, MatchKey key) {
        if (!key.value().isEmpty()) {
            keys.add(key);
        }
    }
}

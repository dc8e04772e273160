package org.sallyport.custody;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who the person is, as the records of a stay come to say it. */
final class PersonRecord {
    private String localId = "";
    private PersonName name = Person.UNKNOWN.name();
    private final Set<PersonName> aliases = new LinkedHashSet<>();
    private Optional<LocalDate> birthDate = Optional.empty();
    private String sex = "";
    private String language = "";
    private final List<Identifier> identifiers = new ArrayList<>();
    private final Set<String> bookedAs = new HashSet<>();

    Claim citizenship = Claim.NONE;
    Claim lawfulStatus = Claim.UNKNOWN;
    Known minor = Known.UNKNOWN;
    Known reviewRequired = Known.UNKNOWN;
    Known registry = Known.UNKNOWN;

    /** A booking said again corrects its own numbers; another booking's numbers stand beside those known. */
    void booked(String booking, Person person) {
        if (!person.localId().isEmpty()) {
            localId = person.localId();
        }
        named(person.name(), person.aliases());
        birthDate = person.birthDate().or(() -> birthDate);
        sex = person.sex().isEmpty() ? sex : person.sex();
        language = person.language().isEmpty() ? language : person.language();
        numbers(person.identifiers(), !bookedAs.add(booking));
    }

    void identified(CustodyFact.Identified said) {
        named(said.name().orElse(Person.UNKNOWN.name()), said.aliases());
        birthDate = said.birthDate().or(() -> birthDate);
        sex = said.sex().filter(s -> !s.isEmpty()).orElse(sex);
        language = said.language().filter(l -> !l.isEmpty()).orElse(language);
        numbers(said.identifiers(), true);
        citizenship = said.citizenship().map(c -> stronger(citizenship, c)).orElse(citizenship);
        lawfulStatus = said.lawfulStatus().map(c -> stronger(lawfulStatus, c)).orElse(lawfulStatus);
        minor = known(said.minor(), minor);
        registry = known(said.sexOffenderRegistry(), registry);
        reviewRequired = reviewRequired == Known.YES ? Known.YES : known(said.reviewRequired(), reviewRequired);
    }

    private static Known known(Optional<Known> said, Known before) {
        return said.filter(k -> k != Known.UNKNOWN).orElse(before);
    }

    /** A claim stands until what made it is corrected. */
    private static Claim stronger(Claim before, Claim said) {
        return switch (said) {
            case PROVED -> Claim.PROVED;
            case CLAIMED -> before == Claim.PROVED ? before : Claim.CLAIMED;
            case NONE, UNKNOWN -> before == Claim.PROVED || before == Claim.CLAIMED ? before : said;
        };
    }

    /** A name no longer used stays an alias. */
    private void named(PersonName said, List<PersonName> others) {
        if (!said.family().isEmpty() || !said.given().isEmpty()) {
            if (!said.equals(name)) {
                aliases.add(name);
            }
            name = said;
        }
        aliases.addAll(others);
    }

    private void numbers(List<Identifier> said, boolean corrects) {
        if (corrects) {
            identifiers.removeIf(known -> said.stream().anyMatch(other -> sameIssuer(known, other)));
        }
        for (var identifier : said) {
            if (!identifiers.contains(identifier)) {
                identifiers.add(identifier);
            }
        }
    }

    /** Numbers of which a person has one: of a state, of the FBI, of immigration authorities. */
    private static boolean sameIssuer(Identifier one, Identifier other) {
        return switch (one.type()) {
            case SID -> other.type() == Identifier.Type.SID && state(one).equals(state(other));
            case UCN, FBI -> other.type() == Identifier.Type.UCN || other.type() == Identifier.Type.FBI;
            case A_NUMBER -> other.type() == Identifier.Type.A_NUMBER;
            case BOOKING, OTHER -> false;
        };
    }

    private static String state(Identifier stateId) {
        var plain = NormalForm.stateId(stateId.value(), "");
        var led = plain.length() >= 2 && Character.isLetter(plain.charAt(0)) && Character.isLetter(plain.charAt(1));
        return led ? plain.substring(0, 2) : "";
    }

    Person person() {
        var others = new ArrayList<>(aliases);
        others.remove(name);
        others.remove(Person.UNKNOWN.name());
        return new Person(localId, name, others, birthDate, sex, language, identifiers);
    }
}

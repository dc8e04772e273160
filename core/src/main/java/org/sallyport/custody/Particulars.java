package org.sallyport.custody;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings together what several records say of one person. Names once used stay as aliases. */
final class Particulars {
    private Particulars() {}

    /** The person after another booking of the same stay: the newer record leads, nothing known is lost. */
    static Person bookedAgain(Person known, Person again) {
        var aliases = new LinkedHashSet<>(known.aliases());
        aliases.addAll(again.aliases());
        if (!known.name().equals(again.name())) {
            aliases.add(known.name());
        }
        aliases.remove(again.name());
        return new Person(
                again.localId().isEmpty() ? known.localId() : again.localId(),
                again.name(),
                List.copyOf(aliases),
                again.birthDate().or(known::birthDate),
                again.sex().isEmpty() ? known.sex() : again.sex(),
                again.language().isEmpty() ? known.language() : again.language(),
                replaced(known.identifiers(), again.identifiers()));
    }

    /** The person after more or corrected particulars; absent parts change nothing. */
    static Person identified(Person known, CustodyFact.Identified fact) {
        var name = fact.name().orElse(known.name());
        var aliases = new LinkedHashSet<>(known.aliases());
        aliases.addAll(fact.aliases());
        if (!name.equals(known.name()) && !known.name().equals(Person.UNKNOWN.name())) {
            aliases.add(known.name());
        }
        aliases.remove(name);
        return new Person(
                known.localId(),
                name,
                List.copyOf(aliases),
                fact.birthDate().or(known::birthDate),
                fact.sex().orElse(known.sex()),
                fact.language().orElse(known.language()),
                replaced(known.identifiers(), fact.identifiers()));
    }

    /** A newer number of a kind replaces the older one of that kind; numbers of unknown kinds add up. */
    private static List<Identifier> replaced(List<Identifier> known, List<Identifier> newer) {
        Set<Identifier.Type> types = newer.stream()
                .map(Identifier::type)
                .filter(t -> t != Identifier.Type.OTHER)
                .collect(Collectors.toSet());
        var all = new ArrayList<Identifier>();
        known.stream()
                .filter(i -> !types.contains(i.type()) && !newer.contains(i))
                .forEach(all::add);
        all.addAll(newer);
        return List.copyOf(all);
    }
}

package org.sallyport.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.MatchKey;
import org.sallyport.custody.NormalForm;
import org.sallyport.custody.Person;
import org.sallyport.custody.PersonName;

/** Compares what a request says of a person with what a stay says, for {@link SubjectMatch}. */
final class Comparison {
    private Comparison() {}

    static SubjectMatch of(NotificationRequest request, FacilityId where, CustodyEpisode episode) {
        var asked = MatchKeys.of(request.subject(), request.addressee());
        var held = MatchKeys.of(episode, where);
        if (asked.stream().noneMatch(held::contains)) {
            return new SubjectMatch.None();
        }
        return weigh(request, where, episode.person(), asked, held);
    }

    private static SubjectMatch weigh(
            NotificationRequest request,
            FacilityId where,
            Person person,
            SortedSet<MatchKey> asked,
            SortedSet<MatchKey> held) {
        var subject = request.subject();
        var here = request.addressee().equals(where);
        var strong = new ArrayList<String>();
        var against = new ArrayList<String>();
        if (here) {
            compare(MatchKey.Kind.BOOKING, asked, held, strong, against);
        }
        compare(MatchKey.Kind.SID, asked, held, strong, against);
        compare(MatchKey.Kind.UCN, asked, held, strong, against);
        if (alienNumbersDiffer(subject.identifiers(), person.identifiers())) {
            against.add("a-number-differs");
        }

        var bornAlike = subject.birthDate().isPresent() && subject.birthDate().equals(person.birthDate());
        if (!bornAlike && subject.birthDate().isPresent() && person.birthDate().isPresent()) {
            against.add("birth-date-differs");
        }
        var askedSex = sex(subject.sex());
        var sexAlike = !askedSex.isEmpty() && askedSex.equals(sex(person.sex()));
        if (!sexAlike && !askedSex.isEmpty() && !sex(person.sex()).isEmpty()) {
            against.add("sex-differs");
        }
        var named = agreement(subject, person);
        if (named == Agreement.NO && List.of("booking").equals(strong)) {
            against.add("name-differs");
        }
        return verdict(here, strong, against, bornAlike, sexAlike, named);
    }

    private static SubjectMatch verdict(
            boolean here,
            List<String> strong,
            List<String> against,
            boolean bornAlike,
            boolean sexAlike,
            Agreement named) {
        var reasons = new ArrayList<>(strong);
        if (bornAlike) {
            reasons.add("birth-date");
        }
        if (sexAlike) {
            reasons.add("sex");
        }
        if (named == Agreement.YES) {
            reasons.add("name");
        } else if (named == Agreement.PARTLY) {
            reasons.add("name-partly");
        }
        if (!here) {
            reasons.add("other-facility");
        }
        if (!against.isEmpty()) {
            reasons.addAll(against);
            return new SubjectMatch.Contradicted(List.copyOf(reasons));
        }
        var corroborated = bornAlike || (sexAlike && named == Agreement.YES);
        if (here && !strong.isEmpty() && corroborated) {
            return new SubjectMatch.Strong(String.join("+", strong) + (bornAlike ? "+birth-date" : "+sex+name"));
        }
        if (!strong.isEmpty() && !corroborated) {
            reasons.add("not-corroborated");
        }
        return new SubjectMatch.Weak(List.copyOf(reasons));
    }

    /** Compares the numbers of one kind, issuer by issuer: state numbers of two states may both be right. */
    private static void compare(
            MatchKey.Kind kind,
            SortedSet<MatchKey> asked,
            SortedSet<MatchKey> held,
            List<String> strong,
            List<String> against) {
        var one = byIssuer(kind, asked);
        var other = byIssuer(kind, held);
        var agrees = false;
        var differs = false;
        for (var issuer : one.entrySet()) {
            var there = other.getOrDefault(issuer.getKey(), Set.of());
            var common = !Collections.disjoint(issuer.getValue(), there);
            agrees |= common;
            // A stay may hold bookings the requester never heard of; a person has one number of each other kind.
            differs |= !there.isEmpty()
                    && (kind == MatchKey.Kind.BOOKING
                            ? !common
                            : !issuer.getValue().equals(there));
        }
        var word = kind.name().toLowerCase(Locale.ROOT);
        if (agrees) {
            strong.add(word);
        }
        if (differs) {
            against.add(word + "-differs");
        }
    }

    private static Map<String, Set<MatchKey>> byIssuer(MatchKey.Kind kind, SortedSet<MatchKey> keys) {
        var sorted = new TreeMap<String, Set<MatchKey>>();
        for (var key : keys) {
            if (key.kind() == kind) {
                var issuer = kind == MatchKey.Kind.SID ? state(key.value()) : "";
                sorted.computeIfAbsent(issuer, _ -> new TreeSet<>()).add(key);
            }
        }
        return sorted;
    }

    private static String state(String stateId) {
        var led =
                stateId.length() >= 2 && Character.isLetter(stateId.charAt(0)) && Character.isLetter(stateId.charAt(1));
        return led ? stateId.substring(0, 2) : "";
    }

    private static boolean alienNumbersDiffer(List<Identifier> asked, List<Identifier> held) {
        var one = alienNumbers(asked);
        var other = alienNumbers(held);
        return !one.isEmpty() && !other.isEmpty() && Collections.disjoint(one, other);
    }

    private static SortedSet<String> alienNumbers(List<Identifier> identifiers) {
        var numbers = new TreeSet<String>();
        for (var identifier : identifiers) {
            if (identifier.type() == Identifier.Type.A_NUMBER) {
                numbers.add(NormalForm.alienNumber(identifier.value()));
            }
        }
        numbers.remove("");
        return numbers;
    }

    /** The sex as written, first letter only; an unknown or unspecified one compares with nothing. */
    private static String sex(String written) {
        var first = written.isBlank() ? "" : written.strip().substring(0, 1).toUpperCase(Locale.ROOT);
        return first.equals("M") || first.equals("F") ? first : "";
    }

    private enum Agreement {
        YES,
        PARTLY,
        NO,
        UNKNOWN
    }

    private static Agreement agreement(Subject subject, Person person) {
        var asked = names(subject.name(), subject.aliases());
        var held = names(person.name(), person.aliases());
        if (asked.isEmpty() || held.isEmpty()) {
            return Agreement.UNKNOWN;
        }
        var best = Agreement.NO;
        for (var one : asked) {
            for (var other : held) {
                var agrees = one.agreesWith(other);
                best = agrees.compareTo(best) < 0 ? agrees : best;
            }
        }
        return best;
    }

    private static List<Words> names(PersonName name, List<PersonName> aliases) {
        var names = new ArrayList<Words>();
        names.add(Words.of(name));
        aliases.forEach(alias -> names.add(Words.of(alias)));
        names.removeIf(words -> words.family().isEmpty() && words.given().isEmpty());
        return names;
    }

    /** A name as folded words. */
    private record Words(List<String> family, List<String> given) {
        static Words of(PersonName name) {
            return new Words(NormalForm.words(name.family()), NormalForm.words(name.given()));
        }

        /** Whole family name and given names agree, where one side may leave out later given names. */
        Agreement agreesWith(Words other) {
            var family = !family().isEmpty() && String.join("", family()).equals(String.join("", other.family()));
            var shorter = Math.min(given().size(), other.given().size());
            var given = shorter > 0
                    && given().subList(0, shorter).equals(other.given().subList(0, shorter));
            if (family && given) {
                return Agreement.YES;
            }
            var common =
                    !Collections.disjoint(family(), other.family()) || !Collections.disjoint(given(), other.given());
            return common ? Agreement.PARTLY : Agreement.NO;
        }
    }
}

package org.sallyport.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestId;
import org.sallyport.request.Subject;

/** S4: who may be bound to whom by themselves, in this checker's own words. */
final class Binding {
    private Binding() {}

    static List<String> check(Evidence evidence) {
        return Replay.over(evidence, (entry, before, found) -> {
            if (!(entry.event() instanceof RequestEvent.Bound(var episode, var how, var at))) {
                return;
            }
            var asked = before.requests.get(new RequestId(entry.stream().id()));
            if (asked == null || asked.file.request().isEmpty()) {
                found.add("journal position " + entry.position() + ": bound before it was received");
                return;
            }
            var number = "request " + asked.file.request().get().number();
            if (how.startsWith("confirmed by ")) {
                boolean joined = asked.everBound.stream().anyMatch(e -> absorbed(before, e));
                if (!asked.proposed.contains(episode) && !joined) {
                    found.add(number + ": a person confirmed a stay that was never proposed");
                }
                return;
            }
            var request = asked.file.request().get();
            if (!request.addressee().path().equals(entry.facility())) {
                found.add(number + ": bound by itself at another facility than its addressee");
            }
            if (asked.rejected.contains(episode)) {
                found.add(number + ": bound at " + at + " to a stay a person had ruled out");
            }
            if (how.equals("joined") || asked.everBound.stream().anyMatch(e -> absorbed(before, e))) {
                return; // records were joined: the stay it was bound to goes on under another name
            }
            refusal(before, request, episode).ifPresent(why -> found.add(number + " at " + at + ": " + why));
        });
    }

    private static boolean absorbed(Ledger before, EpisodeId id) {
        var stay = before.stays.get(id);
        return stay != null && stay.absorbed;
    }

    private static Optional<String> refusal(Ledger before, NotificationRequest request, EpisodeId episode) {
        var stay = before.stays.get(episode);
        if (stay == null) {
            return Optional.of("bound to a stay of which nothing was received");
        }
        return strong(request.subject(), before.custody(stay))
                ? Optional.empty()
                : Optional.of("bound by itself to stay " + episode + " without a strong, uncontradicted identifier");
    }

    /** A strong identifier agrees, with birth date or with sex and name; nothing known on both sides differs. */
    static boolean strong(Subject subject, CustodyEpisode stay) {
        var person = stay.person();
        boolean booking = false;
        boolean prints = false;
        for (var id : subject.identifiers()) {
            switch (id.type()) {
                case BOOKING -> {
                    boolean here = stay.bookings().keySet().stream().anyMatch(b -> plain(b).equals(plain(id.value())));
                    if (!here) {
                        return false;
                    }
                    booking = true;
                }
                case SID, UCN, FBI -> {
                    var theirs = person.identifiers().stream()
                            .filter(p -> space(p.type()) == space(id.type()))
                            .toList();
                    boolean agrees =
                            theirs.stream().anyMatch(p -> plain(p.value()).equals(plain(id.value())));
                    if (!theirs.isEmpty() && !agrees) {
                        return false;
                    }
                    prints |= agrees;
                }
                case A_NUMBER, OTHER -> {}
            }
        }
        boolean bornSame =
                subject.birthDate().isPresent() && subject.birthDate().equals(person.birthDate());
        boolean bornOther =
                subject.birthDate().isPresent() && person.birthDate().isPresent() && !bornSame;
        boolean sexKnown = !subject.sex().isEmpty() && !person.sex().isEmpty();
        boolean sexSame = sexKnown && subject.sex().equals(person.sex());
        if (bornOther || sexKnown && !sexSame || !(booking || prints)) {
            return false;
        }
        return bornSame || sexSame && named(subject, stay);
    }

    private static int space(Identifier.Type type) {
        return switch (type) {
            case UCN, FBI -> 1;
            case SID -> 2;
            case BOOKING -> 3;
            case A_NUMBER -> 4;
            case OTHER -> 5;
        };
    }

    private static boolean named(Subject subject, CustodyEpisode stay) {
        var person = stay.person();
        return same(subject.name(), person.name())
                || person.aliases().stream().anyMatch(a -> same(subject.name(), a))
                || subject.aliases().stream().anyMatch(a -> same(a, person.name()));
    }

    private static boolean same(PersonName a, PersonName b) {
        return plain(a.family()).equals(plain(b.family())) && plain(a.given()).equals(plain(b.given()));
    }

    private static String plain(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}

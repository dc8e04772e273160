package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.policy.Determination.Reason;
import org.sallyport.policy.Facts.Claim;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.time.LeadTime;

/**
 * FACTS.md read aloud, one case at a time: every table is walked row by row and nothing is remembered. Only tests use it,
 * to hold the compiled evaluator to the same answers.
 */
public final class PlainEvaluator {
    private static final Set<Form> LEGACY = EnumSet.of(Form.I_247, Form.I_247D, Form.I_247N, Form.I_247X);

    private final PolicyBook book;
    private final Facts facts;
    private final Requester requester;
    private final Case found;

    private PlainEvaluator(PolicyBook book, Facts facts) {
        this.book = book;
        this.facts = facts;
        this.requester = facts.request().requester();
        this.found = new Case(facts, day());
    }

    /** The determination. */
    public static Determination decide(PolicyBook book, Facts facts) {
        return new PlainEvaluator(book, facts).determination();
    }

    private LocalDate day() {
        var zone = Chain.layers(facts.facility().jurisdiction()).reversed().stream()
                .filter(book.contents().zones()::containsKey)
                .map(book.contents().zones()::get)
                .findFirst();
        return zone.isEmpty()
                ? facts.asOf().toLocalDate()
                : facts.asOf().atZoneSameInstant(zone.get()).toLocalDate();
    }

    private Determination determination() {
        var outcomes = new EnumMap<Act, Outcome>(Act.class);
        var toDo = new EnumMap<Act, Notify>(Act.class);
        for (var act : Act.values()) {
            var ruling = ruling(act);
            if (act == Act.NOTICE
                    || ruling.spoken()
                    || act == Act.COPY_TO_PERSON && requester != Requester.IMMIGRATION) {
                outcomes.put(act, outcome(act));
                toDo.put(act, toDo(act));
            }
        }
        var notice = ruling(Act.NOTICE);
        var active = facts.request().status() == RequestStatus.ACTIVE;
        var barred = outcome(Act.NOTICE) == Outcome.MAY_NOT;
        var copied =
                requester == Requester.IMMIGRATION && ruling(Act.COPY_TO_PERSON).allowed();
        return new Determination(
                facts.id(),
                outcome(Act.NOTICE),
                toDo(Act.NOTICE),
                barred ? Optional.empty() : Optional.of(notifyBy(notice)),
                barred ? Optional.empty() : notice.notBefore(),
                Map.copyOf(outcomes),
                Map.copyOf(toDo),
                barred ? List.of() : notice.items(),
                barred ? List.of() : notice.obligations(copied),
                active ? notice.reasons() : List.of(new Reason("", "", "", 0, "", "no active request")),
                stops(Act.NOTICE),
                active && notice.deciders().isEmpty()
                        ? List.of("no table speaks about this request: a person decides")
                        : notice.flags(),
                book.hash(),
                PolicyBook.EVALUATOR_VERSION,
                Optional.empty());
    }

    private Ruling ruling(Act act) {
        var said = new ArrayList<Spoken>();
        for (var layer : Chain.layers(facts.facility().jurisdiction())) {
            for (var table : inForce(act, layer)) {
                said.add(Spoken.of(table, table.match(found), act, adopted(table.version())));
            }
            for (var order : book.contents().orders()) {
                if (order.layer().equals(layer)
                        && order.acts().contains(act)
                        && order.requesters().contains(requester)
                        && order.applies(found.day())) {
                    said.add(Spoken.of(order, adopted(order.version())));
                }
            }
        }
        return new Ruling(said);
    }

    private List<DecisionTable> inForce(Act act, String layer) {
        return book.contents().tables().stream()
                .filter(t -> t.head().layer().equals(layer)
                        && t.head().acts().contains(act)
                        && t.head().requesters().contains(requester)
                        && t.head().inForce(found.day()))
                .toList();
    }

    private boolean adopted(String version) {
        return book.contents().adoptions().adopted(facts.facility().jurisdiction(), version);
    }

    private Outcome outcome(Act act) {
        var ruling = ruling(act);
        if (facts.request().status() != RequestStatus.ACTIVE || act == Act.COPY_TO_PERSON && keptFromPerson(ruling)) {
            return Outcome.MAY_NOT;
        }
        var allowed = ruling.outcome() == Outcome.MUST || ruling.outcome() == Outcome.MAY;
        return allowed && act != Act.COPY_TO_PERSON && !stops(act).isEmpty() ? Outcome.ASK : ruling.outcome();
    }

    private boolean keptFromPerson(Ruling ruling) {
        if (requester == Requester.IMMIGRATION) {
            return false;
        }
        return requester == Requester.VICTIM
                || ruling.deciders().isEmpty()
                || !ruling.deciders().stream().allMatch(s -> s.adopted() && Ruling.allows(s));
    }

    private List<String> stops(Act act) {
        var stops = new ArrayList<String>();
        var person = facts.person();
        var form = facts.request().form();
        if (requester == Requester.IMMIGRATION) {
            if (person.citizenship() == Claim.CLAIMED || person.citizenship() == Claim.PROVED) {
                stops.add("citizenship " + person.citizenship().word());
            }
            if (person.possibleProtectedPerson() == Ternary.YES) {
                stops.add("possible protected person");
            }
            var gated = Chain.layers(facts.facility().jurisdiction()).stream()
                    .flatMap(layer -> inForce(act, layer).stream())
                    .anyMatch(t -> t.head().serviceGates().contains(form));
            if ((gated || form == Form.I_247A || form == Form.I_247D) && !Attribute.served(found)) {
                stops.add("not served");
            }
            if (LEGACY.contains(form) && facts.request().reconfirmed() != Ternary.YES) {
                stops.add("legacy form not re-confirmed");
            }
        }
        if (requester != Requester.VICTIM
                && requester != Requester.COURT
                && !ruling(act).aboutMinors()) {
            if (person.minor() != Ternary.NO) {
                stops.add(person.minor() == Ternary.YES ? "minor" : "minor unknown");
            }
        }
        return stops;
    }

    private Notify toDo(Act act) {
        var adopted = ruling(act).adopted();
        return switch (outcome(act)) {
            case MAY_NOT -> Notify.NO;
            case ASK -> Notify.ASK;
            case MUST -> adopted ? Notify.YES : Notify.ASK;
            case MAY -> adopted ? practice(act) : Notify.ASK;
        };
    }

    private Notify practice(Act act) {
        var own = practice(facts.facility().jurisdiction(), act);
        return own.or(() -> practice(Practice.EVERYWHERE, act)).orElse(Notify.ASK);
    }

    private Optional<Notify> practice(String facility, Act act) {
        return book.contents().practices().stream()
                .filter(p -> p.facility().equals(facility) && p.requester() == requester && p.act() == act)
                .map(Practice::toDo)
                .findFirst();
    }

    private Duration notifyBy(Ruling notice) {
        var asked = facts.request().leadTime();
        var outcome = outcome(Act.NOTICE);
        var duty = notice.longestDuty();
        if (outcome == Outcome.MUST || outcome != Outcome.MAY && duty.isPresent()) {
            return duty.or(() -> asked).orElse(LeadTime.USUAL.before());
        }
        if (asked.isPresent() && notice.cap().isPresent()) {
            return asked.get().compareTo(notice.cap().get()) < 0
                    ? asked.get()
                    : notice.cap().get();
        }
        return asked.or(notice::cap).orElse(LeadTime.USUAL.before());
    }
}

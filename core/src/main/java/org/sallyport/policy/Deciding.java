package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sallyport.policy.Determination.Reason;
import org.sallyport.policy.Explanation.Answered;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Layers.Folded;
import org.sallyport.time.LeadTime;

/** One case being decided under one book. */
final class Deciding {
    private static final Reason NO_ACTIVE_REQUEST = new Reason("", "", "", 0, "", "no active request");

    private final PolicyBook book;
    private final Facts facts;
    private final Chain chain;
    private final EncodedCase answers;
    private final Requester requester;
    private final boolean active;

    Deciding(PolicyBook book, Facts facts) {
        this.book = book;
        this.facts = facts;
        this.requester = facts.request().requester();
        this.active = facts.request().status() == RequestStatus.ACTIVE;
        this.chain = book.chain(facts.facility().jurisdiction(), requester);
        this.answers = chain.encode(new Case(facts, book.day(facts)));
    }

    Determination determination() {
        var outcomes = new EnumMap<Act, Outcome>(Act.class);
        var toDo = new EnumMap<Act, Notify>(Act.class);
        var notice = Layers.fold(chain.said(Act.NOTICE, answers));
        var copied = false;
        for (var act : Act.values()) {
            var said = act == Act.NOTICE ? List.<Spoken>of() : chain.said(act, answers);
            if (act != Act.NOTICE && !speaks(act, said)) {
                continue;
            }
            var folded = act == Act.NOTICE ? notice : Layers.fold(said);
            var found = outcome(act, folded);
            outcomes.put(act, found);
            toDo.put(act, toDo(act, found, folded));
            copied |= act == Act.COPY_TO_PERSON && folded.deciders().stream().anyMatch(Deciding::allows);
        }
        var outcome = outcome(Act.NOTICE, notice);
        var barred = outcome == Outcome.MAY_NOT;
        return new Determination(
                facts.id(),
                outcome,
                toDo(Act.NOTICE, outcome, notice),
                barred ? Optional.empty() : Optional.of(notifyBy(outcome, notice)),
                barred ? Optional.empty() : notBefore(notice),
                Collections.unmodifiableMap(outcomes),
                Collections.unmodifiableMap(toDo),
                barred ? List.of() : items(notice),
                barred ? List.of() : obligations(notice, copied && requester == Requester.IMMIGRATION),
                active ? notice.deciders().stream().map(Spoken::reason).toList() : List.of(NO_ACTIVE_REQUEST),
                stops(Act.NOTICE, notice),
                flags(notice),
                book.hash(),
                PolicyBook.EVALUATOR_VERSION,
                Optional.empty());
    }

    Explanation explanation() {
        var said = new EnumMap<Act, List<Spoken>>(Act.class);
        for (var act : chain.acts()) {
            said.put(act, List.copyOf(chain.said(act, answers)));
        }
        var asked = new LinkedHashMap<DecisionTable, List<Answered>>();
        for (var table : chain.inForce(Act.NOTICE, day())) {
            asked.put(
                    table,
                    table.columns().stream()
                            .map(q -> new Answered(q, q.answers().get(q.answer(answers.found()))))
                            .toList());
        }
        return new Explanation(
                determination(), day(), Collections.unmodifiableMap(said), Collections.unmodifiableMap(asked));
    }

    private LocalDate day() {
        return answers.found().day();
    }

    private static boolean allows(Spoken spoken) {
        return spoken.declared() == Answer.MUST || spoken.declared() == Answer.MAY;
    }

    private boolean speaks(Act act, List<Spoken> said) {
        return act == Act.COPY_TO_PERSON && requester != Requester.IMMIGRATION
                || said.stream().anyMatch(s -> s.declared() != Answer.SILENT);
    }

    private Outcome outcome(Act act, Folded folded) {
        if (!active || act == Act.COPY_TO_PERSON && keptFromPerson(folded)) {
            return Outcome.MAY_NOT;
        }
        var outcome = folded.answer().outcome();
        return switch (outcome) {
            case MAY_NOT, ASK -> outcome;
            case MUST, MAY -> act == Act.COPY_TO_PERSON || stops(act, folded).isEmpty() ? outcome : Outcome.ASK;
        };
    }

    /** A victim's request never reaches the person; another's does only where an adopted table says so. */
    private boolean keptFromPerson(Folded folded) {
        return switch (requester) {
            case IMMIGRATION -> false;
            case VICTIM -> true;
            case LAW_ENFORCEMENT, COURT, SUPERVISION, OTHER_STATE, CONSULATE ->
                folded.deciders().isEmpty() || !folded.deciders().stream().allMatch(s -> s.adopted() && allows(s));
        };
    }

    private List<String> stops(Act act, Folded folded) {
        var aboutMinors = folded.deciders().stream().anyMatch(Spoken::aboutMinors);
        return Stops.of(answers.found(), chain.gated(act, day()), aboutMinors);
    }

    private Notify toDo(Act act, Outcome outcome, Folded folded) {
        return switch (outcome) {
            case MAY_NOT -> Notify.NO;
            case ASK -> Notify.ASK;
            case MUST, MAY -> {
                if (!folded.deciders().stream().allMatch(Spoken::adopted)) {
                    yield Notify.ASK;
                }
                yield outcome == Outcome.MUST ? Notify.YES : book.practice(chain.jurisdiction(), requester, act);
            }
        };
    }

    /**
     * The longest lead time any {@code must} layer sets; otherwise the request's, capped by the layers; the usual 48
     * hours where nothing is said.
     */
    private Duration notifyBy(Outcome outcome, Folded notice) {
        var asked = facts.request().leadTime();
        if (outcome != Outcome.MAY) {
            var longest = notice.deciders().stream()
                    .filter(s -> s.declared() == Answer.MUST)
                    .flatMap(s -> s.notifyBy().stream())
                    .max(Duration::compareTo);
            if (longest.isPresent() || outcome == Outcome.MUST) {
                return longest.or(() -> asked).orElse(LeadTime.USUAL.before());
            }
        }
        var cap = notice.deciders().stream().flatMap(s -> s.notifyBy().stream()).min(Duration::compareTo);
        if (asked.isEmpty() || cap.isEmpty()) {
            return asked.or(() -> cap).orElse(LeadTime.USUAL.before());
        }
        return asked.get().compareTo(cap.get()) < 0 ? asked.get() : cap.get();
    }

    private static Optional<Duration> notBefore(Folded notice) {
        return notice.deciders().stream().flatMap(s -> s.notBefore().stream()).min(Duration::compareTo);
    }

    /** What every layer that names items lets be disclosed; the release date alone where none does. */
    private static List<String> items(Folded notice) {
        var items = new TreeSet<String>();
        var named = false;
        for (var spoken : notice.deciders()) {
            if (!spoken.items().isEmpty()) {
                if (named) {
                    items.retainAll(spoken.items());
                } else {
                    items.addAll(spoken.items());
                }
                named = true;
            }
        }
        return named ? List.copyOf(items) : List.of("release-date");
    }

    private static List<String> obligations(Folded notice, boolean copied) {
        var obligations = new TreeSet<String>();
        notice.deciders().forEach(s -> obligations.addAll(s.obligations()));
        if (copied) {
            obligations.add("copy-of-request-to-person");
        }
        return List.copyOf(obligations);
    }

    private List<String> flags(Folded notice) {
        var flags = new ArrayList<String>();
        if (notice.answer() == Answer.SILENT && active) {
            flags.add("no table speaks about this request: a person decides");
        }
        for (var spoken : notice.deciders()) {
            if (!spoken.contested().isEmpty()) {
                flags.add("contested: " + spoken.name() + ": " + spoken.contested());
            }
        }
        for (var spoken : notice.deciders()) {
            if (spoken.basis() == SourceBasis.MEMORY) {
                flags.add("from memory, to be verified: " + spoken.name() + " says "
                        + spoken.declared().word());
            } else if (!spoken.adopted()) {
                flags.add("not adopted: " + spoken.name() + " says "
                        + spoken.declared().word());
            }
        }
        for (var spoken : notice.preempted()) {
            flags.add("pre-empted: " + spoken.name() + " says "
                    + spoken.declared().word());
        }
        return List.copyOf(flags);
    }
}

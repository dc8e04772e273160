package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.Determination.Reason;
import org.sallyport.policy.Explanation.Answered;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.time.LeadTime;

/** One case being decided under one book. */
final class Deciding {
    private static final Act[] ACTS = Act.values();
    private static final List<String> NOBODY_SPEAKS = List.of("no table speaks about this request: a person decides");
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
        var notice = chain.ruling(Act.NOTICE, answers);
        var copied = false;
        for (var act : ACTS) {
            var ruling = act == Act.NOTICE ? notice : chain.ruling(act, answers);
            if (act != Act.NOTICE && !speaks(act, ruling)) {
                continue;
            }
            var found = outcome(act, ruling);
            outcomes.put(act, found);
            toDo.put(act, toDo(act, found, ruling));
            copied |= act == Act.COPY_TO_PERSON && ruling.allowed();
        }
        var outcome = outcome(Act.NOTICE, notice);
        var barred = outcome == Outcome.MAY_NOT;
        return new Determination(
                facts.id(),
                outcome,
                toDo(Act.NOTICE, outcome, notice),
                barred ? Optional.empty() : Optional.of(notifyBy(outcome, notice)),
                barred ? Optional.empty() : notice.notBefore(),
                Collections.unmodifiableMap(outcomes),
                Collections.unmodifiableMap(toDo),
                barred ? List.of() : notice.items(),
                barred ? List.of() : notice.obligations(copied && requester == Requester.IMMIGRATION),
                active ? notice.reasons() : List.of(NO_ACTIVE_REQUEST),
                stops(Act.NOTICE, notice),
                notice.deciders().isEmpty() && active ? NOBODY_SPEAKS : notice.flags(),
                book.hash(),
                PolicyBook.EVALUATOR_VERSION,
                Optional.empty());
    }

    Explanation explanation() {
        var said = new EnumMap<Act, List<Spoken>>(Act.class);
        for (var act : chain.acts()) {
            said.put(act, chain.ruling(act, answers).said());
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

    private boolean speaks(Act act, Ruling ruling) {
        return act == Act.COPY_TO_PERSON && requester != Requester.IMMIGRATION || ruling.spoken();
    }

    private Outcome outcome(Act act, Ruling ruling) {
        if (!active || act == Act.COPY_TO_PERSON && keptFromPerson(ruling)) {
            return Outcome.MAY_NOT;
        }
        var outcome = ruling.outcome();
        return switch (outcome) {
            case MAY_NOT, ASK -> outcome;
            case MUST, MAY -> act == Act.COPY_TO_PERSON || stops(act, ruling).isEmpty() ? outcome : Outcome.ASK;
        };
    }

    /** A victim's request never reaches the person; another's does only where an adopted table says so. */
    private boolean keptFromPerson(Ruling ruling) {
        return switch (requester) {
            case IMMIGRATION -> false;
            case VICTIM -> true;
            case LAW_ENFORCEMENT, COURT, SUPERVISION, OTHER_STATE, CONSULATE ->
                ruling.deciders().isEmpty()
                        || !ruling.deciders().stream().allMatch(s -> s.adopted() && Ruling.allows(s));
        };
    }

    private List<String> stops(Act act, Ruling ruling) {
        return Stops.of(answers.found(), chain.gated(act, day()), ruling.aboutMinors());
    }

    private Notify toDo(Act act, Outcome outcome, Ruling ruling) {
        return switch (outcome) {
            case MAY_NOT -> Notify.NO;
            case ASK -> Notify.ASK;
            case MUST -> ruling.adopted() ? Notify.YES : Notify.ASK;
            case MAY -> ruling.adopted() ? book.practice(chain.jurisdiction(), requester, act) : Notify.ASK;
        };
    }

    /**
     * The longest lead time any {@code must} layer sets; otherwise the request's, capped by the layers; the usual 48
     * hours where nothing is said.
     */
    private Duration notifyBy(Outcome outcome, Ruling notice) {
        var asked = facts.request().leadTime();
        if (outcome != Outcome.MAY && (notice.longestDuty().isPresent() || outcome == Outcome.MUST)) {
            return notice.longestDuty().or(() -> asked).orElse(LeadTime.USUAL.before());
        }
        var cap = notice.cap();
        if (asked.isEmpty() || cap.isEmpty()) {
            return asked.or(() -> cap).orElse(LeadTime.USUAL.before());
        }
        return asked.get().compareTo(cap.get()) < 0 ? asked.get() : cap.get();
    }
}

package org.sallyport.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.Determination.Reason;
import org.sallyport.policy.Explanation.Answered;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.time.LeadTime;

/**
 * One case being decided under one book.
 *
 * <p>All that a determination says follows from the rows that match and the signs of stops, but for the id and the lead
 * time asked. So it is settled once for each combination that occurs, and only those two are filled in for a case.
 */
final class Deciding {
    private static final Act[] ACTS = Act.values();
    private static final List<String> NOBODY_SPEAKS = List.of("no table speaks about this request: a person decides");
    private static final Reason NO_ACTIVE_REQUEST = new Reason("", "", "", 0, "", "no active request");

    /**
     * What holds for every case with the same rows and signs.
     *
     * @param determination the determination of a case that asks no lead time
     * @param notice        what the rows about {@code notice} give
     */
    record Settled(Determination determination, Ruling notice) {}

    private final PolicyBook book;
    private final EncodedCase answers;
    private final Chain chain;
    private final Chain.Period period;
    private final Requester requester;
    private final boolean active;

    Deciding(PolicyBook book, EncodedCase answers) {
        this.book = book;
        this.answers = answers;
        this.chain = answers.chain();
        this.period = answers.period();
        this.requester = chain.requester();
        this.active = Stops.active(answers.signs());
    }

    /** The law's answer for the act {@code notice}, stops applied. */
    Outcome outcome() {
        return outcome(Act.NOTICE, period.ruling(Act.NOTICE, answers));
    }

    Determination determination() {
        return determination(answers.facts().request().leadTime());
    }

    /** The determination as if the request asked this lead time, which decides nothing but the time of the notice. */
    Determination determination(Optional<Duration> leadTime) {
        var key = period.key(answers);
        var settled = period.known(key);
        if (settled == null) {
            settled = settled();
            period.keep(key, settled);
        }
        var found = settled.determination();
        return found.of(
                answers.facts().id(),
                leadTime.isEmpty() || found.outcome() == Outcome.MAY_NOT
                        ? found.notifyBy()
                        : Optional.of(notifyBy(found.outcome(), settled.notice(), leadTime)));
    }

    private Settled settled() {
        var outcomes = new EnumMap<Act, Outcome>(Act.class);
        var toDo = new EnumMap<Act, Notify>(Act.class);
        var notice = period.ruling(Act.NOTICE, answers);
        var copied = false;
        for (var act : ACTS) {
            var ruling = act == Act.NOTICE ? notice : period.ruling(act, answers);
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
        return new Settled(
                new Determination(
                        "",
                        outcome,
                        toDo(Act.NOTICE, outcome, notice),
                        barred ? Optional.empty() : Optional.of(notifyBy(outcome, notice, Optional.empty())),
                        barred ? Optional.empty() : notice.notBefore(),
                        Collections.unmodifiableMap(outcomes),
                        Collections.unmodifiableMap(toDo),
                        barred ? List.of() : notice.items(),
                        barred ? List.of() : notice.obligations(copied && requester == Requester.IMMIGRATION),
                        active ? notice.reasons() : List.of(NO_ACTIVE_REQUEST),
                        Stops.words(stops(Act.NOTICE, notice)),
                        notice.deciders().isEmpty() && active ? NOBODY_SPEAKS : notice.flags(),
                        book.hash(),
                        PolicyBook.EVALUATOR_VERSION,
                        Optional.empty()),
                notice);
    }

    Explanation explanation() {
        var said = new EnumMap<Act, List<Spoken>>(Act.class);
        for (var act : chain.acts()) {
            said.put(act, period.ruling(act, answers).said());
        }
        var asked = new LinkedHashMap<DecisionTable, List<Answered>>();
        for (var table : period.inForce(Act.NOTICE)) {
            asked.put(
                    table,
                    table.columns().stream()
                            .map(q -> new Answered(q, q.answers().get(q.answer(answers.found()))))
                            .toList());
        }
        return new Explanation(
                determination(),
                answers.found().day(),
                Collections.unmodifiableMap(said),
                Collections.unmodifiableMap(asked));
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
            case MUST, MAY -> act == Act.COPY_TO_PERSON || stops(act, ruling) == 0 ? outcome : Outcome.ASK;
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

    private int stops(Act act, Ruling ruling) {
        return Stops.of(answers.signs(), requester, period.gated(act), ruling.aboutMinors());
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
    private static Duration notifyBy(Outcome outcome, Ruling notice, Optional<Duration> asked) {
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

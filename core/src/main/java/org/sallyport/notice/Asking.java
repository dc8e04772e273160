package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;

/**
 * Whether an act may be done: by the law, or by the person to whom it leaves the decision, and the question to them.
 */
final class Asking {
    /** So long a person may say whether what happened is told; then the case ends undecided. */
    static final Duration QUESTION_AFTER = Duration.ofHours(72);

    private final CaseInHand at;
    private final Situation s;

    Asking(CaseInHand at) {
        this.at = at;
        this.s = at.s();
    }

    enum Permission {
        YES("allowed"),
        ASK("waits-for-decision"),
        NO("not-permitted");

        private final String why;

        Permission(String why) {
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** Whether this act may be done now. */
    Permission permission(Act act, Determination law) {
        var toDo = act == Act.NOTICE ? law.toNotify() : law.toDo(act);
        boolean silent = act != Act.NOTICE && !law.acts().containsKey(act);
        if (toDo == Notify.NO || silent) {
            return Permission.NO; // none is inferred from another: where no table speaks of an act, nothing leaves
        }
        boolean open = toDo == Notify.ASK || !s.request().defects().isEmpty();
        if (!open) {
            return Permission.YES;
        }
        return at.c()
                .decision(question(act, law))
                .filter(d -> d.answersTo().equals(Ruling.of(law)))
                .map(d -> d.yes() ? Permission.YES : Permission.NO)
                .orElse(Permission.ASK);
    }

    /** The question of law a person answers: each act has its own, since none is inferred from another. */
    private static String question(Act act, Determination law) {
        boolean barredElsewhere = law.flags().stream().anyMatch(f -> f.contains("may-not"));
        return (barredElsewhere ? "law-barred-elsewhere" : "law") + (act == Act.NOTICE ? "" : ":" + act.word());
    }

    /** Asks a person, once, whether an act may be done; {@code deadline} is when an answer is too late. */
    void ask(Act act, Instant deadline, Determination law) {
        var question = question(act, law);
        if (at.c().asked().filter(a -> a.question().equals(question)).isPresent() || s.mode() == Mode.SHADOW) {
            return;
        }
        var role = question.startsWith("law-barred-elsewhere") ? "counsel" : "supervisor";
        var by = s.stay().over() ? s.now().plus(QUESTION_AFTER) : max(deadline, s.now());
        at.then(new EpisodeEvent.DecisionAsked(at.c().id(), question, role, by, s.now()));
        var about = at.number() + " " + Integer.toHexString((Ruling.of(law) + question).hashCode());
        at.then(new EpisodeEvent.AlarmRaised(Alarm.raise("decision-waits", role, about, s.now())));
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}

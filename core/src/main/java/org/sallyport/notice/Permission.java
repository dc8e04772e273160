package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;

/** Whether an act may be done for a case: by the law's answer, and by a person's where that leaves it open. */
enum Permission {
    YES("allowed"),
    ASK("waits-for-decision"),
    NO("not-permitted");

    /** So long a person may say whether what happened is told; then the case ends undecided. */
    static final Duration QUESTION_AFTER = Duration.ofHours(72);

    private final String why;

    Permission(String why) {
        this.why = why;
    }

    String why() {
        return why;
    }

    static Permission of(Act act, NoticeCase c, Situation s, Determination law) {
        var toDo = act == Act.NOTICE ? law.toNotify() : law.toDo(act);
        boolean silent = act != Act.NOTICE && !law.acts().containsKey(act);
        if (toDo == Notify.NO || silent) {
            return NO; // none is inferred from another: where no table speaks of an act, nothing leaves
        }
        boolean open = toDo == Notify.ASK || !s.request().defects().isEmpty();
        return open ? decided(act, c, law) : YES;
    }

    /** What a person said of this act, on the ruling that still holds. */
    static Permission decided(Act act, NoticeCase c, Determination law) {
        return c.decision(question(act, law))
                .filter(d -> d.answersTo().equals(Ruling.of(law)))
                .map(d -> d.yes() ? YES : NO)
                .orElse(ASK);
    }

    /** The question of law a person answers: each act has its own, since none is inferred from another. */
    static String question(Act act, Determination law) {
        return (barredElsewhere(law) ? "law-barred-elsewhere" : "law") + (act == Act.NOTICE ? "" : ":" + act.word());
    }

    /** Whether a table that does not count here, not being adopted, would bar it: then counsel alone may say yes. */
    static boolean barredElsewhere(Determination law) {
        return law.flags().stream().anyMatch(f -> f.contains("may-not"));
    }

    /** Puts the question to the role that must answer, unless it waits already; nobody is asked in shadow. */
    static List<EpisodeEvent> ask(Act act, Instant deadline, NoticeCase c, Situation s, Determination law) {
        var question = question(act, law);
        if (c.asked().filter(a -> a.question().equals(question)).isPresent() || s.mode() == Mode.SHADOW) {
            return List.of();
        }
        var role = barredElsewhere(law) ? "counsel" : "supervisor";
        var ahead = deadline.isAfter(s.now()) ? deadline : s.now();
        var by = s.stay().over() ? s.now().plus(QUESTION_AFTER) : ahead;
        var about = "C-" + c.id().toString().substring(0, 8) + " "
                + Integer.toHexString((Ruling.of(law) + question).hashCode());
        return List.of(
                new EpisodeEvent.DecisionAsked(c.id(), question, role, by, s.now()),
                new EpisodeEvent.AlarmRaised(Alarm.raise("decision-waits", role, about, s.now())));
    }
}

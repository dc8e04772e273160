package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Notify;
import org.sallyport.policy.Outcome;

/** How a case ends: what could not be told in time, who is told that nobody answered, and when it is over. */
final class CaseEnd {
    /** A case whose agency has not said what it did ends this long after the stay (promise L4). */
    static final Duration OUTCOME_DUE = Duration.ofDays(30);

    private final CaseInHand at;
    private final Situation s;

    CaseEnd(CaseInHand at) {
        this.at = at;
        this.s = at.s();
    }

    /** The person has left: no notice of a release ahead may leave any more. */
    void personLeft(Determination law) {
        boolean told =
                at.c().notices().stream().anyMatch(n -> n.content().kind().ahead() && tellable(n));
        var waiting = at.c().notices().stream()
                .filter(n -> n.pending() && n.content().kind().ahead())
                .toList();
        waiting.forEach(n -> at.drop(n, "person-left"));
        boolean owed = law.outcome() == Outcome.MUST || law.outcome() == Outcome.MAY || law.outcome() == Outcome.ASK;
        if (!told && owed && at.c().notSentCause().isEmpty() && s.mode() != Mode.SHADOW && s.applies()) {
            var cause = causeNotSent(waiting);
            at.then(new EpisodeEvent.NotSentInTime(
                    at.c().id(), waiting.stream().findFirst().map(NoticeState::id), cause, s.now()));
        }
    }

    /** Whether the receiver has it, or a worker may be handing it over at this moment. */
    private boolean tellable(NoticeState n) {
        return n.sentAt().isPresent()
                || n.leaseUntil().filter(until -> until.isAfter(s.now())).isPresent();
    }

    private String causeNotSent(List<NoticeState> waiting) {
        if (at.c().asked().isPresent()
                || (waiting.isEmpty()
                        && at.c()
                                .answer()
                                .filter(a -> a.determination().toNotify() == Notify.ASK)
                                .isPresent())) {
            return "undecided";
        }
        if (s.stopped()) {
            return "sending-stopped";
        }
        if (waiting.stream().anyMatch(NoticeState::paused)) {
            return "undecided";
        }
        if (at.c()
                .current()
                .filter(n -> n.stage() == NoticeState.Stage.WITHHELD)
                .isPresent()) {
            return "withheld";
        }
        if (waiting.stream().anyMatch(n -> n.attempts() > 0)) {
            return "not-delivered";
        }
        return waiting.isEmpty() ? "release-not-projected" : "released-before-planned-send";
    }

    /** Tells a named role of each notice nobody acknowledged in time. */
    void escalate() {
        for (var n : at.c().notices()) {
            if (escalateAt(n, s.facility().sendMargin())
                    .filter(due -> !due.isAfter(s.now()))
                    .isPresent()) {
                at.then(new EpisodeEvent.Escalated(at.c().id(), n.id(), "supervisor", s.now()));
                at.then(new EpisodeEvent.AlarmRaised(
                        Alarm.raise("not-acknowledged", "supervisor", n.id().number(), s.now())));
            }
        }
    }

    /** When a named role is told that this notice is unacknowledged; empty when it need not be. */
    static Optional<Instant> escalateAt(NoticeState n, Duration margin) {
        boolean open = n.mayHaveLeft()
                && n.acknowledgedAt().isEmpty()
                && n.escalatedAt().isEmpty();
        return open
                ? n.firstAttemptAt().map(first -> RetryPlan.escalate(first, n.deadline(), margin))
                : Optional.empty();
    }

    /**
     * The case ends when nothing is on its way and the agency reported, or nothing was told, or 30 days have passed.
     */
    void end() {
        boolean lastDayPassed = s.stay().over() && leftAt().plus(OUTCOME_DUE).isBefore(s.now());
        if (lastDayPassed && at.c().closed().isEmpty()) {
            at.c().notices().stream()
                    .filter(n -> n.pending() && !asksToDelete(n))
                    .forEach(n -> at.drop(n, "case-over"));
        }
        if (at.c().closed().isPresent() || at.c().notices().stream().anyMatch(n -> n.pending() || nobodyKnows(n))) {
            return;
        }
        if (Relaying.unsettled(s, at.c()) && !lastDayPassed) {
            return; // whether the request is passed on is still to be settled
        }
        boolean told = at.c().notices().stream()
                .anyMatch(n -> n.mayHaveLeft()
                        && n.content().kind().discloses()
                        && !n.content().kind().aside());
        boolean asked = at.c().asked().filter(a -> a.by().isAfter(s.now())).isPresent();
        if (s.applies() && s.stay().over() && asked && !told) {
            return; // a person has until then to say whether what happened is told
        }
        if (!s.applies()) {
            close(s.request().active() ? "unbound" : "request-" + s.request().status());
        } else if (s.stay().over()) {
            if (!at.c().outcome().isEmpty()) {
                close(at.c().outcome());
            } else if (!told) {
                var why = at.c().asked().isPresent() ? "undecided" : at.c().notSentCause();
                close(why.isEmpty() ? "no-notice" : "no-notice: " + why);
            } else if (lastDayPassed) {
                close("not-reported");
            }
        }
    }

    /** Whether a notice asks to delete what a court sealed, and its time to arrive is not over. */
    private boolean asksToDelete(NoticeState n) {
        return s.stay().sealed()
                && !n.content().kind().discloses()
                && n.sendAt().plus(OUTCOME_DUE).isAfter(s.now());
    }

    /** Whether a notice left and is neither acknowledged nor in a named role's hands yet (L3). */
    private boolean nobodyKnows(NoticeState n) {
        return escalateAt(n, s.facility().sendMargin()).isPresent();
    }

    private Instant leftAt() {
        return s.stay().phase() instanceof Phase.Released r ? r.latest() : s.now();
    }

    private void close(String outcome) {
        at.then(new EpisodeEvent.CaseClosed(at.c().id(), outcome, s.now()));
    }
}

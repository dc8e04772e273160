package org.sallyport.notice;

import java.util.Comparator;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;

/** Begins what is due to leave, under a fresh determination each time. */
final class Attempts {
    private final CaseInHand at;
    private final Situation s;

    Attempts(CaseInHand at) {
        this.at = at;
        this.s = at.s();
    }

    /**
     * Starts an attempt when one is due, or records what shadow mode would have sent, or asks a person to press send.
     */
    void begin(Determination law, Facts facts) {
        if (s.stopped() || s.channels().isEmpty()) {
            return;
        }
        var due = at.c().notices().stream()
                .filter(n -> n.pending() && !n.sendAt().isAfter(s.now()))
                .filter(n -> n.content().kind().aside()
                        || at.c()
                                .current()
                                .filter(now -> now.id().equals(n.id()))
                                .isPresent())
                .sorted(Comparator.comparing(n -> !n.content().kind().aside()))
                .toList();
        due.forEach(n -> attempt(n, law, facts));
    }

    private void attempt(NoticeState n, Determination law, Facts facts) {
        switch (s.mode()) {
            case SHADOW -> at.then(new EpisodeEvent.Shadowed(at.c().id(), n.id(), s.now()));
            case ASSISTED -> {
                if (n.attempts() > 0 || pressed(n)) {
                    begin(n, law, facts);
                } else if (at.c()
                                .asked()
                                .filter(a -> a.question().equals("press-send"))
                                .isEmpty()
                        && at.c()
                                .toPress()
                                .filter(next -> next.id().equals(n.id()))
                                .isPresent()) {
                    at.then(new EpisodeEvent.DecisionAsked(
                            at.c().id(),
                            "press-send",
                            "desk",
                            n.deadline().isAfter(s.now()) ? n.deadline() : s.now(),
                            s.now()));
                }
            }
            case AUTOMATIC -> leave(n, law, facts);
        }
    }

    /**
     * Begins unless so many leave at once that a person must decide first; a retry goes on, and what takes back goes to
     * whoever received what is taken back.
     */
    private void leave(NoticeState n, Determination law, Facts facts) {
        if (n.attempts() > 0 || !n.content().kind().discloses()) {
            begin(n, law, facts);
            return;
        }
        if (n.pausedAt().isEmpty()) {
            if (s.burst().getAsBoolean()) {
                at.then(new EpisodeEvent.NoticePaused(at.c().id(), n.id(), s.now()));
            } else {
                begin(n, law, facts);
            }
            return;
        }
        switch (s.breaker().decided(n.pausedAt().get())) {
            case WAITS -> {}
            case SEND -> begin(n, law, facts);
            case WITHHOLD -> at.then(new EpisodeEvent.NoticeWithheld(at.c().id(), n.id(), s.now()));
        }
    }

    private boolean pressed(NoticeState n) {
        return at.c()
                .decision("press-send")
                .filter(EpisodeEvent.DecisionGiven::yes)
                .filter(d -> d.answersTo().equals(n.id().toString()))
                .isPresent();
    }

    private void begin(NoticeState n, Determination law, Facts facts) {
        var content = n.content();
        if (n.attempts() == 0) {
            if (at.c().answer().map(a -> !a.at().equals(s.now())).orElse(true)) {
                at.determined(law, facts);
            }
            content = cite(content, at.c().answer().orElseThrow().id());
        }
        int attempt = n.attempts() + 1;
        var channel = s.channels().get((attempt - 1) % s.channels().size());
        at.then(new EpisodeEvent.AttemptStarted(
                at.c().id(), content, attempt, channel, s.now().plus(RetryPlan.lease(channel)), s.now()));
        if (n.attempts() == 0
                && content.kind().discloses()
                && !at.c().requester().equals("victim")) {
            law.obligations().stream()
                    .filter(o -> o.startsWith("copy-") && law.toDo(Act.COPY_TO_PERSON) != Notify.NO)
                    .forEach(o -> at.then(new EpisodeEvent.CopyOwed(at.c().id(), n.id(), o, s.now())));
        }
    }

    private NoticeContent cite(NoticeContent x, String determination) {
        return new NoticeContent(
                x.notice(),
                x.kind(),
                x.revision(),
                x.caseId(),
                x.request(),
                x.agency(),
                x.facility(),
                x.zone(),
                x.reference(),
                x.items(),
                x.releaseAt(),
                x.certainty(),
                x.shortCause(),
                x.wording(),
                x.replaces(),
                determination,
                s.now());
    }
}

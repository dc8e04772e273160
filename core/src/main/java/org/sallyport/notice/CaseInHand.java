package org.sallyport.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;

/**
 * A case during one look at it: what is recorded is applied at once, so that each step sees what those before it left.
 */
final class CaseInHand {
    private final Situation s;
    private final List<EpisodeEvent> events = new ArrayList<>();
    private NoticeCase c;

    CaseInHand(NoticeCase c, Situation s) {
        this.c = c;
        this.s = s;
    }

    /** The facts in which it is looked at. */
    Situation s() {
        return s;
    }

    /** The case, with all that was recorded. */
    NoticeCase c() {
        return c;
    }

    /** What was recorded, in order. */
    List<EpisodeEvent> events() {
        return List.copyOf(events);
    }

    /** Records an event. */
    void then(EpisodeEvent event) {
        events.add(event);
        if (event instanceof EpisodeEvent.OfCase ofCase) {
            c = CaseFold.apply(c, ofCase);
        }
    }

    /** Records what the law answers to these facts. */
    void determined(Determination law, Facts facts) {
        then(new EpisodeEvent.Determined(c.id(), Ruling.name(c.id(), law, s.now()), law, facts, s.now()));
    }

    /** Records that a notice will not leave; {@code why} is a code. */
    void drop(NoticeState n, String why) {
        then(new EpisodeEvent.NoticeDropped(c.id(), n.id(), why, s.now()));
    }

    /** The notice the receiver now goes by: the last that may have left, unless it took everything back. */
    Optional<NoticeState> told() {
        return c.lastLeft().filter(n -> n.content().kind().discloses());
    }
}

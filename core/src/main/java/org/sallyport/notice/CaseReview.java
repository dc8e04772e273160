package org.sallyport.notice;

import java.util.List;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;

/**
 * Looks at one case afresh and says what follows: a new answer, a notice planned, begun, amended, cancelled or
 * corrected, a question to a person, an escalation, the end. The same situation looked at twice yields nothing the
 * second time. Reads no clock, opens no connection.
 */
public final class CaseReview {
    private final CaseInHand at;
    private final Situation s;
    private final Telling telling;
    private final CaseEnd ending;

    private CaseReview(CaseInHand at) {
        this.at = at;
        this.s = at.s();
        this.telling = new Telling(at);
        this.ending = new CaseEnd(at);
    }

    /** What follows for this case in this situation, in order. */
    public static List<EpisodeEvent> review(NoticeCase before, Situation s) {
        var at = new CaseInHand(before, s);
        new CaseReview(at).look();
        return at.events();
    }

    private void look() {
        if (at.c().closed().isPresent()) {
            boolean goesOn = s.stay().inCustody() && s.applies();
            boolean owesDeletion = at.told().filter(telling::mustBeDeleted).isPresent()
                    || at.c().notices().stream()
                            .anyMatch(n -> n.pending() && !n.content().kind().discloses());
            if (!goesOn && !owesDeletion) {
                relayLate();
                return;
            }
            if (goesOn) {
                at.then(new EpisodeEvent.CaseReopened(at.c().id(), s.now()));
            }
        }
        var facts = CaseFacts.of(at.c().id(), s.request(), s.stay(), s.facility(), s.now());
        var law = decided(facts);
        var wanted = Wanted.from(s, law);
        new Incident(s, at.c(), law).opened().forEach(at::then);
        var allowed = wanted instanceof Wanted.Tell tell ? Permission.of(tell.act(), at.c(), s, law) : Permission.NO;
        if (s.stay().over()) {
            ending.personLeft(law);
        }
        boolean waits = allowed == Permission.ASK;
        if (wanted instanceof Wanted.Tell tell && allowed == Permission.YES) {
            telling.reconcile(tell, law);
        } else if (waits) {
            telling.hold(allowed.why());
        } else {
            telling.takeBack(wanted instanceof Wanted.Nothing(var why) ? why : allowed.why());
        }
        if (wanted instanceof Wanted.Tell tell && waits) {
            Permission.ask(tell.act(), tell.deadline(), at.c(), s, law).forEach(at::then);
        }
        new HospitalStay(at, telling).tell(law);
        new Relaying(s, at.c(), law).due().forEach(at::then);
        new Attempts(at).begin(law, facts);
        ending.escalate();
        OutcomeReminder.due(at.c(), s)
                .ifPresent(r -> at.then(new EpisodeEvent.ReminderRaised(at.c().id(), r)));
        ending.end();
    }

    /** A case that ended, of a stay that turns out to have ended in another facility than was known, or in none. */
    private void relayLate() {
        if (Relaying.unsettled(s, at.c()) || Relaying.stale(s, at.c())) {
            var facts = CaseFacts.of(at.c().id(), s.request(), s.stay(), s.facility(), s.now());
            new Relaying(s, at.c(), decided(facts)).due().forEach(at::then);
        }
    }

    /** What the law answers to these facts; recorded when it is another answer than before. */
    private Determination decided(Facts facts) {
        var law = s.law().apply(facts);
        if (at.c().answer().map(a -> !a.ruling().equals(Ruling.of(law))).orElse(true)) {
            at.determined(law, facts);
        }
        return law;
    }
}

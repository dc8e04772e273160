package org.sallyport.notice;

import java.util.List;

/**
 * Looks at one case afresh and says what follows: a new answer, a notice planned, begun, amended, cancelled or
 * corrected, a question to a person, an escalation, the end. The same situation looked at twice yields nothing the
 * second time. Reads no clock, opens no connection.
 */
public final class CaseReview {
    private final CaseInHand at;
    private final Situation s;
    private final Asking asking;
    private final Telling telling;
    private final CaseEnd ending;

    private CaseReview(CaseInHand at) {
        this.at = at;
        this.s = at.s();
        this.asking = new Asking(at);
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
                return;
            }
            if (goesOn) {
                at.then(new EpisodeEvent.CaseReopened(at.c().id(), s.now()));
            }
        }
        var facts = CaseFacts.of(at.c().id(), s.request(), s.stay(), s.facility(), s.now());
        var law = s.law().apply(facts);
        if (at.c().answer().map(a -> !a.ruling().equals(Ruling.of(law))).orElse(true)) {
            at.determined(law, facts);
        }
        var wanted = Wanted.from(s, law);
        new Incident(s, at.c(), law).opened().forEach(at::then);
        var allowed = wanted instanceof Wanted.Tell tell ? asking.permission(tell.act(), law) : Asking.Permission.NO;
        if (s.stay().over()) {
            ending.personLeft(law);
        }
        boolean waits = allowed == Asking.Permission.ASK;
        if (wanted instanceof Wanted.Tell tell && allowed == Asking.Permission.YES) {
            telling.reconcile(tell, law);
        } else if (waits) {
            telling.hold(allowed.why());
        } else {
            telling.takeBack(wanted instanceof Wanted.Nothing(var why) ? why : allowed.why());
        }
        if (wanted instanceof Wanted.Tell tell && waits) {
            asking.ask(tell.act(), tell.deadline(), law);
        }
        new HospitalStay(at, asking, telling).tell(law);
        new Attempts(at).begin(law, facts);
        ending.escalate();
        OutcomeReminder.due(at.c(), s)
                .ifPresent(r -> at.then(new EpisodeEvent.ReminderRaised(at.c().id(), r)));
        ending.end();
    }
}

package org.sallyport.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.custody.CustodyFold;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Outcome;

/**
 * Finds notices that left and, by facts that were already so at the time, should not have: late or corrected facts bar
 * what was sent. Facts that only came about later make no incident.
 */
record Incident(Situation s, NoticeCase c, Determination law) {

    List<EpisodeEvent> opened() {
        if (!s.applies()) {
            return List.of();
        }
        var events = new ArrayList<EpisodeEvent>();
        for (var n : c.notices()) {
            boolean told = n.mayHaveLeft() && n.content().kind().discloses();
            if (told && barred(law, n) && !c.incidents().contains(n.id()) && barredWhenSent(n)) {
                var answer = c.answer().map(NoticeCase.Answer::id).orElse("");
                events.add(new EpisodeEvent.DisclosureIncidentOpened(c.id(), n.id(), answer, s.now()));
                events.add(new EpisodeEvent.AlarmRaised(
                        Alarm.raise("disclosure-incident", "counsel", n.id().number(), s.now())));
            }
        }
        return events;
    }

    private boolean barredWhenSent(NoticeState n) {
        Instant sent = n.firstAttemptAt().orElseThrow();
        var then = s.file().received().stream()
                .filter(e -> !e.time().isAfter(sent) || e.fact() instanceof org.sallyport.custody.CustodyFact.Corrected)
                .toList();
        var stay = CustodyFold.fold(s.facility().ordering(), then);
        var facts = CaseFacts.of(c.id(), s.request(), stay, s.facility(), sent);
        return barred(s.law().apply(facts), n);
    }

    private static boolean barred(Determination law, NoticeState n) {
        var act = n.content().act();
        return (act == Act.NOTICE ? law.outcome() : law.acts().get(act)) == Outcome.MAY_NOT;
    }
}

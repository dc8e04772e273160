package org.sallyport.simulation;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;

/** Walks through the journal with a ledger kept up to the entry before. */
final class Replay {
    private Replay() {}

    /** Looks at an entry with the ledger of everything before it. */
    interface Visitor {
        void see(Envelope entry, Ledger before, List<String> found);
    }

    static List<String> over(Evidence evidence, Visitor visitor) {
        var ledger = new Ledger(evidence);
        var found = new ArrayList<String>();
        for (var entry : evidence.journal()) {
            visitor.see(entry, ledger, found);
            ledger.enter(entry);
        }
        return found;
    }

    /** Looks at every attempt as it starts. */
    interface AttemptVisitor {
        void see(EpisodeEvent.AttemptStarted attempt, Ledger.Case c, Ledger before, List<String> found);
    }

    static List<String> attempts(Evidence evidence, AttemptVisitor visitor) {
        return over(evidence, (entry, before, found) -> {
            if (entry.event() instanceof EpisodeEvent.AttemptStarted attempt) {
                var c = before.cases.get(attempt.caseId());
                if (c == null) {
                    found.add(name(attempt) + " belongs to no case");
                } else {
                    visitor.see(attempt, c, before, found);
                }
            }
        });
    }

    /** The ledger at the end. */
    static Ledger whole(Evidence evidence) {
        var ledger = new Ledger(evidence);
        evidence.journal().forEach(ledger::enter);
        return ledger;
    }

    /** How a counter-example names an attempt. */
    static String name(EpisodeEvent.AttemptStarted a) {
        return "notice " + a.content().notice().number() + " ("
                + a.content().kind().word() + ") attempt " + a.attempt() + " at " + a.at();
    }
}

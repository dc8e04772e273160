package org.sallyport.simulation;

import java.util.List;
import org.sallyport.notice.CaseFacts;
import org.sallyport.notice.EpisodeEvent;

/** S5: every determination again, from the facts it recorded and from the facts the journal held then. */
final class Recomputing {
    private Recomputing() {}

    static List<String> check(Evidence evidence) {
        return Replay.over(evidence, (entry, before, found) -> {
            if (entry.event() instanceof EpisodeEvent.RelayRuled r) {
                var book = evidence.books().get(r.determination().bookHash());
                if (book == null
                        || !book.decide(r.facts())
                                .withFactsDigest("")
                                .equals(r.determination().withFactsDigest(""))) {
                    found.add(
                            "what the law of " + r.to() + " said of a relay at " + r.at() + " does not come out again");
                }
            }
            if (!(entry.event() instanceof EpisodeEvent.Determined d)) {
                return;
            }
            var name = "determination " + d.determinationId() + " at " + d.at();
            var book = evidence.books().get(d.determination().bookHash());
            if (book == null) {
                found.add(name + " names a policy book nobody has");
                return;
            }
            if (!book.decide(d.facts())
                    .withFactsDigest("")
                    .equals(d.determination().withFactsDigest(""))) {
                found.add(name + " does not come out again from its own facts");
            }
            var c = before.cases.get(d.caseId());
            if (c == null) {
                found.add(name + " belongs to no case");
                return;
            }
            var stay = before.stayOf(c);
            var facts = CaseFacts.of(
                    c.id, before.requestOf(c).file, before.custody(stay), before.facility(stay.facility), d.at());
            if (!facts.equals(d.facts())) {
                found.add(name + " was made from other facts than the journal held");
            }
        });
    }
}

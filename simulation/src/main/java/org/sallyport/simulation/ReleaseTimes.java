package org.sallyport.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.FeedEvent;
import org.sallyport.notice.EpisodeEvent;

/** S3: every fact of custody came from the jail, and every release time told is one the jail said. */
final class ReleaseTimes {
    private ReleaseTimes() {}

    static List<String> check(Evidence evidence) {
        return Replay.over(evidence, (entry, before, found) -> {
            if (entry.event() instanceof EpisodeEvent.FactReceived(var fact)) {
                var sent = evidence.sent().get(fact.source() + " " + fact.id());
                if (sent == null || !same(sent, fact)) {
                    found.add("journal position " + entry.position() + ": a fact of custody the jail never sent");
                }
                if (!entry.actor().equals("sallyport")) {
                    found.add("journal position " + entry.position() + ": a fact of custody by " + entry.actor());
                }
            }
            if (entry.event() instanceof EpisodeEvent.AttemptStarted attempt) {
                var c = before.cases.get(attempt.caseId());
                var told = attempt.content().releaseAt();
                if (c != null && told.isPresent() && !said(before.stayOf(c)).contains(told.get())) {
                    found.add(Replay.name(attempt) + ": tells a release time the jail never said");
                }
            }
        });
    }

    private static boolean same(FeedEvent sent, FeedEvent recorded) {
        return sent.fact().equals(recorded.fact())
                && sent.time().equals(recorded.time())
                && sent.subject().equals(recorded.subject())
                && sent.sequence().equals(recorded.sequence());
    }

    /** Every moment of leaving the jail spoke of: projections, hearings, releases, and the ends of grounds. */
    private static Set<Instant> said(Ledger.Stay stay) {
        var moments = new HashSet<Instant>();
        stay.received.forEach(e -> add(e.fact(), e.time(), moments));
        return moments;
    }

    private static void add(CustodyFact fact, Instant time, Set<Instant> moments) {
        switch (fact) {
            case CustodyFact.ReleaseProjected f -> moments.add(f.at());
            case CustodyFact.HearingScheduled f -> moments.add(f.at());
            case CustodyFact.GroundEnded f -> moments.add(f.at());
            case CustodyFact.BondPosted f -> moments.add(f.at());
            case CustodyFact.HoldEnded f -> moments.add(f.at());
            case CustodyFact.Releasing f -> moments.add(f.at());
            case CustodyFact.Released f -> moments.add(f.latest());
            case CustodyFact.ReleasedInError f -> moments.add(f.at());
            case CustodyFact.Disposed _ -> moments.add(time);
            case CustodyFact.Corrected(var _, var to) -> to.ifPresent(f -> add(f, time, moments));
            case CustodyFact.Booked _,
                    CustodyFact.Identified _,
                    CustodyFact.Linked _,
                    CustodyFact.Merged _,
                    CustodyFact.Split _,
                    CustodyFact.Represented _,
                    CustodyFact.Charged _,
                    CustodyFact.Prior _,
                    CustodyFact.RecordChecked _,
                    CustodyFact.BondSet _,
                    CustodyFact.ReleaseProjectionWithdrawn _,
                    CustodyFact.Held _,
                    CustodyFact.Left _,
                    CustodyFact.Returned _,
                    CustodyFact.RecordSealed _,
                    CustodyFact.Heartbeat _ -> {}
        }
    }
}

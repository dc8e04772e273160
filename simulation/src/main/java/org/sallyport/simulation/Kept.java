package org.sallyport.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.sallyport.custody.CustodyFact;
import org.sallyport.notice.EpisodeEvent;

/** Nothing acknowledged is lost or recorded twice, and no request misses a stay it plainly matches. */
final class Kept {
    private Kept() {}

    static List<String> check(Evidence evidence) {
        var found = new ArrayList<String>();
        facts(evidence, found);
        matches(evidence, found);
        return found;
    }

    private static void facts(Evidence evidence, List<String> found) {
        var kept = new HashMap<String, Integer>();
        boolean copying = false;
        for (var entry : evidence.journal()) {
            switch (entry.event()) {
                case EpisodeEvent.StayJoined _ -> copying = true;
                case EpisodeEvent.StayAbsorbed _, EpisodeEvent.StayParted _ -> copying = false;
                case EpisodeEvent.FactReceived(var fact) -> {
                    var name = fact.source() + " " + fact.id();
                    if (!copying || !kept.containsKey(name)) {
                        kept.merge(name, 1, Integer::sum);
                    }
                }
                default -> {}
            }
        }
        evidence.feedAcknowledged().forEach((name, at) -> {
            var sent = evidence.sent().get(name);
            boolean fact = sent != null && !(sent.fact() instanceof CustodyFact.Heartbeat);
            if (fact && !kept.containsKey(name)) {
                found.add("a feed event acknowledged at " + at + " is not in the journal");
            }
        });
        if (evidence.healedAt().isPresent()) {
            var settled = OnTime.settled(evidence);
            evidence.sent().forEach((name, event) -> {
                boolean waited = event.receivedAt().plus(Duration.ofMinutes(15)).isBefore(evidence.now())
                        && settled.isBefore(evidence.now());
                if (waited && !evidence.feedAcknowledged().containsKey(name)) {
                    found.add("a feed event sent at " + event.receivedAt() + " was never acknowledged");
                }
            });
        }
    }

    private static void matches(Evidence evidence, List<String> found) {
        var whole = Replay.whole(evidence);
        whole.requests.forEach((id, asked) -> {
            if (!asked.stands()) {
                return;
            }
            var request = asked.file.request().orElseThrow();
            whole.stays.forEach((episode, stay) -> {
                if (stay.absorbed
                        || stay.received.isEmpty()
                        || !stay.facility.equals(request.addressee().path())) {
                    return;
                }
                var custody = whole.custody(stay);
                boolean known = asked.file.bound().containsKey(episode)
                        || asked.rejected.contains(episode)
                        || asked.proposed.contains(episode);
                if (!known && custody.inCustody() && Binding.strong(request.subject(), custody)) {
                    found.add("request " + request.number() + " and stay " + Objects.toString(episode)
                            + " match and never found each other");
                }
            });
        });
    }
}

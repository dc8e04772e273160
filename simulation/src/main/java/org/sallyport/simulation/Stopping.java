package org.sallyport.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Claim;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Known;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.request.NotificationRequest;

/** S6: what stops an attempt, read from the recorded facts themselves. */
final class Stopping {
    private Stopping() {}

    /** A stop: what it is, and since when it was on record. */
    private record Stop(String what, Instant since) {}

    static List<String> check(Evidence evidence) {
        return Replay.attempts(evidence, (attempt, c, before, found) -> {
            var stopped = before.stopped.get(attempt.content().facility());
            if (stopped != null) {
                found.add(Replay.name(attempt) + ": all sending there is stopped since " + stopped);
            }
            if (!attempt.content().kind().discloses()) {
                return;
            }
            var asked = before.requestOf(c);
            asked.stoppedAt.ifPresent(
                    since -> found.add(Replay.name(attempt) + ": the request was " + asked.stoppedBy + " at " + since));
            asked.file
                    .request()
                    .filter(NotificationRequest::fromImmigration)
                    .ifPresent(r -> stops(attempt, c, before, r).stream()
                            .filter(stop -> !decidedSince(c, stop.since()))
                            .forEach(stop -> found.add(Replay.name(attempt) + ": " + stop.what()
                                    + " is on record since " + stop.since() + " and nobody decided since")));
        });
    }

    private static boolean decidedSince(Ledger.Case c, Instant since) {
        return c.decided.stream()
                .map(Ledger.Decided::given)
                .anyMatch(g -> g.yes() && g.question().startsWith("law") && !g.at().isBefore(since));
    }

    private static List<Stop> stops(
            EpisodeEvent.AttemptStarted attempt, Ledger.Case c, Ledger before, NotificationRequest request) {
        var stay = before.stayOf(c);
        var found = new ArrayList<Stop>();
        boolean gated = request.form().equals("I-247A") || request.form().equals("I-247D");
        if (gated && request.served().isEmpty()) {
            found.add(new Stop("no service", Instant.MIN));
        }
        said(stay).forEach((what, since) -> since.ifPresent(at -> found.add(new Stop(what, at))));
        var today =
                LocalDate.ofInstant(attempt.at(), before.facility(stay.facility).zone());
        before.custody(stay)
                .person()
                .birthDate()
                .filter(born -> born.plusYears(18).isAfter(today))
                .ifPresent(_ -> found.add(new Stop("that the person is a minor", Instant.MIN)));
        return found;
    }

    /** Claims and reviews as the feed's own words have them; where two events differ, neither counts here. */
    private static HashMap<String, Optional<Instant>> said(Ledger.Stay stay) {
        var claimed = new ArrayList<Instant>();
        var reviewed = new ArrayList<Instant>();
        boolean otherwise = false;
        for (var event : stay.received) {
            if (event.fact() instanceof CustodyFact.Identified i) {
                var citizenship = i.citizenship().orElse(Claim.UNKNOWN);
                if (citizenship == Claim.CLAIMED || citizenship == Claim.PROVED) {
                    claimed.add(event.receivedAt());
                } else if (i.citizenship().isPresent()) {
                    otherwise = true;
                }
                if (i.reviewRequired().orElse(Known.UNKNOWN) == Known.YES) {
                    reviewed.add(event.receivedAt());
                }
            }
        }
        var stops = new HashMap<String, Optional<Instant>>();
        stops.put(
                "a claim or proof of citizenship",
                otherwise ? Optional.empty() : claimed.stream().min(Instant::compareTo));
        stops.put("a possible protected person", reviewed.stream().min(Instant::compareTo));
        return stops;
    }
}

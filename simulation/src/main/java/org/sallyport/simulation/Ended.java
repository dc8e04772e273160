package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.custody.CustodyEpisode.Phase;

/**
 * L4: cases end within 30 days of the stay, unbound immigration requests within 72 hours, others by their own date or
 * the facility's rule, each after reminders.
 */
final class Ended {
    private static final Duration THIRTY_DAYS = Duration.ofDays(30);
    private static final Duration UNBOUND = Duration.ofHours(72);
    /** Requests are looked at once a day. */
    private static final Duration DAILY = Duration.ofHours(25);

    private static final Duration SLACK = Duration.ofMinutes(1);

    private Ended() {}

    static List<String> check(Evidence evidence) {
        var found = new ArrayList<String>();
        if (evidence.healedAt().isEmpty()) {
            return found;
        }
        var settled = OnTime.settled(evidence);
        var whole = Replay.whole(evidence);
        for (var c : whole.cases.values()) {
            var stay = whole.stayOf(c);
            if (c.closed.isPresent() || stay.absorbed || stay.received.isEmpty()) {
                continue;
            }
            if (whole.custody(stay).phase() instanceof Phase.Released released) {
                var due = later(released.latest().plus(THIRTY_DAYS), stay.changed, settled)
                        .plus(SLACK);
                if (evidence.now().isAfter(due)
                        && stay.changed.plus(THIRTY_DAYS).isBefore(evidence.now())) {
                    found.add("case C-" + c.id.toString().substring(0, 8) + " of a stay that ended at "
                            + released.latest() + " has no outcome");
                }
            }
        }
        whole.requests.forEach((id, asked) -> request(evidence, whole, asked, settled, found));
        found.addAll(Reminded.check(evidence));
        return found;
    }

    private static void request(
            Evidence evidence, Ledger whole, Ledger.Asked asked, Instant settled, List<String> found) {
        if (asked.file.request().isEmpty() || asked.file.closed().isPresent()) {
            return;
        }
        var request = asked.file.request().get();
        var facility = whole.facility(request.addressee().path());
        boolean bound = asked.file.bound().keySet().stream()
                .anyMatch(e -> whole.stays.containsKey(e) && !whole.stays.get(e).absorbed);
        if (asked.stands()) {
            if (request.fromImmigration() && !bound) {
                var due = later(asked.file.receivedAt().plus(UNBOUND), asked.changed.plus(UNBOUND), settled)
                        .plus(SLACK);
                if (evidence.now().isAfter(due)) {
                    found.add("request " + request.number() + " unbound since " + asked.file.receivedAt()
                            + " is still open");
                }
            }
            request.expiresOn()
                    .map(d -> d.plusDays(1).atStartOfDay(facility.zone()).toInstant())
                    .filter(end -> later(end, settled, end).plus(SLACK).isBefore(evidence.now()))
                    .ifPresent(end -> found.add("request " + request.number() + " stands past its own end " + end));
        }
        boolean active = asked.stands();
        boolean over = !asked.everBound.isEmpty()
                && asked.everBound.stream().allMatch(e -> ended(whole, e, settled, evidence));
        if (over && (request.fromImmigration() || !active)) {
            found.add("request " + request.number() + " is not closed though its last stay ended thirty days ago");
        }
    }

    private static boolean ended(Ledger whole, org.sallyport.custody.EpisodeId id, Instant settled, Evidence evidence) {
        var stay = whole.stays.get(id);
        if (stay == null || stay.absorbed || stay.received.isEmpty()) {
            return true;
        }
        return whole.custody(stay).phase() instanceof Phase.Released released
                && later(released.latest().plus(THIRTY_DAYS), stay.changed.plus(THIRTY_DAYS), settled)
                        .plus(DAILY)
                        .isBefore(evidence.now());
    }

    private static Instant later(Instant a, Instant b, Instant c) {
        var most = a.isAfter(b) ? a : b;
        return most.isAfter(c) ? most : c;
    }
}

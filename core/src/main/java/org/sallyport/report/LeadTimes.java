package org.sallyport.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.custody.CustodyFact;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;

/**
 * How long before a person left each of four things had come about: what the first notice rests on had happened, staff
 * had entered it, Sallyport had received it, the notice had been taken. Elapsed time; negative where it came after.
 *
 * <p>A notice rests on the last fact about a release that was received before its first attempt: a projection, a bond,
 * a ground that ended, a disposition or a hearing.
 *
 * @param notice   the notice that was taken first
 * @param happened when it happened, as the feed says
 * @param entered  when staff entered it; absent where the feed does not say
 * @param received when Sallyport received it
 * @param acted    when a provider took the notice
 */
public record LeadTimes(
        NoticeId notice, Duration happened, Optional<Duration> entered, Duration received, Duration acted) {
    /**
     * The lead times of a case.
     *
     * @param file the stay's file
     * @param c    one of its cases
     * @param left when the person left (UTC instant)
     * @return empty where no notice of a release ahead was taken
     */
    public static Optional<LeadTimes> of(EpisodeFile file, NoticeCase c, Instant left) {
        NoticeState first = null;
        for (var n : c.notices()) {
            boolean taken = n.content().kind().ahead() && n.sentAt().isPresent();
            if (taken && (first == null || before(n, first))) {
                first = n;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        var notice = first.id();
        var acted = first.sentAt().orElseThrow();
        var begun = first.firstAttemptAt().orElse(acted);
        return file.received().stream()
                .filter(e -> aboutRelease(e.fact()) && !e.receivedAt().isAfter(begun))
                .reduce((_, later) -> later)
                .map(e -> new LeadTimes(
                        notice,
                        Duration.between(e.time(), left),
                        e.recordedAt().map(at -> Duration.between(at, left)),
                        Duration.between(e.receivedAt(), left),
                        Duration.between(acted, left)));
    }

    private static boolean before(NoticeState a, NoticeState b) {
        return a.sentAt().orElseThrow().isBefore(b.sentAt().orElseThrow());
    }

    private static boolean aboutRelease(CustodyFact fact) {
        return switch (fact) {
            case CustodyFact.ReleaseProjected _,
                    CustodyFact.BondSet _,
                    CustodyFact.BondPosted _,
                    CustodyFact.GroundEnded _,
                    CustodyFact.Disposed _,
                    CustodyFact.HearingScheduled _ -> true;
            case CustodyFact.Corrected(var _, var to) ->
                to.filter(LeadTimes::aboutRelease).isPresent();
            case CustodyFact.Booked _,
                    CustodyFact.Identified _,
                    CustodyFact.Linked _,
                    CustodyFact.Merged _,
                    CustodyFact.Split _,
                    CustodyFact.Represented _,
                    CustodyFact.Charged _,
                    CustodyFact.Prior _,
                    CustodyFact.RecordChecked _,
                    CustodyFact.ReleaseProjectionWithdrawn _,
                    CustodyFact.Held _,
                    CustodyFact.HoldEnded _,
                    CustodyFact.Left _,
                    CustodyFact.Returned _,
                    CustodyFact.Releasing _,
                    CustodyFact.Released _,
                    CustodyFact.ReleasedInError _,
                    CustodyFact.RecordSealed _,
                    CustodyFact.Heartbeat _ -> false;
        };
    }
}

package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a notice of a projected release leaves.
 *
 * @param sendAt   when the first attempt is due (UTC instant)
 * @param deadline release minus lead time, the last moment in time (inclusive)
 * @param late     whether the deadline had passed when this was worked out: the notice is {@code short}
 */
public record PlannedSend(Instant sendAt, Instant deadline, boolean late) {
    /**
     * Planned send = max(release - notBefore, release - notifyBy - margin), never before now (DESIGN section 3).
     *
     * @param release   the projected release (UTC instant)
     * @param notifyBy  the lead time, elapsed hours
     * @param notBefore how long before release a notice may leave at the earliest, where the law has a window
     * @param margin    how long before the deadline to send
     * @param now       the moment of planning (UTC instant)
     */
    public static PlannedSend of(
            Instant release, Duration notifyBy, Optional<Duration> notBefore, Duration margin, Instant now) {
        var deadline = release.minus(notifyBy);
        var send = deadline.minus(margin);
        if (notBefore.isPresent() && release.minus(notBefore.get()).isAfter(send)) {
            send = release.minus(notBefore.get());
        }
        boolean late = now.isAfter(deadline);
        return new PlannedSend(send.isBefore(now) ? now : send, deadline, late);
    }
}

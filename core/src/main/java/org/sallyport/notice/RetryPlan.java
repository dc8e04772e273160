package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;

/** Packs attempts before the deadline instead of spreading them after it. Elapsed time throughout. */
public final class RetryPlan {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration TELEPHONE_LEASE = Duration.ofMinutes(60);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration LONGEST_AFTER_DEADLINE = Duration.ofMinutes(5);
    private static final Duration SHORT_ESCALATION = Duration.ofMinutes(5);

    private RetryPlan() {}

    /** How long one attempt may take before another may start: a minute for a machine, an hour for a telephone call. */
    public static Duration lease(String channel) {
        return channel.equals("phone") ? TELEPHONE_LEASE : LEASE;
    }

    /**
     * When the next attempt is due: 5 s after the first failure, doubling, never more than a quarter of what is left
     * before the deadline nor more than 15 minutes; after the deadline every 5 minutes at the latest.
     *
     * @param failed   attempts that failed so far, at least 1
     * @param now      when the last one ended (UTC instant)
     * @param deadline the last moment in time (UTC instant)
     */
    public static Instant next(int failed, Instant now, Instant deadline) {
        long doubled = FIRST.toSeconds() << Math.min(failed - 1, 12);
        long left = Duration.between(now, deadline).toSeconds();
        long longest = left > 0 ? Math.min(LONGEST.toSeconds(), left / 4) : LONGEST_AFTER_DEADLINE.toSeconds();
        return now.plusSeconds(Math.max(FIRST.toSeconds(), Math.min(doubled, longest)));
    }

    /**
     * When a named role is told that nobody acknowledged: before the deadline by a quarter of the margin; a notice that
     * was already short, 5 minutes after its first attempt (L3).
     *
     * @param firstAttempt when the first attempt began (UTC instant)
     * @param deadline     the last moment in time (UTC instant)
     * @param margin       how long before the deadline it was planned
     */
    public static Instant escalate(Instant firstAttempt, Instant deadline, Duration margin) {
        var soonest = firstAttempt.plus(SHORT_ESCALATION);
        var lastCall = deadline.minusSeconds(60);
        if (!firstAttempt.isBefore(lastCall)) {
            return soonest;
        }
        var planned = deadline.minus(margin.dividedBy(4));
        var wanted = planned.isBefore(soonest) ? soonest : planned;
        return wanted.isAfter(lastCall) ? lastCall : wanted;
    }
}

package org.sallyport.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Pauses notices that leave in an improbable burst, until a person decides (FIELD, F1: about 8,000 false notices after
 * routine maintenance). Improbable is more than three times the busiest hour of the facility's last four weeks, and
 * more than {@link #fewest} in an hour; what was ever paused counts in the hour and not in the history.
 *
 * @param fewest          so many notices in an hour are never paused, at least 1
 * @param pausedSince     when notices began to wait for a decision; absent while none do
 * @param sentThrough     notices paused until then, inclusive, may leave
 * @param withheldThrough notices paused until then, inclusive, are not to leave
 */
public record Breaker(
        int fewest, Optional<Instant> pausedSince, Optional<Instant> sentThrough, Optional<Instant> withheldThrough) {
    /** Over what time notices are counted: elapsed, back from now. */
    public static final Duration WINDOW = Duration.ofHours(1);

    /** How far back a facility's own history reaches. */
    public static final Duration HISTORY = Duration.ofDays(28);

    private static final int FEWEST = 12;
    private static final int TIMES_BUSIEST = 3;

    /** As a facility begins: twelve notices in an hour are never paused. */
    public static final Breaker USUAL = new Breaker(FEWEST, Optional.empty(), Optional.empty(), Optional.empty());

    /** What becomes of a paused notice. */
    public enum Decision {
        WAITS,
        SEND,
        WITHHOLD
    }

    /** How many notices may leave in one hour, given how many left in the busiest one of the history. */
    public int most(int busiest) {
        return Math.max(
                fewest, Math.multiplyExact(Math.min(busiest, Integer.MAX_VALUE / TIMES_BUSIEST), TIMES_BUSIEST));
    }

    /** From when notices are counted at this moment: an hour back, or the last time a person let them leave. */
    public Instant countFrom(Instant now) {
        var hour = now.minus(WINDOW);
        return sentThrough.filter(hour::isBefore).orElse(hour);
    }

    /** What was decided of a notice paused at this moment; the later word counts. */
    public Decision decided(Instant pausedAt) {
        boolean send = sentThrough.filter(at -> !at.isBefore(pausedAt)).isPresent();
        boolean withhold = withheldThrough.filter(at -> !at.isBefore(pausedAt)).isPresent();
        if (send && withhold) {
            return sentThrough.get().isBefore(withheldThrough.get()) ? Decision.SEND : Decision.WITHHOLD;
        }
        return send ? Decision.SEND : withhold ? Decision.WITHHOLD : Decision.WAITS;
    }

    /** Until when everything paused was decided of, inclusive; long ago when nothing was. */
    public Instant decidedThrough() {
        var sent = sentThrough.orElse(Instant.EPOCH);
        var withheld = withheldThrough.orElse(Instant.EPOCH);
        return sent.isBefore(withheld) ? withheld : sent;
    }

    /** Whether this notice waits for a decision. */
    public boolean waits(NoticeState n) {
        return n.paused() && n.pausedAt().map(this::decided).orElseThrow() == Decision.WAITS;
    }

    /** Notices wait for a decision since then. */
    public Breaker paused(Instant at) {
        return new Breaker(fewest, Optional.of(at), sentThrough, withheldThrough);
    }

    /** None waits any more: facts took every one of them back. */
    public Breaker quiet() {
        return new Breaker(fewest, Optional.empty(), sentThrough, withheldThrough);
    }

    /** A person decided of everything paused until then. */
    public Breaker decide(boolean send, Instant through) {
        return send
                ? new Breaker(fewest, Optional.empty(), Optional.of(through), withheldThrough)
                : new Breaker(fewest, Optional.empty(), sentThrough, Optional.of(through));
    }

    /** The same with another number that is never paused. */
    public Breaker fewest(int number) {
        return new Breaker(number, pausedSince, sentThrough, withheldThrough);
    }
}

package org.sallyport.formats.study;

import java.time.Duration;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Outcome;

/** How the cases of one group come out under two policies. Not safe for several threads at once. */
public final class Counts {
    private static final int OUTCOMES = Outcome.values().length;
    private static final int BANDS = LeadBand.values().length;

    private final long[] moved = new long[OUTCOMES * OUTCOMES];
    private final long[][] bands = new long[2][BANDS];
    private final long[] inTime = new long[2];
    private final long[] noProjection = new long[2];

    void add(Facts facts, Determination before, Determination after) {
        moved[before.outcome().ordinal() * OUTCOMES + after.outcome().ordinal()]++;
        lead(0, facts, before);
        lead(1, facts, after);
    }

    /** A notice that is allowed goes out its lead time before the projected release, or at once if that has passed. */
    private void lead(int side, Facts facts, Determination found) {
        if (found.outcome() != Outcome.MUST && found.outcome() != Outcome.MAY) {
            return;
        }
        var release = facts.release().at();
        if (release.isEmpty()) {
            noProjection[side]++;
            return;
        }
        var known = Duration.between(facts.asOf(), release.get());
        var wanted = found.notifyBy().orElse(Duration.ZERO);
        var reached = known.compareTo(wanted) >= 0;
        inTime[side] += reached ? 1 : 0;
        bands[side][LeadBand.of(reached ? wanted : known).ordinal()]++;
    }

    void add(Counts other) {
        add(moved, other.moved);
        add(inTime, other.inTime);
        add(noProjection, other.noProjection);
        add(bands[0], other.bands[0]);
        add(bands[1], other.bands[1]);
    }

    private static void add(long[] sums, long[] others) {
        for (var i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    /** Cases. */
    public long cases() {
        var sum = 0L;
        for (var count : moved) {
            sum += count;
        }
        return sum;
    }

    /** Cases whose outcome differs. */
    public long changed() {
        var same = 0L;
        for (var outcome : Outcome.values()) {
            same += moved(outcome, outcome);
        }
        return cases() - same;
    }

    /** Cases with the one outcome under A and the other under B. */
    public long moved(Outcome before, Outcome after) {
        return moved[before.ordinal() * OUTCOMES + after.ordinal()];
    }

    /** Cases with an outcome under A (side 0) or B (side 1). */
    public long of(int side, Outcome outcome) {
        var sum = 0L;
        for (var other : Outcome.values()) {
            sum += side == 0 ? moved(outcome, other) : moved(other, outcome);
        }
        return sum;
    }

    /** Allowed or required notices that can go out their lead time before the projected release. */
    public long inTime(int side) {
        return inTime[side];
    }

    /** Allowed or required notices for which the release was known too late for their lead time. */
    public long tooShort(int side) {
        return of(side, Outcome.MUST) + of(side, Outcome.MAY) - inTime[side] - noProjection[side];
    }

    /** Allowed or required notices without a projected release. */
    public long noProjection(int side) {
        return noProjection[side];
    }

    /** Allowed or required notices that reach their recipient so long before the release. */
    public long band(int side, LeadBand band) {
        return bands[side][band.ordinal()];
    }
}

package org.sallyport.simulation.chance;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The one source of chance: SplitMix64 (Steele, Lea and Flood 2014), written out so that a seed replays the same life
 * on every machine and in every Java release. Not thread-safe and not for secrets.
 */
public final class Dice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice for this seed. */
    public static Dice seeded(long seed) {
        return new Dice(mix(seed + GOLDEN));
    }

    /** Independent dice for one purpose, so that a draw more in one place shifts nothing elsewhere. */
    public Dice fork(String purpose) {
        long hash = 1125899906842597L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = 31 * hash + purpose.charAt(i);
        }
        return new Dice(mix(state ^ mix(hash)));
    }

    /** Independent dice for one numbered thing. */
    public Dice fork(long number) {
        return new Dice(mix(state ^ mix(number + GOLDEN)));
    }

    /** Sixty-four fresh bits. */
    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Uniform in [0, bound); {@code bound} is positive. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Uniform in [from, to). */
    public double between(double from, double to) {
        return from + unit() * (to - from);
    }

    /** Uniform between two spans, to the second. */
    public Duration between(Duration from, Duration to) {
        return from.plusSeconds((long) (unit() * to.minus(from).toSeconds()));
    }

    /** One of these, each alike. */
    public <T> T pick(List<T> some) {
        return some.get(below(some.size()));
    }

    /** Standard normal, as the sum of twelve uniform draws. */
    public double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return sum;
    }

    /** Poisson with this mean; above 60 by the normal approximation. */
    public int poisson(double mean) {
        if (mean > 60) {
            return (int) Math.max(0, StrictMath.round(mean + StrictMath.sqrt(mean) * normal()));
        }
        double limit = StrictMath.exp(-mean);
        double product = unit();
        int count = 0;
        while (product > limit) {
            product *= unit();
            count++;
        }
        return count;
    }

    /** Exponential with this mean. */
    public Duration exponential(Duration mean) {
        return Duration.ofSeconds((long) (-StrictMath.log(1 - unit()) * mean.toSeconds()));
    }

    /** A UUID of these bits, of no registered version. */
    public UUID uuid() {
        return new UUID(next(), next());
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

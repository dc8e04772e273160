package org.sallyport.server.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How often a key or an account may call this node, and how often log-ins from one address may fail here: a bucket
 * each, refilled evenly by real time. Every node counts for itself.
 */
public final class CallLimits {
    /** A caller that was quiet may catch up by so many seconds' worth of calls at once. */
    private static final int BURST_SECONDS = 10;

    /** How long it takes until all the failures of an address are forgotten. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private static final int KEPT_MOST = 10_000;

    private final Most most;
    private final TimeMeter time;
    private final MeterRegistry meters;
    private final Map<String, Bucket> callers = kept();
    private final Map<String, Bucket> addresses = kept();

    /**
     * The limits.
     *
     * @param callsPerSecond calls of one key or account, in a second, on the average; one that was quiet may make ten
     *                       times as many at once
     * @param failedLogIns   log-ins and unknown keys from one address within five minutes
     */
    public record Most(int callsPerSecond, int failedLogIns) {
        /** Ten times what a feed needs that sends 2,000 events a second in batches of a hundred. */
        public static Most usual() {
            return new Most(200, 30);
        }
    }

    /** Limits counted by this clock. */
    public CallLimits(Most most, InstantSource clock, MeterRegistry meters) {
        this.most = most;
        this.time = new RealTime(clock);
        this.meters = meters;
    }

    private record RealTime(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /** Counts a call; how long the caller must wait before the next, empty where this one may go on. */
    Optional<Duration> call(Caller caller) {
        int rate = most.callsPerSecond();
        var bucket = of(callers, caller.actor(), rate * BURST_SECONDS, Duration.ofSeconds(BURST_SECONDS));
        return taken(bucket, "caller");
    }

    /** Counts a failed log-in or a key nobody has; how long its address must wait, empty where it may try again. */
    Optional<Duration> failed(String address) {
        return taken(failures(address), "address");
    }

    /** How long an address must wait before a password from it is looked at; empty where it need not. */
    Optional<Duration> waits(String address) {
        var probe = failures(address).estimateAbilityToConsume(1);
        return probe.canBeConsumed()
                ? Optional.empty()
                : Optional.of(refused(probe.getNanosToWaitForRefill(), "address"));
    }

    private Bucket failures(String address) {
        return of(addresses, address, most.failedLogIns(), FORGOTTEN);
    }

    private Optional<Duration> taken(Bucket bucket, String by) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(refused(probe.getNanosToWaitForRefill(), by));
    }

    private Duration refused(long nanos, String by) {
        meters.counter("sallyport.calls.limited", "by", by).increment();
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1))));
    }

    private Bucket of(Map<String, Bucket> buckets, String whose, int capacity, Duration period) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    whose,
                    _ -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                            .withCustomTimePrecision(time)
                            .build());
        }
    }

    /** The buckets used last. */
    private static Map<String, Bucket> kept() {
        return new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > KEPT_MOST;
            }
        };
    }
}

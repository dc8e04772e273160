package org.sallyport.server.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.postgres.audit.LogBroken;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Sequencer;
import org.sallyport.postgres.audit.Tail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the journal gains into the audit log, twice a second of real time, and says so aloud when it falls behind.
 * Any number of nodes may do so at once.
 */
public final class LogWorker implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration BEHIND_MOST = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(LogWorker.class);

    private final Optional<OpenLog> book;
    private final MeterRegistry meters;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;
    private volatile Tail tail = new Tail(0, 0, 0, 0);
    private volatile Optional<String> fault = Optional.empty();
    private volatile boolean behind;
    private long lookedAt;
    private long caughtUpAt = System.nanoTime();
    private @Nullable Thread loop;

    /** A worker over a log; without one it has nothing to do. */
    public LogWorker(LogBook book, MeterRegistry meters) {
        this.book = book.log();
        this.meters = meters;
        meters.gauge("sallyport.audit.size", this, w -> w.tail.size());
        meters.gauge("sallyport.audit.unsequenced", this, w -> w.tail.unsequenced());
        meters.gauge("sallyport.audit.uncosigned", this, w -> w.tail.uncosigned());
        meters.gauge("sallyport.audit.checkpoint.age.seconds", this, w -> w.tail.checkpointAge());
    }

    /** Starts, on a thread of its own. */
    public synchronized void start() {
        if (loop == null) {
            loop = book.map(log -> Thread.ofVirtual().name("audit-log").start(() -> run(log)))
                    .orElse(null);
        }
    }

    /** Takes what there is now instead of at the end of the pause. */
    public void look() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** How far the log is behind, as of the last look. */
    public Tail tail() {
        return tail;
    }

    /** Whether entries have waited too long for the log. */
    public boolean isBehind() {
        return behind;
    }

    /** Why the log does not grow; empty while it does. */
    public Optional<String> fault() {
        return fault;
    }

    private void run(OpenLog log) {
        while (!stopping) {
            try {
                pass(log);
                waitFor(PAUSE);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                failed(e);
                try {
                    waitFor(AFTER_FAULT);
                } catch (InterruptedException _) {
                    return;
                }
            }
        }
    }

    private void pass(OpenLog log) {
        while (log.sequencer().pass() instanceof Sequencer.Pass.Taken(var _, var _, var more) && more && !stopping) {
            meters.counter("sallyport.audit.full.passes").increment();
        }
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK.toNanos() || lookedAt == 0) {
            tail = log.log().tail();
            lookedAt = now;
            judge(now);
        }
        if (fault.isPresent()) {
            fault = Optional.empty();
            LOG.info("The audit log grows again");
        }
    }

    /** Entries wait a moment now and then; entries that wait at every look are an alarm. */
    private void judge(long now) {
        if (tail.unsequenced() == 0) {
            caughtUpAt = now;
        }
        boolean late = now - caughtUpAt > BEHIND_MOST.toNanos();
        if (late && !behind) {
            LOG.warn(
                    "The audit log is behind: {} entries of the journal wait for it. A transaction that stays open"
                            + " holds it up: look at pg_stat_activity for an old backend_xid",
                    tail.unsequenced());
        } else if (!late && behind) {
            LOG.info("The audit log has caught up");
        }
        behind = late;
    }

    private void failed(RuntimeException e) {
        meters.counter("sallyport.audit.faults").increment();
        var what = e instanceof LogBroken
                ? String.valueOf(e.getMessage())
                : e.getClass().getName();
        if (!fault.equals(Optional.of(what))) {
            LOG.error("The audit log does not grow: {}", what);
        }
        fault = Optional.of(what);
    }

    private void waitFor(Duration most) throws InterruptedException {
        if (signal.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }

    /** Takes no more. What was taken is durable. */
    @Override
    public synchronized void close() {
        stopping = true;
        var running = loop;
        look();
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

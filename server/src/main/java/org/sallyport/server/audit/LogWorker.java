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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the journal gains into the audit log, twice a second of real time, so that an entry is in a checkpoint
 * within two. Any number of nodes may do so at once.
 */
public final class LogWorker implements AutoCloseable {
    /** The longest time between two passes. */
    static final Duration PAUSE = Duration.ofMillis(500);
    /** The time until the next pass after one that failed. */
    static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(LogWorker.class);

    private final Optional<OpenLog> book;
    private final MeterRegistry meters;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;
    private volatile Optional<String> fault = Optional.empty();
    private volatile boolean broken;
    private @Nullable Thread loop;

    /** A worker over a log; without one it has nothing to do. */
    public LogWorker(LogBook book, MeterRegistry meters) {
        this.book = book.log();
        this.meters = meters;
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

    /** Whether the log does not grow because what is kept of it does not fit together. */
    public boolean isBroken() {
        return broken;
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
        if (fault.isPresent()) {
            fault = Optional.empty();
            broken = false;
            LOG.info("The audit log grows again");
        }
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
        broken = e instanceof LogBroken;
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

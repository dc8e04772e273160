package org.sallyport.server.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.delivery.DeliveryRound;
import org.sallyport.server.channel.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what is due and hands it over, again and again. Any number of nodes may do so at once: a due stay is claimed
 * by one of them. What a command owes at once does not wait for this loop; it is for what time brings.
 */
public final class Workers implements AutoCloseable {
    private static final int PASSES_MOST = 1_000;
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final DeliveryRound round;
    private final Router router;
    private final MeterRegistry meters;
    private final Duration pause;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread loop;

    /**
     * Workers over a round.
     *
     * @param pause the longest time between two looks
     */
    public Workers(DeliveryRound round, Router router, MeterRegistry meters, Duration pause) {
        this.round = round;
        this.router = router;
        this.meters = meters;
        this.pause = pause;
    }

    /** Starts looking, on a thread of its own. */
    public synchronized void start() {
        if (loop == null) {
            loop = Thread.ofVirtual().name("delivery-round").start(this::run);
        }
    }

    /** Looks again now instead of at the end of the pause. */
    public void look() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                pass();
                waitFor(pause);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                meters.counter("sallyport.rounds.faults").increment();
                LOG.error(
                        "The next delivery round begins in a second; this one ended with: {}",
                        e.getClass().getName());
                if (!again()) {
                    return;
                }
            }
        }
    }

    private boolean again() {
        try {
            waitFor(AFTER_FAULT);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void waitFor(Duration most) throws InterruptedException {
        if (signal.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }

    /** Does everything that is due now; returns how many hand-overs began. */
    public int pass() {
        int started = 0;
        for (int i = 0; i < PASSES_MOST && !round.due().isEmpty(); i++) {
            started += round.run();
        }
        return started;
    }

    /**
     * Does everything that is due at the present business time and waits until nothing is on its way: for a clock that
     * is stepped. Not for use beside {@link #start}ed loops of other nodes.
     *
     * @param most the longest wait, in real time
     * @return whether nothing is due or on its way any more
     */
    public boolean settle(Duration most) throws InterruptedException {
        round.tryHeldAgain();
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end) {
            pass();
            if (router.inFlight() == 0 && round.due().isEmpty()) {
                return true;
            }
            waitFor(Duration.ofMillis(2));
        }
        return false;
    }

    /** Looks no more; what is on its way is the router's to finish. */
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

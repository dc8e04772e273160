package org.sallyport.server.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at something again and again, on a thread of its own; a look that fails does not end the next. */
public final class Looks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final String name;
    private final Duration pause;
    private final Runnable look;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread loop;

    /** Looks of this name, with a pause between two. */
    public Looks(String name, Duration pause, Runnable look) {
        this.name = name;
        this.pause = pause;
        this.look = look;
    }

    /** Begins, with a first look at once. */
    public synchronized void start() {
        if (loop == null) {
            loop = Thread.ofVirtual().name(name).start(this::run);
        }
    }

    private void run() {
        try {
            do {
                once();
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("A look of {} ended in {}", name, e.getClass().getName());
        }
    }

    /** Looks no more once the look at hand is done. */
    @Override
    public synchronized void close() {
        stop.countDown();
        var running = loop;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

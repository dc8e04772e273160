package org.sallyport.cli.demo;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * The business clock of a demonstration or a replay: it stands still until it is told to jump, and never goes
 * back. Whoever moves it does so only when nothing is in flight (DESIGN section 3).
 */
public final class SteppedClock implements Supplier<Instant> {
    private volatile Instant now;

    /** A clock that stands at this moment (UTC instant). */
    public SteppedClock(Instant start) {
        this.now = start;
    }

    /** The moment at which it stands (UTC instant). */
    @Override
    public Instant get() {
        return now;
    }

    /** Jumps to this moment; a moment already passed changes nothing. */
    public synchronized void jumpTo(Instant next) {
        now = now.isAfter(next) ? now : next;
    }
}

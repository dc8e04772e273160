package org.sallyport.cli.demo;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sallyport.delivery.Channel;
import org.sallyport.desk.Outgoing;

/** A channel that knows what is in flight, so that the stepped clock can wait until everything has landed. */
public final class Flights implements Channel {
    private final Channel inner;
    private final Consumer<Outgoing> taken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition landed = lock.newCondition();
    private int inFlight;
    private long started;

    /** Flights over a channel; {@code taken} hears what it took. */
    public Flights(Channel inner, Consumer<Outgoing> taken) {
        this.inner = inner;
        this.taken = taken;
    }

    @Override
    public void send(Outgoing outgoing, Result result) {
        takeOff();
        inner.send(outgoing, (ok, detail) -> {
            try {
                if (ok) {
                    taken.accept(outgoing);
                }
                result.ended(ok, detail);
            } finally {
                land();
            }
        });
    }

    /** How many hand-overs were started so far. */
    public long started() {
        lock.lock();
        try {
            return started;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing is in flight, what landings set off included.
     *
     * @param most real time; a hand-over that takes longer is a fault of the program
     * @return whether everything landed in that time
     */
    public boolean awaitLanded(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (inFlight > 0) {
                if (left <= 0) {
                    return false;
                }
                left = landed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void takeOff() {
        lock.lock();
        try {
            inFlight++;
            started++;
        } finally {
            lock.unlock();
        }
    }

    private void land() {
        lock.lock();
        try {
            inFlight--;
            landed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

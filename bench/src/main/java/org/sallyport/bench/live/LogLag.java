package org.sallyport.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.postgres.audit.AuditLog;

/** Looks every tenth of a second at the journal and the audit log, to tell how long entries wait for a checkpoint. */
final class LogLag implements AutoCloseable {
    private static final long GAP_NANOS = 100_000_000;

    private final AuditLog log;
    private final List<Look> looks = new ArrayList<>();
    private final Thread looking;
    private volatile boolean stopping;

    /** How many entries were committed, and how many of them the log held, at a moment of {@link System#nanoTime}. */
    private record Look(long nanos, long committed, long logged) {}

    private LogLag(AuditLog log) {
        this.log = log;
        this.looking = Thread.ofVirtual().unstarted(this::look);
    }

    static LogLag watch(AuditLog log) {
        var lag = new LogLag(log);
        lag.looking.start();
        return lag;
    }

    private void look() {
        while (!stopping) {
            var tail = log.tail();
            looks.add(new Look(System.nanoTime(), tail.size() + tail.unsequenced(), tail.size()));
            LockSupport.parkNanos(GAP_NANOS);
        }
    }

    /** Stops looking; for each look the nanoseconds until a later one saw all that had been committed by then. */
    long[] waits() throws InterruptedException {
        close();
        looking.join();
        var waits = new ArrayList<Long>();
        int reached = 0;
        for (var look : looks) {
            while (reached < looks.size() && looks.get(reached).logged() < look.committed()) {
                reached++;
            }
            if (reached < looks.size()) {
                waits.add(Math.max(0, looks.get(reached).nanos() - look.nanos()));
            }
        }
        return waits.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() {
        stopping = true;
    }
}

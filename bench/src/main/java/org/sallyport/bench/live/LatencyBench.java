package org.sallyport.bench.live;

import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.bench.Figures;
import org.sallyport.custody.FeedEvent;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.audit.AuditLog;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;

/**
 * From an event in the jail's call to the notice in the receiver's hands, over HTTP both ways, on PostgreSQL: 500
 * events a second in batches of 10, one in 20 causing a notice. DESIGN section 8 asks for a p99 of one second. Calls
 * begin at fixed moments whether or not earlier ones have returned, and time is counted from those moments. Beside it:
 * how long entries waited until a checkpoint of the audit log held them, two seconds at most.
 *
 * <p>Arguments: seconds measured (default 20), events a second (default 500).
 */
public final class LatencyBench {
    private static final int BATCH = 10;
    private static final int NOTICE_EVERY = 20;
    private static final int WARM_UP_SECONDS = 15;

    private LatencyBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "bench", 20);
                var receiver = Receiver.start()) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var parts = DatabaseParts.open(database, master, new BusinessClock.OfDatabase(), PolicyFiles.shipped());
            var keys = Harris.enter(parts, receiver.address());
            try (var server = SallyportServer.start(Settings.onLoopback(0), parts.parts());
                    var caller = new Caller(keys)) {
                int warm = WARM_UP_SECONDS * rate / BATCH;
                int batches = seconds * rate / BATCH;
                int wanted = (warm + batches) * BATCH / NOTICE_EVERY;
                caller.fileAll(server.address(), 0, wanted);
                book(caller, server.address(), wanted);
                var load = new Load(caller, server.address(), BATCH * 1_000_000_000L / rate);
                load.run(0, warm);
                try (var lag = LogLag.watch(new AuditLog(database))) {
                    var scheduled = load.run(warm, warm + batches);
                    waitFor(receiver, (warm + batches) * BATCH / NOTICE_EVERY);
                    report(receiver, scheduled, load.refused.get());
                    Figures.printMillis("committed to under a checkpoint", lag.waits());
                }
            }
        }
    }

    private static void book(Caller caller, URI server, int wanted) throws Exception {
        for (int from = 0; from < wanted; from += 100) {
            var batch = new ArrayList<FeedEvent>();
            for (int person = from; person < Math.min(wanted, from + 100); person++) {
                batch.add(Harris.booked(person));
            }
            caller.feed(server, Harris.body(batch));
        }
    }

    private record Load(Caller caller, URI server, long gapNanos, AtomicInteger refused) {
        Load(Caller caller, URI server, long gapNanos) {
            this(caller, server, gapNanos, new AtomicInteger());
        }

        /** Posts batches at their moments; returns for each person wanted when its event was due. */
        HashMap<String, Long> run(int from, int to) {
            var scheduled = new HashMap<String, Long>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                long start = System.nanoTime();
                for (int n = from; n < to; n++) {
                    long due = start + (n - from) * gapNanos;
                    var batch = batch(n, due, scheduled);
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    var body = Harris.body(batch);
                    threads.submit(() -> {
                        if (caller.feed(server, body) != 200) {
                            refused.incrementAndGet();
                        }
                        return body.length;
                    });
                }
            }
            return scheduled;
        }

        private static List<FeedEvent> batch(int n, long due, HashMap<String, Long> scheduled) {
            var batch = new ArrayList<FeedEvent>();
            for (int i = 0; i < BATCH; i++) {
                int event = n * BATCH + i;
                int other = 5_000_000 + event / 2;
                if (event % NOTICE_EVERY == 0) {
                    batch.add(Harris.projected(event / NOTICE_EVERY));
                    scheduled.put("EV-" + event / NOTICE_EVERY, due);
                } else {
                    batch.add(event % 2 == 0 ? Harris.booked(other) : Harris.charged(other));
                }
            }
            return batch;
        }
    }

    private static void waitFor(Receiver receiver, int notices) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (receiver.notices().size() < notices && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void report(Receiver receiver, HashMap<String, Long> scheduled, int refused) {
        var took = receiver.notices().stream()
                .filter(n -> scheduled.containsKey(n.about()))
                .mapToLong(n -> n.nanos() - scheduled.getOrDefault(n.about(), 0L))
                .toArray();
        Figures.print("notices owed", scheduled.size());
        Figures.print("notices in the receiver's hands", took.length);
        Figures.print("calls refused", refused);
        Figures.printMillis("event in to notice handed over", took);
        if (took.length != scheduled.size()) {
            throw new IllegalStateException("Not every notice owed came.");
        }
    }
}

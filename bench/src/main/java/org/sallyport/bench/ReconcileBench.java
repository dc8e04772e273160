package org.sallyport.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.desk.Desk;
import org.sallyport.desk.Reconciliation.Rhythm;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;

/**
 * The reconciler on one large jail, most of whose people have left: how long a part takes, during which the records of
 * that part stay locked, and how much work all parts are.
 *
 * <p>Arguments: stays (default 100,000), records in one part (500, as the server has it).
 */
public final class ReconcileBench {
    private static final int PEOPLE_A_BATCH = 20;

    private ReconcileBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        int stays = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int most = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "reconcile", 4);
                var workers = Executors.newFixedThreadPool(1)) {
            var random = new SecureRandom();
            var setup = new PostgresStore.Setup(
                    new BusinessClock.OfDatabase(),
                    MasterKey.kept(scratch.folder().resolve("keys"), random),
                    random,
                    Books.ofThisRun(),
                    20_000);
            var desk = new Desk(PostgresStore.open(database, setup, PolicyBook.empty()));
            var loads = IngestBench.enter(desk, 1);
            IngestBench.file(desk, loads, 0, stays / PEOPLE_A_BATCH);
            IngestBench.feed(workers, desk, loads, 0, stays / PEOPLE_A_BATCH, new AtomicLong());
            BulkLoad.settle(database);
            through(desk, loads.getFirst(), most);
        }
    }

    private static void through(Desk desk, FeedLoad load, int most) {
        var parts = new ArrayList<Long>();
        long streams = 0;
        int last = most;
        while (last == most) {
            long start = System.nanoTime();
            var looked = desk.reconcile(load.facility(), new Rhythm(most, Duration.ZERO, Duration.ZERO))
                    .orElseThrow();
            parts.add(System.nanoTime() - start);
            if (looked.differences() > 0) {
                throw new IllegalStateException(looked.differences() + " differences where none can be");
            }
            last = looked.streams();
            streams += last;
        }
        Figures.print("requests and stays", streams);
        Figures.printMillis("one part", nanos(parts));
        Figures.print("all parts, seconds", parts.stream().mapToLong(n -> n).sum() / 1e9);
    }

    private static long[] nanos(List<Long> parts) {
        return parts.stream().mapToLong(n -> n).toArray();
    }
}

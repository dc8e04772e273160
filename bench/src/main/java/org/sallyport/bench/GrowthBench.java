package org.sallyport.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.desk.Desk;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;

/**
 * What an event of a feed costs as the journal grows from 10^5 to 10^7 rows, durable, with all cases and projections:
 * DESIGN section 8 asks that it stay flat, at most 1.3 times. The first 10^5 rows come from feeds; the others are
 * copies of them under other names, with all that came of them, in earlier weeks.
 *
 * <p>Arguments: rows of the longest journal (default 10,000,000), batches of a hundred per jail and round (60), rounds
 * (5); the median round counts.
 */
public final class GrowthBench {
    private static final int JAILS = 4;
    private static final long FIRST_ROWS = 100_000;
    private static final int WARM_UP = 40;

    /** Batches of a jail in another database before anything is measured; by then all is compiled. */
    private static final int COMPILED_AFTER = 600;

    private final Database database;
    private final Desk desk;
    private final ExecutorService workers;
    private final List<FeedLoad> loads;
    private final int batches;
    private final int rounds;
    private int next;

    private GrowthBench(Database database, Desk desk, ExecutorService workers, int batches, int rounds) {
        this.database = database;
        this.desk = desk;
        this.workers = workers;
        this.loads = IngestBench.enter(desk, JAILS);
        this.batches = batches;
        this.rounds = rounds;
    }

    /** What an event cost, in microseconds: of the clock, of this program's processor time and of the server's. */
    private record Cost(double wall, double program, double server) {
        double cpu() {
            return program + server;
        }
    }

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        long rows = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        int batches = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "growth", JAILS + 2);
                var workers = Executors.newFixedThreadPool(JAILS)) {
            var random = new SecureRandom();
            var setup = new PostgresStore.Setup(
                    new BusinessClock.OfDatabase(),
                    MasterKey.kept(scratch.folder().resolve("keys"), random),
                    random,
                    Books.ofThisRun(),
                    20_000);
            try (var other = Database.open(scratch.server(), "warm_up", JAILS + 2)) {
                over(other, setup, workers, batches, rounds).feed(COMPILED_AFTER);
            }
            over(database, setup, workers, batches, rounds).run(rows);
        }
    }

    private static GrowthBench over(
            Database database, PostgresStore.Setup setup, ExecutorService workers, int batches, int rounds) {
        var desk = new Desk(PostgresStore.open(database, setup, PolicyBook.empty()));
        return new GrowthBench(database, desk, workers, batches, rounds);
    }

    private void run(long most) throws Exception {
        while (BareInserts.lastPosition(database) < FIRST_ROWS) {
            feed(WARM_UP);
        }
        var first = Multiplied.of(database);
        var before = measure(first.rows());
        int copies = 1;
        for (long size = FIRST_ROWS * 10; size <= most; size *= 10) {
            long start = System.nanoTime();
            for (; copies * first.rows() < size; copies++) {
                first.add(copies);
            }
            Figures.print("bulk load, seconds", (System.nanoTime() - start) / 1e9);
            var now = measure(copies * first.rows());
            Figures.print("ratio to the first, processor", now.cpu() / before.cpu());
            Figures.print("ratio to the first, wall", now.wall() / before.wall());
        }
    }

    private Cost measure(long rows) throws Exception {
        BulkLoad.settle(database);
        feed(WARM_UP);
        var costs = new ArrayList<Cost>();
        for (int round = 0; round < rounds; round++) {
            costs.add(round());
        }
        costs.sort(Comparator.comparingDouble(Cost::cpu));
        var cost = costs.get(rounds / 2);
        var at = String.format(Locale.ROOT, "at %,d rows, microseconds an event, ", rows);
        Figures.print(at + "wall", cost.wall());
        Figures.print(at + "program's processor", cost.program());
        Figures.print(at + "server's processor", cost.server());
        return cost;
    }

    private Cost round() throws Exception {
        var events = new AtomicLong();
        IngestBench.file(desk, loads, next, next + batches);
        var before = Cpu.now(database);
        var took = IngestBench.feed(workers, desk, loads, next, next + batches, events);
        next += batches;
        var cpu = Cpu.now(database).since(before);
        double each = 1e6 / events.get();
        return new Cost(took.toNanos() / 1e9 * each, cpu.program() * each, cpu.server() * each);
    }

    private void feed(int batches) throws Exception {
        IngestBench.file(desk, loads, next, next + batches);
        IngestBench.feed(workers, desk, loads, next, next + batches, new AtomicLong());
        next += batches;
    }
}

package org.sallyport.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.notice.Mode;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.request.Agency;

/**
 * Feed ingest, durable and sealed, with every case and projection, against bare inserts of the same journal rows in the
 * same batches: DESIGN section 8 asks for 2,000 events a second on two cores and a ratio of 0.25 at least.
 *
 * <p>Arguments: batches per jail (default 200), jails, each fed by a thread of its own (default 4).
 */
public final class IngestBench {
    static final String AGENCY = "zz-agency";
    /** As long as the compiler of the virtual machine takes the most: what is measured is what goes on for days. */
    private static final int WARM_UP = 600;

    private static final int REQUEST_EVERY = 20;

    private IngestBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        int batches = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int jails = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "bench", jails + 2);
                var workers = Executors.newFixedThreadPool(jails)) {
            var random = new SecureRandom();
            var setup = new PostgresStore.Setup(
                    new BusinessClock.OfDatabase(),
                    MasterKey.kept(scratch.folder().resolve("keys"), random),
                    random,
                    Books.ofThisRun(),
                    20_000);
            var desk = new Desk(PostgresStore.open(database, setup, PolicyBook.empty()));
            var loads = enter(desk, jails);
            var events = new AtomicLong();
            file(desk, loads, 0, WARM_UP + batches);
            feed(workers, desk, loads, 0, WARM_UP, events);
            events.set(0);
            long before = BareInserts.lastPosition(database);
            var start = Cpu.now(database);
            var took = feed(workers, desk, loads, WARM_UP, WARM_UP + batches, events);
            var cpu = Cpu.now(database).since(start);
            var again = BareInserts.of(database, before);
            var bareStart = Cpu.now(database);
            var bare = again.run(workers, jails);
            var bareCpu = Cpu.now(database).since(bareStart);
            double perSecond = events.get() * 1e9 / took.toNanos();
            double barePerSecond = bare.rows() * 1e9 / bare.took().toNanos();
            double rowsPerSecond = bare.rows() * 1e9 / took.toNanos();
            Figures.print("ingest, batches of 100, events/s", perSecond);
            Figures.print("ingest, journal rows/s", rowsPerSecond);
            Figures.print("bare inserts of the same rows, rows/s", barePerSecond);
            Figures.print("ratio ingest to bare inserts", rowsPerSecond / barePerSecond);
            Figures.print("ingest, microseconds of processor a row, program", cpu.program() * 1e6 / bare.rows());
            Figures.print("ingest, microseconds of processor a row, server", cpu.server() * 1e6 / bare.rows());
            Figures.print("bare, microseconds of processor a row, program", bareCpu.program() * 1e6 / bare.rows());
            Figures.print("bare, microseconds of processor a row, server", bareCpu.server() * 1e6 / bare.rows());
            Figures.print("ratio ingest to bare inserts, by processor", bareCpu.all() / cpu.all());
        }
    }

    static List<FeedLoad> enter(Desk desk, int jails) {
        var routes = List.of(new Agency.Route("webhook", "http://127.0.0.1/", "secret", true));
        desk.enrol(new Agency(AGENCY, "Agency", "immigration", routes), "bench");
        var loads = new ArrayList<FeedLoad>();
        for (int n = 1; n <= jails; n++) {
            var id = new FacilityId("zz/county/jail" + n);
            desk.configure(
                    Facility.usual(id, "zz/county", "county-jail", ZoneId.of("America/New_York")),
                    Map.of("desk", "desk@jail.test"),
                    "bench");
            desk.mode(id, "immigration", Mode.AUTOMATIC, "bench");
            loads.add(new FeedLoad(id, n));
        }
        return loads;
    }

    /** Files the requests about the people whom these batches book. */
    static void file(Desk desk, List<FeedLoad> loads, int from, int to) {
        for (var load : loads) {
            for (int person = from * 20; person < to * 20; person += REQUEST_EVERY) {
                desk.file(load.requestId(person), load.asks(person), List.of());
            }
        }
    }

    /** Feeds these batches of every jail, each on a thread of its own; returns how long it took. */
    static Duration feed(
            java.util.concurrent.ExecutorService workers,
            Desk desk,
            List<FeedLoad> loads,
            int from,
            int to,
            AtomicLong events)
            throws Exception {
        var work = new ArrayList<Callable<Integer>>();
        for (var load : loads) {
            work.add(() -> {
                for (int n = from; n < to; n++) {
                    var batch = load.batch(n);
                    desk.accept(load.facility(), batch, e -> e.id());
                    events.addAndGet(batch.size());
                }
                return to - from;
            });
        }
        long start = System.nanoTime();
        for (var done : workers.invokeAll(work)) {
            done.get();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

package org.sallyport.bench;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.HashSource;
import org.sallyport.audit.InclusionProof;
import org.sallyport.audit.Tile;
import org.sallyport.audit.TileHashes;
import org.sallyport.desk.Desk;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.Books;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.audit.AuditCheck;
import org.sallyport.postgres.audit.AuditLog;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Sequencer;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;

/**
 * The audit log: a tree derived anew, proofs out of it, ingest with the log growing beside it against ingest without,
 * and the full check.
 *
 * <p>Arguments: entries of the tree (default 10,000,000), batches per jail and round (default 60), rounds (default 3).
 * Proofs out of PostgreSQL are measured up to 10,000,000 entries, above by the tree alone.
 */
public final class AuditBench {
    private static final int JAILS = 4;
    private static final int PROOFS = 1_000;
    private static final long IN_DATABASE_MOST = 10_000_000;
    private static final int TILES_AT_ONCE = 500;
    private static final long PAUSE_NANOS = 500_000_000;

    private AuditBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        long entries = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        int batches = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        try (var scratch = ScratchServer.start(System.getenv());
                var database = Database.open(scratch.server(), "audit", JAILS + 3)) {
            var tiles = derive(entries);
            prove("proof by the tree alone, ms", entries, new TileHashes(tiles::bytes, entries));
            if (entries <= IN_DATABASE_MOST) {
                load(database, tiles, entries);
                prove("proof out of PostgreSQL, ms", entries, new AuditLog(database).hashes(entries));
                database.transact(connection -> connection.createStatement().execute("truncate audit_tile"));
            }
            ingest(scratch, database, batches, rounds);
        }
    }

    /** Tiles above the lowest, kept; the lowest are made again when asked for, since ten of them are a small file. */
    private record Tiles(Map<Tile, byte[]> above) {
        byte[] bytes(Tile tile) {
            if (tile.level() > 0) {
                return Objects.requireNonNull(above.get(new Tile(tile.level(), tile.index(), Tile.FULL)));
            }
            var bytes = new byte[tile.width() * Hash.BYTES];
            for (int i = 0; i < tile.width(); i++) {
                leaf(tile.index() * Tile.FULL + i).copyTo(bytes, i * Hash.BYTES);
            }
            return bytes;
        }
    }

    private static Hash leaf(long index) {
        return Hash.leaf(ByteBuffer.allocate(Hash.BYTES).putLong(index).array());
    }

    private static Tiles derive(long entries) {
        var tiles = new Tiles(new HashMap<>());
        var tree = new Frontier();
        long start = System.nanoTime();
        for (long i = 0; i < entries; i++) {
            tree.append(leaf(i), (level, index, hash) -> {
                if (level > 0 && level % Tile.HEIGHT == 0) {
                    var tile = new Tile(level / Tile.HEIGHT, index / Tile.FULL, Tile.FULL);
                    var bytes = tiles.above().computeIfAbsent(tile, _ -> new byte[Tile.FULL * Hash.BYTES]);
                    hash.copyTo(bytes, (int) (index % Tile.FULL) * Hash.BYTES);
                }
            });
        }
        Figures.print("tree derived anew, entries", entries);
        Figures.print("tree derived anew, entries/s", entries * 1e9 / (System.nanoTime() - start));
        return tiles;
    }

    private static void prove(String what, long entries, HashSource hashes) {
        var random = new Random(4711);
        var took = new double[PROOFS];
        for (int i = 0; i < PROOFS; i++) {
            long index = (long) (random.nextDouble() * entries);
            long start = System.nanoTime();
            var proof = InclusionProof.of(index, entries, hashes);
            took[i] = (System.nanoTime() - start) / 1e6;
            if (proof.root(leaf(index)).isEmpty()) {
                throw new IllegalStateException("A proof leads nowhere.");
            }
        }
        Arrays.sort(took);
        Figures.print(what + ", median", took[PROOFS / 2]);
        Figures.print(what + ", p99", took[PROOFS * 99 / 100]);
    }

    private static void load(Database database, Tiles tiles, long entries) throws SQLException {
        var all = Tile.grown(0, entries);
        for (int from = 0; from < all.size(); from += TILES_AT_ONCE) {
            var part = all.subList(from, Math.min(all.size(), from + TILES_AT_ONCE));
            database.transact(connection -> {
                var sql = "insert into audit_tile (level, index, hashes) values (?, ?, ?)";
                try (var s = connection.prepareStatement(sql)) {
                    for (var tile : part) {
                        s.setInt(1, tile.level());
                        s.setLong(2, tile.index());
                        s.setBytes(3, Arrays.copyOf(tiles.bytes(tile), tile.width() * Hash.BYTES));
                        s.addBatch();
                    }
                    return s.executeBatch();
                }
            });
        }
    }

    private static void ingest(ScratchServer scratch, Database database, int batches, int rounds) throws Exception {
        var random = new SecureRandom();
        var master = MasterKey.kept(scratch.folder().resolve("keys"), random);
        var books = Books.ofThisRun();
        var setup = new PostgresStore.Setup(new BusinessClock.OfDatabase(), master, random, books, 20_000);
        var desk = new Desk(PostgresStore.open(database, setup, PolicyBook.empty()));
        var keys = new KeyRing(master, random, 20_000);
        var log = OpenLog.of(database, keys, Optional.empty());
        var loads = IngestBench.enter(desk, JAILS);
        var without = new Rate();
        var with = new Rate();
        try (var workers = Executors.newFixedThreadPool(JAILS + 1)) {
            int at = 0;
            IngestBench.file(desk, loads, 0, 40 + 2 * batches * rounds);
            IngestBench.feed(workers, desk, loads, at, at += 40, new AtomicLong());
            for (int round = 0; round < rounds; round++) {
                without.add(IngestBench.feed(workers, desk, loads, at, at += batches, without.events));
                catchUp(log);
                var ended = new AtomicBoolean();
                var beside = workers.submit(() -> {
                    while (!ended.get()) {
                        catchUp(log);
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                });
                with.add(IngestBench.feed(workers, desk, loads, at, at += batches, with.events));
                ended.set(true);
                beside.get();
                catchUp(log);
            }
        }
        Figures.print("ingest without the audit log, events/s", without.perSecond());
        Figures.print("ingest with the audit log, events/s", with.perSecond());
        Figures.print("ratio with to without", with.perSecond() / without.perSecond());
        check(database, keys, books, log);
    }

    private static void catchUp(OpenLog log) {
        while (log.sequencer().pass() instanceof Sequencer.Pass.Taken(var _, var _, var more) && more) {
            Thread.onSpinWait();
        }
    }

    private static void check(Database database, KeyRing keys, Books books, OpenLog log) {
        long start = System.nanoTime();
        var against = new AuditCheck.Against(List.of(), Optional.empty(), log.signer());
        var result = new AuditCheck(database, keys, books).run(new Frontier(), against, AuditCheck.Progress.NONE);
        result.difference().ifPresent(d -> {
            throw new IllegalStateException(d.sentence());
        });
        Figures.print("full check, entries", result.head().size());
        Figures.print("full check, entries/s", result.head().size() * 1e9 / (System.nanoTime() - start));
    }

    private static final class Rate {
        private final AtomicLong events = new AtomicLong();
        private final List<Duration> took = new ArrayList<>();

        void add(Duration duration) {
            took.add(duration);
        }

        double perSecond() {
            return events.get()
                    * 1e9
                    / took.stream().mapToLong(Duration::toNanos).sum();
        }
    }
}

package org.sallyport.bench.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.sallyport.formats.study.Side;
import org.sallyport.formats.study.Study;
import org.sallyport.formats.study.Tally;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;

/**
 * Everyone in US jails decided again in memory (660,000 stays, 1.5 requests each), and a study of many past cases,
 * first from facts in memory, then from JSON Lines read as they come.
 *
 * <p>Arguments: cases of the study (default 10,000,000).
 */
public final class ReplayBench {
    private static final int EVERYONE = 990_000;
    private static final int THREADS = 2;
    private static final int FILE = 100_000;

    private ReplayBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) throws Exception {
        var cases = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        var book = Shipped.book();
        var source = new JailCases(book.contents(), 1);
        var everyone = new ArrayList<Facts>(EVERYONE);
        for (var n = 0; n < EVERYONE; n++) {
            everyone.add(source.next());
        }
        parts(everyone, part -> decided(book, part)); // warms up
        print("everyone in US jails decided again", EVERYONE, parts(everyone, part -> decided(book, part)));

        var before = new Side("as asked", book, Optional.empty());
        var after = new Side("24 h", book, Optional.of(Duration.ofHours(24)));
        var rounds = Math.max(1, cases / EVERYONE);
        print("study, facts in memory", rounds * EVERYONE, parts(everyone, part -> {
            var tally = new Tally();
            for (var round = 0L; round < rounds; round++) {
                part.forEach(facts -> tally.add(facts, before, after));
            }
            return tally.all().cases();
        }));

        var file = Files.createTempFile("sallyport-bench", ".jsonl");
        try {
            CasesFile.main(new String[] {file.toString(), Integer.toString(FILE)});
            var times = Math.max(1, cases / FILE);
            var from = System.nanoTime();
            try (var in = new Repeated(file, times)) {
                new Study(before, after, THREADS).run(in, unread -> {}, read -> {});
            }
            print("study, JSON Lines", times * FILE, Duration.ofNanos(System.nanoTime() - from));
        } finally {
            Files.delete(file);
        }
    }

    private static long decided(PolicyBook book, List<Facts> part) {
        var reasons = 0L;
        for (var facts : part) {
            reasons += book.decide(facts).reasons().size();
        }
        return reasons;
    }

    private interface Work {
        long on(List<Facts> part);
    }

    private static Duration parts(List<Facts> all, Work work) throws Exception {
        var half = all.size() / THREADS;
        var tasks = new ArrayList<Callable<Long>>();
        for (var t = 0; t < THREADS; t++) {
            var part = all.subList(t * half, (t + 1) * half);
            tasks.add(() -> work.on(part));
        }
        var from = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private static void print(String what, long cases, Duration took) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-40s %,12d cases in %6.1f s on %d threads, %,12.0f/s",
                what,
                cases,
                took.toNanos() / 1e9,
                THREADS,
                cases * 1e9 / took.toNanos()));
    }

    /** A file read several times over, as one stream. */
    private static final class Repeated extends InputStream {
        private final Path file;
        private long left;
        private InputStream in;

        Repeated(Path file, long times) throws IOException {
            this.file = file;
            this.left = times - 1;
            this.in = Files.newInputStream(file);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("The study reads whole blocks");
        }

        @Override
        public int read(byte[] block, int at, int length) throws IOException {
            var read = in.read(block, at, length);
            while (read < 0 && left > 0) {
                left--;
                in.close();
                in = Files.newInputStream(file);
                read = in.read(block, at, length);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

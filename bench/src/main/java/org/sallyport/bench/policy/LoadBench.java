package org.sallyport.bench.policy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.sallyport.policy.PolicyBook;

/** Loads and proves every table that ships, first in a cold Java machine, then again and again. */
public final class LoadBench {
    private static final int TIMES = 10;

    private LoadBench() {}

    /** Runs it and prints one line for each time. */
    public static void main(String[] args) {
        for (var time = 1; time <= TIMES; time++) {
            var from = System.nanoTime();
            var cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            PolicyBook book = Shipped.book();
            var took = Duration.ofNanos(System.nanoTime() - from);
            var used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            System.out.println(String.format(
                    Locale.ROOT,
                    "load and prove, time %2d: %d tables, %d ms, %d ms of this thread's CPU",
                    time,
                    book.contents().tables().size(),
                    took.toMillis(),
                    used / 1_000_000));
        }
    }
}

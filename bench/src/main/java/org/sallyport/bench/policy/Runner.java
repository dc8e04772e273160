package org.sallyport.bench.policy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToIntFunction;

/** One way of answering the same cases, timed in CPU seconds of one thread; the best turn counts. */
final class Runner<C> {
    private static final long TURN_NANOS = 400_000_000;

    private final String name;
    private final C[] cases;
    private final ToIntFunction<C> answer;
    private double best;
    private long sum;

    @SuppressWarnings("unchecked")
    Runner(String name, List<C> cases, ToIntFunction<C> answer) {
        this.name = name;
        this.cases = (C[]) cases.toArray();
        this.answer = answer;
    }

    /** Runs all by turns, so that what disturbs the machine disturbs each; the first two turns are for warming up. */
    static void takeTurns(List<? extends Runner<?>> runners, int turns) {
        for (var turn = -2; turn < turns; turn++) {
            for (var runner : runners) {
                var perSecond = runner.turn();
                runner.best = turn < 0 ? 0 : Math.max(runner.best, perSecond);
            }
        }
    }

    private double turn() {
        var clock = ManagementFactory.getThreadMXBean();
        var from = clock.getCurrentThreadCpuTime();
        var done = 0L;
        long took;
        do {
            for (var c : cases) {
                sum += answer.applyAsInt(c);
            }
            done += cases.length;
            took = clock.getCurrentThreadCpuTime() - from;
        } while (took < TURN_NANOS);
        return done * 1e9 / took;
    }

    String name() {
        return name;
    }

    double perSecond() {
        if (sum == Long.MIN_VALUE) { // keeps the answers alive
            throw new IllegalStateException();
        }
        return best;
    }
}

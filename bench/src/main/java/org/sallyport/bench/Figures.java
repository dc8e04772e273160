package org.sallyport.bench;

import java.util.Arrays;
import java.util.Locale;

/** Lines of figures, as every bench prints them. */
public final class Figures {
    private Figures() {}

    /** Prints a number. */
    public static void print(String what, double figure) {
        System.out.println(String.format(Locale.ROOT, "%-58s %,14.2f", what, figure));
    }

    /** Prints a word. */
    public static void print(String what, String word) {
        System.out.println(String.format(Locale.ROOT, "%-58s %14s", what, word));
    }

    /** Prints quantiles of durations in nanoseconds, as milliseconds. */
    public static void printMillis(String what, long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        for (double q : new double[] {0.5, 0.9, 0.99, 1.0}) {
            int at = Math.max(0, (int) Math.ceil(q * sorted.length) - 1);
            print(what + (q == 1.0 ? ", max" : ", p" + Math.round(q * 100)) + " ms", sorted[at] / 1e6);
        }
    }
}

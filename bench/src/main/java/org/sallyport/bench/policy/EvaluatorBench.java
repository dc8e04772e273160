package org.sallyport.bench.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sallyport.policy.EncodedCase;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;

/**
 * Determinations a second on one core, in CPU time, against hand-written Java for the same cases of three states. The
 * answers must agree on every case. Another engine joins as one more {@link Runner}.
 *
 * <p>Arguments: cases (default 60,000).
 */
public final class EvaluatorBench {
    private static final List<String> PLACES =
            List.of("us/ca/another-county", "us/nj/another-county", "us/tx/another-county");

    private EvaluatorBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) {
        var count = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
        var book = Shipped.book();
        var byHand = new HandWritten(book.contents());
        var three = new ArrayList<Facts>();
        for (var place : PLACES) {
            three.addAll(JailCases.in(book.contents(), place, count / PLACES.size(), 1));
        }
        three.forEach(facts -> agree(facts, book, byHand));
        var source = new JailCases(book.contents(), 2);
        var country = Stream.generate(source::next).limit(count).toList();

        System.out.println(three.size() + " cases in " + PLACES + ": tables and hand-written Java agree on every one");
        compare(book, three, byHand);
        System.out.println(country.size() + " cases over the whole country, all kinds of requester");
        compare(book, country, null);
    }

    private static void agree(Facts facts, PolicyBook book, HandWritten byHand) {
        var ours = book.outcome(book.encode(facts));
        if (ours != byHand.notice(facts) || ours != book.decide(facts).outcome()) {
            throw new IllegalStateException("The tables say " + ours + ", hand-written Java " + byHand.notice(facts)
                    + " of " + facts.id() + " in " + facts.facility().jurisdiction() + ": did a table change?");
        }
    }

    private static void compare(
            PolicyBook book, List<Facts> cases, @org.jspecify.annotations.Nullable HandWritten byHand) {
        var encoded = cases.stream().map(book::encode).toList();
        var runners = new ArrayList<Runner<?>>();
        if (byHand != null) {
            runners.add(new Runner<>(
                    "hand-written Java, from parsed facts",
                    cases,
                    f -> byHand.notice(f).ordinal()));
        }
        runners.add(new Runner<>(
                "tables, outcome, from parsed facts",
                cases,
                f -> book.outcome(book.encode(f)).ordinal()));
        runners.add(new Runner<EncodedCase>(
                "tables, outcome, encoded facts", encoded, c -> book.outcome(c).ordinal()));
        runners.add(new Runner<EncodedCase>(
                "tables, explained, encoded facts",
                encoded,
                c -> book.decide(c).reasons().size()));
        runners.add(new Runner<>(
                "tables, explained, from parsed facts",
                cases,
                f -> book.decide(f).reasons().size()));
        Runner.takeTurns(runners, 7);
        var baseline = runners.getFirst().perSecond();
        for (var runner : runners) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-40s %,12.0f/s   %5.2f x the time of the first line",
                    runner.name(),
                    runner.perSecond(),
                    baseline / runner.perSecond()));
        }
    }
}

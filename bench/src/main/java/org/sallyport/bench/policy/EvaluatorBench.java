package org.sallyport.bench.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.sallyport.acceptance.SecondOpinion;
import org.sallyport.policy.Case;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.EncodedCase;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;

/**
 * Determinations a second on one core, in CPU time, against hand-written Java and Apache KIE DMN for the same cases of
 * three states. The answers must agree on every case. Another engine joins as one more {@link Runner}.
 *
 * <p>KIE evaluates the exported tables in force for the act {@code notice}, one of each layer, our answers to their
 * questions put into its contexts beforehand: what the line "tables, outcome, encoded facts" has too. It neither folds
 * the layers nor applies stops, which ours does.
 *
 * <p>It runs twice: over few cases, which stay in the processor's cache as facts do that were parsed just before, and
 * over many, where for parsed facts it measures for the most part the reading of memory.
 *
 * <p>Arguments: cases of the second run (default 60,000).
 */
public final class EvaluatorBench {
    private static final List<String> PLACES =
            List.of("us/ca/another-county", "us/nj/another-county", "us/tx/another-county");

    private static final int FITTING_THE_CACHE = 3_000;
    private static final int SHARE_FOR_KIE = 20;

    private EvaluatorBench() {}

    /** Runs it and prints one line a figure. */
    public static void main(String[] args) {
        var count = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
        var book = Shipped.book();
        var byHand = new HandWritten(book.contents());
        for (var each : List.of(FITTING_THE_CACHE, count)) {
            var three = new ArrayList<Facts>();
            for (var place : PLACES) {
                three.addAll(JailCases.in(book.contents(), place, each / PLACES.size(), 1));
            }
            three.forEach(facts -> agree(facts, book, byHand));
            System.out.println(
                    three.size() + " cases in " + PLACES + ": tables and hand-written Java agree on every one");
            compare(book, three, byHand);
            if (each == count) {
                withKie(book, three);
            }
            var source = new JailCases(book.contents(), 2);
            System.out.println(each + " cases over the whole country, all kinds of requester");
            compare(book, Stream.generate(source::next).limit(each).toList(), null);
        }
    }

    /** One case as KIE takes it: the models of the tables in force, each with its context. */
    private record Asked(List<SecondOpinion> models, List<DMNContext> contexts) {
        int rows() {
            var sum = 0;
            for (var i = 0; i < models.size(); i++) {
                sum += ((BigDecimal) Objects.requireNonNull(
                                models.get(i).of(contexts.get(i)).get("row")))
                        .intValueExact();
            }
            return sum;
        }
    }

    private static void withKie(PolicyBook book, List<Facts> three) {
        var some = IntStream.range(0, three.size())
                .filter(i -> i % SHARE_FOR_KIE == 0)
                .mapToObj(three::get)
                .toList();
        var models = new HashMap<DecisionTable, SecondOpinion>();
        var asked = new ArrayList<Asked>();
        for (var facts : some) {
            var explained = book.explain(facts);
            var found = new Case(facts, explained.day());
            var each = new Asked(new ArrayList<>(), new ArrayList<>());
            var rows = 0;
            for (var table : explained.answers().keySet()) {
                var model = models.computeIfAbsent(table, SecondOpinion::new);
                each.models().add(model);
                each.contexts().add(model.context(model.inputs(found)));
                rows += table.match(found).number();
            }
            if (each.rows() != rows) {
                throw new IllegalStateException("Apache KIE finds other rows for " + facts);
            }
            asked.add(each);
        }
        System.out.println(some.size() + " of these cases; Apache KIE finds the same rows for every one");
        print(List.of(
                new Runner<>("Apache KIE DMN, encoded facts", asked, Asked::rows),
                new Runner<EncodedCase>(
                        "tables, outcome, encoded facts",
                        some.stream().map(book::encode).toList(),
                        c -> book.outcome(c).ordinal())));
    }

    private static void agree(Facts facts, PolicyBook book, HandWritten byHand) {
        var ours = book.outcome(book.encode(facts));
        if (ours != byHand.notice(facts) || ours != book.decide(facts).outcome()) {
            throw new IllegalStateException("The tables say " + ours + ", hand-written Java " + byHand.notice(facts)
                    + " of " + facts.id() + " in " + facts.facility().jurisdiction() + ": did a table change?");
        }
    }

    private static void compare(PolicyBook book, List<Facts> cases, @Nullable HandWritten byHand) {
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
        print(runners);
    }

    private static void print(List<? extends Runner<?>> runners) {
        Runner.takeTurns(runners, 7);
        var baseline = runners.getFirst().perSecond();
        for (var runner : runners) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-40s %,12.0f/s   %8.4f x the time of the first line",
                    runner.name(),
                    runner.perSecond(),
                    baseline / runner.perSecond()));
        }
    }
}

package org.sallyport.bench.policy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sallyport.acceptance.SecondOpinion;
import org.sallyport.policy.Case;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.RandomFacts;

/**
 * Random cases of every exported table, unknowns included: Apache KIE must find the row we find, with the same outputs.
 * KIE sees nothing of a case but the answers to the table's questions, so it is asked once for each set of answers.
 *
 * <p>Arguments: cases a table (default 100,000), seed (default 1).
 */
public final class SecondOpinionBench {
    private long cases;
    private long asked;
    private long withUnknown;

    private SecondOpinionBench() {}

    /** Runs it, prints one line, and ends with 1 at the first case on which the two differ. */
    public static void main(String[] args) {
        var perTable = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        var seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        var tables = Shipped.contents().tables();
        var bench = new SecondOpinionBench();
        try (var bar = new ProgressBarBuilder()
                .setTaskName("comparing")
                .setInitialMax(tables.size())
                .setUnit(" tables", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .build()) {
            for (var table : tables) {
                bench.compare(table, perTable, seed);
                bar.step();
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%d tables, %,d random cases, %,d of them with an unknown answer: Apache KIE, asked %,d times, finds"
                        + " the same row and outputs for every one",
                tables.size(),
                bench.cases,
                bench.withUnknown,
                bench.asked));
    }

    private void compare(DecisionTable table, int perTable, long seed) {
        var opinion = new SecondOpinion(table);
        var known = new HashMap<Map<String, String>, Map<String, Object>>();
        var random = new RandomFacts(table, seed);
        for (var n = 0; n < perTable; n++) {
            var facts = random.next();
            var found = new Case(facts, facts.asOf().toLocalDate());
            var answers = opinion.inputs(found);
            var theirs = known.computeIfAbsent(answers, a -> opinion.of(opinion.context(a)));
            var ours = SecondOpinion.ours(table.match(found));
            if (!ours.equals(theirs)) {
                throw new IllegalStateException(
                        table.id() + " for " + answers + ": ours " + ours + ", Apache KIE's " + theirs);
            }
            cases++;
            withUnknown += answers.containsValue("unknown") ? 1 : 0;
        }
        asked += known.size();
    }
}

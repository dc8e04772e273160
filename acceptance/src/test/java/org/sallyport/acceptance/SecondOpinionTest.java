package org.sallyport.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Case;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.RandomFacts;
import org.sallyport.problem.Checked;

/** Another engine, which knows nothing of ours but the exported file, finds the same row of every table. */
class SecondOpinionTest {
    private static final PolicyFiles FILES = PolicyFiles.shipped();
    private static final int RANDOM_CASES = 1_000;

    static Stream<DecisionTable> tables() {
        return switch (FILES.all()) {
            case Checked.Good<PolicyBook.Contents>(var contents) -> contents.tables().stream();
            case Checked.Bad<PolicyBook.Contents>(var problems) -> fail(problems.toString());
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void kie_finds_the_same_row_for_every_worked_example_and_a_thousand_random_cases(DecisionTable table) {
        var opinion = new SecondOpinion(table);
        var rows = new HashSet<Integer>();
        for (var example : examples(table)) {
            var facts = facts(example);
            rows.add(same(opinion, table, new Case(facts, facts.asOf().toLocalDate())));
        }
        assertEquals(table.rows().size(), rows.size(), "every row is compared");
        var random = new RandomFacts(table, 7);
        for (var n = 0; n < RANDOM_CASES; n++) {
            Facts facts = random.next();
            same(opinion, table, new Case(facts, facts.asOf().toLocalDate()));
        }
    }

    private static int same(SecondOpinion opinion, DecisionTable table, Case found) {
        var row = table.match(found);
        assertEquals(
                SecondOpinion.ours(row),
                opinion.of(opinion.context(opinion.inputs(found))),
                () -> table.id() + " for " + found);
        return row.number();
    }

    private static Facts facts(WorkedExample example) {
        return switch (example.facts()) {
            case Checked.Good<Facts>(var facts) -> facts;
            case Checked.Bad<Facts>(var problems) -> fail(problems.toString());
        };
    }

    private static List<WorkedExample> examples(DecisionTable table) {
        var text = FILES.text(WorkedExample.file(table)).orElse("");
        return switch (WorkedExample.of(table, text)) {
            case Checked.Good<List<WorkedExample>>(var examples) -> examples;
            case Checked.Bad<List<WorkedExample>>(var problems) -> fail(problems.toString());
        };
    }
}

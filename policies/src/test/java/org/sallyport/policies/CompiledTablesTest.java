package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.PlainEvaluator;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.RandomFacts;
import org.sallyport.problem.Checked;

/**
 * The compiled tables answer as the same tables walked row by row do, on facts aimed at each table in turn.
 *
 * <p>{@code -Dcases=100000} runs as many for each table; the usual number is small for speed.
 */
class CompiledTablesTest {
    private static final int CASES = Integer.getInteger("cases", 100);

    @Test
    void compiled_tables_answer_as_walked_ones_with_everything_adopted() {
        same(new Adoptions.All(), 1);
    }

    @Test
    void compiled_tables_answer_as_walked_ones_with_nothing_adopted() {
        same(new Adoptions.None(), 2);
    }

    private static void same(Adoptions adoptions, long seed) {
        var book = book(adoptions);
        for (var table : book.contents().tables()) {
            var source = new RandomFacts(table, seed);
            for (var n = 0; n < CASES; n++) {
                var facts = source.next();
                var plain = PlainEvaluator.decide(book, facts);
                assertEquals(plain, book.decide(facts), () -> table.id() + ", seed " + seed);
                assertEquals(plain.outcome(), book.outcome(book.encode(facts)));
            }
        }
    }

    private static PolicyBook book(Adoptions adoptions) {
        if (PolicyFiles.shipped().all() instanceof Checked.Good<PolicyBook.Contents>(var contents)
                && PolicyBook.of(contents.withAdoptions(adoptions)) instanceof Checked.Good<PolicyBook>(var book)) {
            return book;
        }
        return fail("the shipped tables do not load");
    }
}

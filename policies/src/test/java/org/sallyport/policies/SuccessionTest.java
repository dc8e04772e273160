package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.problem.Checked;

/** Where law ends and other law begins, both sides of midnight are worked out by hand: the last day and the first. */
class SuccessionTest {
    @Test
    void law_that_ends_has_an_example_of_its_last_day_and_what_follows_one_of_its_first() {
        var tables = Shipped.book().contents().tables();
        var missing = new ArrayList<String>();
        var ends = 0;
        for (var table : tables) {
            var days = days(table);
            if (table.head().to().isPresent()) {
                ends++;
                var last = table.head().to().get().minusDays(1);
                if (!days.contains(last)) {
                    missing.add(table.id() + ": no example of its last day, " + last);
                }
            }
            if (tables.stream().anyMatch(before -> follows(table, before))
                    && !days.contains(table.head().from())) {
                missing.add(table.id() + ": no example of its first day, "
                        + table.head().from());
            }
        }

        assertEquals(List.of(), missing);
        assertFalse(ends == 0, "the test looks at nothing");
    }

    @Test
    void no_example_knows_a_conviction_of_a_later_day() {
        var later = Shipped.book().contents().tables().stream()
                .flatMap(table -> Shipped.examples(table).stream())
                .flatMap(example ->
                        example.facts() instanceof Checked.Good<Facts>(var facts) ? Stream.of(facts) : Stream.empty())
                .filter(facts -> Stream.concat(facts.charges().stream(), facts.priors().stream())
                        .flatMap(charge -> charge.on().stream())
                        .anyMatch(facts.asOf().toLocalDate()::isBefore))
                .map(facts -> facts.id() + " of " + facts.asOf())
                .toList();

        assertEquals(List.of(), later);
    }

    private static boolean follows(DecisionTable table, DecisionTable before) {
        return table.head().layer().equals(before.head().layer())
                && before.head().to().equals(Optional.of(table.head().from()))
                && !Collections.disjoint(table.head().acts(), before.head().acts())
                && !Collections.disjoint(
                        table.head().requesters(), before.head().requesters());
    }

    private static Set<LocalDate> days(DecisionTable table) {
        return Shipped.examples(table).stream()
                .flatMap(example -> example.facts() instanceof Checked.Good<Facts>(var facts)
                        ? Stream.of(facts.asOf().toLocalDate())
                        : Stream.<LocalDate>empty())
                .collect(Collectors.toSet());
    }
}

package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Case;
import org.sallyport.policy.Composite;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Offence;
import org.sallyport.policy.Question;
import org.sallyport.policy.Ternary;
import org.sallyport.problem.Checked;

/** Every look-back of every table is worked out by hand at its boundary: day before, the day, day after, leap day. */
class LookBacksTest {
    private enum Boundary {
        THE_DAY_BEFORE,
        THE_ANNIVERSARY,
        THE_DAY_AFTER,
        CONVICTED_ON_29_FEBRUARY_STILL_INSIDE,
        CONVICTED_ON_29_FEBRUARY_JUST_OUTSIDE
    }

    @Test
    void every_look_back_has_worked_examples_at_its_boundary() {
        var missing = new ArrayList<String>();
        var lookBacks = 0;
        for (var table : Shipped.book().contents().tables()) {
            var cases = cases(table);
            for (var offence : lookBacks(table)) {
                lookBacks++;
                var worked = new LinkedHashSet<Boundary>();
                cases.forEach(found -> worked.addAll(boundaries(offence, found)));
                for (var boundary : Boundary.values()) {
                    if (!worked.contains(boundary)) {
                        missing.add(table.id() + ": " + offence.text() + ": no example of " + boundary);
                    }
                }
            }
        }

        assertEquals(List.of(), missing);
        assertFalse(lookBacks == 0, "the test looks at nothing");
    }

    private static List<Case> cases(DecisionTable table) {
        var cases = new ArrayList<Case>();
        for (var example : Shipped.examples(table)) {
            if (example.facts() instanceof Checked.Good<Facts>(var facts)) {
                cases.add(new Case(facts, facts.asOf().toLocalDate()));
            }
        }
        return cases;
    }

    private static List<Offence> lookBacks(DecisionTable table) {
        return table.columns().stream()
                .flatMap(LookBacksTest::offences)
                .filter(o -> o.within().isPresent())
                .toList();
    }

    private static Stream<Offence> offences(Question question) {
        return switch (question) {
            case Offence offence -> Stream.of(offence);
            case Composite composite -> composite.parts().stream().flatMap(LookBacksTest::offences);
            default -> Stream.empty();
        };
    }

    /** The boundaries this case stands at, among the convictions the question is about but for their age. */
    private static Set<Boundary> boundaries(Offence offence, Case found) {
        var at = new LinkedHashSet<Boundary>();
        for (var charge : found.facts().charges()) {
            var about = offence.kinds().stream().anyMatch(k -> k.covers(charge) != Ternary.NO);
            if (about
                    && charge.disposition() == Facts.Disposition.CONVICTED
                    && charge.on().isPresent()) {
                boundary(charge.on().get(), offence.within().orElseThrow(), found.day(), at);
            }
        }
        return at;
    }

    private static void boundary(LocalDate on, Period within, LocalDate day, Set<Boundary> at) {
        var anniversary = on.plus(within);
        var leapDay = on.getMonthValue() == 2 && on.getDayOfMonth() == 29;
        if (day.equals(anniversary.minusDays(1))) {
            at.add(Boundary.THE_DAY_BEFORE);
        }
        if (day.equals(anniversary)) {
            at.add(leapDay ? Boundary.CONVICTED_ON_29_FEBRUARY_STILL_INSIDE : Boundary.THE_ANNIVERSARY);
        }
        if (day.equals(anniversary.plusDays(1))) {
            at.add(leapDay ? Boundary.CONVICTED_ON_29_FEBRUARY_JUST_OUTSIDE : Boundary.THE_DAY_AFTER);
        }
    }

    @Test
    void worked_examples_give_a_reason_in_words() {
        for (var table : Shipped.book().contents().tables()) {
            for (WorkedExample example : Shipped.examples(table)) {
                assertFalse(example.reason().split(" ", -1).length < 2, table.id() + ": " + example.reason());
            }
        }
    }
}

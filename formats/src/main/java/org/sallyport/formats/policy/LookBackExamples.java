package org.sallyport.formats.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.policy.Case;
import org.sallyport.policy.Composite;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Offence;
import org.sallyport.policy.Question;
import org.sallyport.policy.Ternary;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Whether a table's worked examples stand at every boundary of its look-backs, where law is most often misread. */
final class LookBackExamples {
    private enum Boundary {
        THE_DAY_BEFORE_THE_ANNIVERSARY,
        THE_ANNIVERSARY,
        THE_DAY_AFTER_THE_ANNIVERSARY,
        CONVICTED_ON_29_FEBRUARY_THE_LAST_DAY_INSIDE,
        CONVICTED_ON_29_FEBRUARY_THE_FIRST_DAY_OUTSIDE;

        private String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("february", "February");
        }
    }

    private LookBackExamples() {}

    /** The boundaries of the table's look-backs that no example stands at, one problem for each look-back. */
    static List<Problem> missing(DecisionTable table, List<WorkedExample> examples) {
        var cases = examples.stream().flatMap(LookBackExamples::asCase).toList();
        return table.columns().stream()
                .flatMap(LookBackExamples::offences)
                .filter(offence -> offence.within().isPresent())
                .distinct()
                .flatMap(offence -> missing(table, offence, cases))
                .toList();
    }

    private static Stream<Case> asCase(WorkedExample example) {
        return example.facts() instanceof Checked.Good<Facts>(var facts)
                ? Stream.of(new Case(facts, facts.asOf().toLocalDate()))
                : Stream.empty();
    }

    private static Stream<Offence> offences(Question question) {
        return switch (question) {
            case Offence offence -> Stream.of(offence);
            case Composite composite -> composite.parts().stream().flatMap(LookBackExamples::offences);
            default -> Stream.empty();
        };
    }

    private static Stream<Problem> missing(DecisionTable table, Offence offence, List<Case> cases) {
        var left = EnumSet.allOf(Boundary.class);
        cases.forEach(found -> left.removeAll(boundaries(offence, found)));
        return left.isEmpty()
                ? Stream.empty()
                : Stream.of(new Problem(
                        "example.look-back",
                        WorkedExample.file(table),
                        offence.text(),
                        "A worked example at each boundary of this look-back; none stands at: "
                                + String.join(
                                        "; ", left.stream().map(Boundary::words).toList())
                                + ".",
                        "Work them out from the source and add them."));
    }

    /** The boundaries this case stands at, among the convictions the question is about but for their age. */
    private static Set<Boundary> boundaries(Offence offence, Case found) {
        var at = EnumSet.noneOf(Boundary.class);
        Stream.concat(found.facts().charges().stream(), found.facts().priors().stream())
                .filter(charge -> charge.disposition() == Facts.Disposition.CONVICTED)
                .filter(charge -> offence.kinds().stream().anyMatch(k -> k.covers(charge) != Ternary.NO))
                .flatMap(charge -> charge.on().stream())
                .forEach(on -> boundary(on, offence.within().orElseThrow(), found.day(), at));
        return at;
    }

    private static void boundary(LocalDate on, Period within, LocalDate day, Set<Boundary> at) {
        var anniversary = on.plus(within);
        var leapDay = on.getMonthValue() == 2 && on.getDayOfMonth() == 29;
        if (day.equals(anniversary.minusDays(1))) {
            at.add(Boundary.THE_DAY_BEFORE_THE_ANNIVERSARY);
        }
        if (day.equals(anniversary)) {
            at.add(leapDay ? Boundary.CONVICTED_ON_29_FEBRUARY_THE_LAST_DAY_INSIDE : Boundary.THE_ANNIVERSARY);
        }
        if (day.equals(anniversary.plusDays(1))) {
            at.add(
                    leapDay
                            ? Boundary.CONVICTED_ON_29_FEBRUARY_THE_FIRST_DAY_OUTSIDE
                            : Boundary.THE_DAY_AFTER_THE_ANNIVERSARY);
        }
    }
}

package org.sallyport.policy;

import java.time.Period;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.Severity;

/**
 * Whether the person was convicted of, is charged with, or a judge found probable cause on, some kind of offence.
 *
 * <p>Each charge is asked on its own and one certain yes suffices. Convictions are looked for among the charges of this
 * stay and the priors; where the record is not known to be complete, a conviction that is missing is unknown. A
 * look-back runs from the day of the conviction to the facility's day of the case, both in calendar days: the
 * anniversary is inside, and 29 February has its anniversary on 28 February of a common year. A conviction without
 * a day, or dated after the case, is unknown.
 *
 * @param stage    how far the charge went
 * @param kinds    kinds of offence that count, at least one
 * @param within   how old the conviction may be; empty for any age
 * @param sentence the sentence it must have brought; empty for any
 */
public record Offence(Stage stage, List<Kind> kinds, Optional<Period> within, Optional<SentenceTest> sentence)
        implements Question.Holds {
    /** For each stage and set of severities the charges that may count, as bits of {@link Case#bit}. */
    private static final long[][] POSSIBLE =
            Arrays.stream(Stage.values()).map(Offence::possible).toArray(long[][]::new);

    private static long[] possible(Stage stage) {
        var severities = Severity.values();
        var possible = new long[1 << severities.length];
        for (var set = 0; set < possible.length; set++) {
            for (var severity : severities) {
                for (var disposition : Disposition.values()) {
                    if ((set >>> severity.ordinal() & 1) != 0 && stage.reached(disposition) != Ternary.NO) {
                        possible[set] |= Case.bit(disposition, severity);
                    }
                }
            }
        }
        return possible;
    }

    /** How far a charge went. */
    public enum Stage {
        CONVICTED("convicted of "),
        /** Open, sent on by a judge, or ended in conviction; not when dismissed or acquitted. */
        CHARGED("charged with "),
        PROBABLE_CAUSE("probable cause found on ");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        /** The words a heading opens with, and a space. */
        String words() {
            return words;
        }

        Ternary reached(Disposition disposition) {
            return switch (disposition) {
                case CONVICTED -> Ternary.of(this != PROBABLE_CAUSE);
                case PROBABLE_CAUSE_FOUND -> Ternary.of(this != CONVICTED);
                case PENDING -> Ternary.of(this == CHARGED);
                case DISMISSED, ACQUITTED, NOLLE_PROSEQUI -> Ternary.NO;
                case UNKNOWN -> Ternary.UNKNOWN;
            };
        }
    }

    private static final int ANY_SEVERITY = (1 << Severity.values().length) - 1;

    private static int orUnknown(Severity severity) {
        return 1 << severity.ordinal() | 1 << Severity.UNKNOWN.ordinal();
    }

    /** A kind of offence. */
    public sealed interface Kind {
        /** As a heading spells it. */
        String text();

        /** Whether the charge is of this kind. */
        Ternary covers(Charge charge);

        /** Severities of charges that may be of this kind, one bit each by ordinal; of others none is. */
        default int severities() {
            return ANY_SEVERITY;
        }

        /**
         * On a list, and of a severity where one is named. Where classes are named too, a charge of another class is
         * not of this kind; a charge that states no class takes the one the list is said to supply.
         */
        record Listed(StatuteList list, Severity severity, List<String> classes) implements Kind {
            public Listed {
                classes = List.copyOf(classes);
            }

            @Override
            public int severities() {
                return severity == Severity.UNKNOWN ? ANY_SEVERITY : orUnknown(severity);
            }

            @Override
            public String text() {
                return "list " + list.name() + (severity == Severity.UNKNOWN ? "" : " as a " + severity.word())
                        + (classes.isEmpty() ? "" : " of class " + String.join(", ", classes));
            }

            @Override
            public Ternary covers(Charge charge) {
                if (!classes.isEmpty()
                        && !charge.offenseClass().isEmpty()
                        && classes.stream().noneMatch(charge.offenseClass()::equalsIgnoreCase)) {
                    return Ternary.NO;
                }
                if (severity == Severity.UNKNOWN) {
                    return list.covers(charge);
                }
                var grave = charge.severity() == Severity.UNKNOWN
                        ? Ternary.UNKNOWN
                        : Ternary.of(charge.severity() == severity);
                return grave == Ternary.NO ? grave : grave.and(list.covers(charge));
            }
        }

        /** Of a severity, and a class where one is named. */
        record Grave(Severity severity, List<String> classes) implements Kind {
            @Override
            public int severities() {
                return orUnknown(severity);
            }

            @Override
            public String text() {
                return "a " + severity.word() + (classes.isEmpty() ? "" : " of class " + String.join(", ", classes));
            }

            @Override
            public Ternary covers(Charge charge) {
                var grave = charge.severity() == Severity.UNKNOWN
                        ? Ternary.UNKNOWN
                        : Ternary.of(charge.severity() == severity);
                if (classes.isEmpty()) {
                    return grave;
                }
                var classed = charge.offenseClass().isEmpty()
                        ? Ternary.UNKNOWN
                        : Ternary.of(classes.stream().anyMatch(charge.offenseClass()::equalsIgnoreCase));
                return grave.and(classed);
            }
        }

        /** Anything at all, infractions too. */
        record AnyOffence() implements Kind {
            @Override
            public String text() {
                return "any offence";
            }

            @Override
            public Ternary covers(Charge charge) {
                return Ternary.YES;
            }
        }

        /** Under the code of one jurisdiction, {@code us} for federal law. */
        record Under(String jurisdiction) implements Kind {
            @Override
            public String text() {
                return "an offence under " + jurisdiction;
            }

            @Override
            public Ternary covers(Charge charge) {
                var whose = charge.statute().jurisdiction();
                return whose.isEmpty() ? Ternary.UNKNOWN : Ternary.of(whose.equalsIgnoreCase(jurisdiction));
            }
        }

        /** Anything above an infraction. */
        record AnyCrime() implements Kind {
            @Override
            public String text() {
                return "any crime";
            }

            @Override
            public Ternary covers(Charge charge) {
                return switch (charge.severity()) {
                    case FELONY, MISDEMEANOR, WOBBLER -> Ternary.YES;
                    case INFRACTION -> Ternary.NO;
                    case UNKNOWN -> Ternary.UNKNOWN;
                };
            }
        }
    }

    /**
     * A test on the sentence.
     *
     * @param measure   what is measured
     * @param daysAtLeast the least that satisfies, in days; a year is 365
     */
    public record SentenceTest(Measure measure, int daysAtLeast) {
        /** What of a sentence is measured. */
        public enum Measure {
            /** Imposed, suspended part included. */
            IMPOSED("with a sentence of at least "),
            /** Imposed, less the suspended part. */
            TO_SERVE("with time to serve of at least "),
            /** The most the law allows. */
            MAXIMUM("punishable by at least ");

            private final String words;

            Measure(String words) {
                this.words = words;
            }

            /** The words a heading uses, and a space. */
            String words() {
                return words;
            }
        }

        Ternary met(Facts.Sentence sentence) {
            var imposed = sentence.days();
            return switch (measure) {
                case IMPOSED -> imposed.isEmpty() ? Ternary.UNKNOWN : Ternary.of(imposed.getAsInt() >= daysAtLeast);
                case MAXIMUM ->
                    sentence.maximumDays().isEmpty()
                            ? Ternary.UNKNOWN
                            : Ternary.of(sentence.maximumDays().getAsInt() >= daysAtLeast);
                case TO_SERVE -> {
                    if (imposed.isPresent() && imposed.getAsInt() < daysAtLeast) {
                        yield Ternary.NO;
                    }
                    var suspended = sentence.suspendedDays();
                    yield imposed.isEmpty() || suspended.isEmpty()
                            ? Ternary.UNKNOWN
                            : Ternary.of(imposed.getAsInt() - suspended.getAsInt() >= daysAtLeast);
                }
            };
        }

        String text() {
            return measure.words() + (daysAtLeast % 365 == 0 ? daysAtLeast / 365 + " years" : daysAtLeast + " days");
        }
    }

    public Offence {
        kinds = List.copyOf(kinds);
    }

    @Override
    public String text() {
        var said = new StringBuilder(stage.words());
        said.append(String.join(" or ", kinds.stream().map(Kind::text).toList()));
        within.ifPresent(p -> said.append(" within ").append(words(p)));
        sentence.ifPresent(s -> said.append(' ').append(s.text()));
        return said.toString();
    }

    private static String words(Period period) {
        return period.getYears() > 0
                ? period.getYears() + " years"
                : period.getMonths() > 0 ? period.getMonths() + " months" : period.getDays() + " days";
    }

    @Override
    public Ternary holds(Case found) {
        var possible = possible();
        var any = among(found.facts().charges(), found.charged() & possible, found);
        if (stage != Stage.CONVICTED || any == Ternary.YES) {
            return any;
        }
        any = any.or(among(found.facts().priors(), found.before() & possible, found));
        return found.facts().recordComplete() == Ternary.YES ? any : any.or(Ternary.UNKNOWN);
    }

    /** The charges that may count for how far they went and how grave they are. */
    private long possible() {
        var severities = 0;
        for (var k = 0; k < kinds.size(); k++) {
            severities |= kinds.get(k).severities();
        }
        return POSSIBLE[stage.ordinal()][severities];
    }

    private Ternary among(List<Charge> charges, long possible, Case found) {
        var any = Ternary.NO;
        for (var c = 0; possible != 0 && c < charges.size() && any != Ternary.YES; c++) {
            var charge = charges.get(c);
            if ((Case.bit(charge) & possible) != 0) {
                any = any.or(counts(charge, found));
            }
        }
        return any;
    }

    private Ternary counts(Charge charge, Case found) {
        var result = stage.reached(charge.disposition());
        if (result == Ternary.NO) {
            return result;
        }
        result = result.and(inside(charge, found));
        if (result == Ternary.NO) {
            return result;
        }
        if (sentence.isPresent()) {
            result = result.and(sentence.get().met(charge.sentence()));
        }
        return result == Ternary.NO ? result : result.and(covered(charge));
    }

    private Ternary covered(Charge charge) {
        var any = Ternary.NO;
        for (var k = 0; k < kinds.size(); k++) {
            any = any.or(kinds.get(k).covers(charge));
        }
        return any;
    }

    private Ternary inside(Charge charge, Case found) {
        if (within.isEmpty()) {
            return Ternary.YES;
        }
        var on = charge.on();
        if (on.isEmpty() || on.get().isAfter(found.day())) {
            return Ternary.UNKNOWN;
        }
        var period = within.get();
        if (period.getMonths() == 0 && period.getDays() == 0) {
            var years = on.get().getYear() + period.getYears() - found.day().getYear();
            if (years != 0) {
                return Ternary.of(years > 0);
            }
        }
        return Ternary.of(!on.get().plus(period).isBefore(found.day()));
    }

    /** Whether a yes here is a yes there: the same question with a shorter look-back or none. */
    boolean implies(Offence wider) {
        return stage == wider.stage
                && kinds.equals(wider.kinds)
                && sentence.equals(wider.sentence)
                && (wider.within.isEmpty()
                        || within.isPresent()
                                && within.get().getDays() == wider.within.get().getDays()
                                && within.get().toTotalMonths()
                                        <= wider.within.get().toTotalMonths());
    }

    @Override
    public boolean canBeUnknown() {
        return true;
    }

    @Override
    public Set<String> needs() {
        var needs = new LinkedHashSet<String>();
        needs.add("charges[].disposition");
        for (var kind : kinds) {
            switch (kind) {
                case Kind.Listed(var list, var severity, var classes) -> {
                    if (!classes.isEmpty()) {
                        needs.add("charges[].class");
                    }
                    if (severity != Severity.UNKNOWN) {
                        needs.add("charges[].severity");
                    }
                    if (list.entries().stream().anyMatch(e -> !e.section().isEmpty())) {
                        needs.add("charges[].statute");
                    }
                    if (list.entries().stream().anyMatch(e -> e.section().isEmpty())) {
                        needs.add("charges[].nibrs");
                    }
                }
                case Kind.Grave(var _, var classes) -> {
                    needs.add("charges[].severity");
                    if (!classes.isEmpty()) {
                        needs.add("charges[].class");
                    }
                }
                case Kind.AnyCrime() -> needs.add("charges[].severity");
                case Kind.Under(var _) -> needs.add("charges[].statute");
                case Kind.AnyOffence() -> {}
            }
        }
        within.ifPresent(_ -> needs.add("charges[].on"));
        sentence.ifPresent(_ -> needs.add("charges[].sentence"));
        if (stage == Stage.CONVICTED) {
            needs.add("record.complete");
        }
        return needs;
    }

    @Override
    public Set<StatuteList> lists() {
        var lists = new LinkedHashSet<StatuteList>();
        for (var kind : kinds) {
            if (kind instanceof Kind.Listed(var list, var _, var _)) {
                lists.add(list);
            }
        }
        return lists;
    }
}

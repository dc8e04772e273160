package org.sallyport.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.sallyport.policy.Facts.Attachment;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Sentence;
import org.sallyport.policy.Facts.Statute;
import org.sallyport.policy.Offence.Kind;

/**
 * Facts drawn from one seed, aimed at one table: its requesters, days it is in force, offences of its lists, days and
 * sentences at and beside its limits, and much that is unknown.
 */
public final class RandomFacts {
    private static final int[] DAYS_BESIDE = {-400, -1, 0, 1, 400};

    private final DecisionTable table;
    private final Random dice;
    private final List<StatuteList> lists = new ArrayList<>();
    private final List<String> classes = new ArrayList<>(List.of("", "", "A", "3"));
    private final List<Integer> sentences = new ArrayList<>(List.of(30, 365, 400));
    private final List<java.time.Period> lookBacks = new ArrayList<>();

    /** Facts for a table; the same seed gives the same facts. */
    public RandomFacts(DecisionTable table, long seed) {
        this.table = table;
        this.dice = new Random(seed);
        table.columns().forEach(this::aim);
    }

    private void aim(Question question) {
        switch (question) {
            case Composite(var _, var _, var parts) -> parts.forEach(this::aim);
            case Offence(var _, var kinds, var within, var sentence) -> {
                within.ifPresent(lookBacks::add);
                sentence.ifPresent(s -> sentences.add(s.daysAtLeast()));
                for (var kind : kinds) {
                    switch (kind) {
                        case Kind.Listed(var list, var _, var named) -> {
                            lists.add(list);
                            classes.addAll(named);
                        }
                        case Kind.Grave(var _, var named) -> classes.addAll(named);
                        case Kind.AnyCrime(), Kind.AnyOffence(), Kind.Under(var _) -> {}
                    }
                }
            }
            case Attribute _, OneOf _, Attached _, Stated _ -> {}
        }
    }

    /** The next facts. */
    public Facts next() {
        var day = day();
        return new Facts(
                "c-1",
                OffsetDateTime.of(day, LocalTime.NOON, ZoneOffset.ofHours(-5)),
                new Facts.Facility(table.head().layer(), any(Facts.FacilityKind.values())),
                request(day),
                new Facts.Person(
                        any(Ternary.values()),
                        any(Facts.Claim.values()),
                        any(Facts.Claim.values()),
                        any(Ternary.values()),
                        any(Ternary.values()),
                        any(Ternary.values())),
                charges(day, dice.nextInt(4)),
                charges(day, dice.nextInt(2)),
                dice.nextInt(3) > 0 ? Ternary.YES : any(Ternary.values()),
                new Facts.Release(Optional.empty(), any(Facts.ReleaseBasis.values()), dice.nextInt(4) == 0));
    }

    private LocalDate day() {
        var from = table.head().from();
        var to = table.head().to().orElse(from.plusYears(3));
        return from.plusDays(dice.nextInt((int) (to.toEpochDay() - from.toEpochDay())));
    }

    private Facts.Request request(LocalDate day) {
        var requesters = table.head().requesters().stream().sorted().toList();
        return new Facts.Request(
                dice.nextInt(3) > 0 ? Facts.Form.I_247A : any(Facts.Form.values()),
                "",
                requesters.get(dice.nextInt(requesters.size())),
                Facts.RequestStatus.ACTIVE,
                dice.nextInt(4) > 0 ? Optional.of(day) : Optional.empty(),
                some(Facts.Asked.values()),
                dice.nextInt(3) == 0 ? Optional.of(Duration.ofHours(1 + dice.nextInt(96))) : Optional.empty(),
                some(Facts.Basis.values()),
                any(Ternary.values()),
                papers(),
                dice.nextBoolean()
                        ? Optional.of(new Facts.Service(
                                dice.nextBoolean() ? Optional.of(day.plusDays(dice.nextInt(3) - 1)) : Optional.empty(),
                                Facts.Service.How.IN_PERSON,
                                ""))
                        : Optional.empty(),
                new Facts.Officer("", any(Ternary.values())),
                any(Ternary.values()));
    }

    private List<Attachment> papers() {
        var papers = new ArrayList<Attachment>();
        for (var n = dice.nextInt(3); n > 0; n--) {
            papers.add(new Attachment(
                    any(Facts.AttachmentType.values()),
                    any(Facts.Issuer.values()),
                    any(Facts.Purpose.values()),
                    any(Facts.Grade.values()),
                    Optional.empty(),
                    ""));
        }
        return papers;
    }

    private List<Charge> charges(LocalDate day, int count) {
        var charges = new ArrayList<Charge>();
        for (var n = 0; n < count; n++) {
            var entry = entry();
            charges.add(new Charge(
                    Integer.toString(n + 1),
                    entry.map(e -> new Statute(e.jurisdiction(), e.section()))
                            .orElse(dice.nextBoolean() ? Statute.NOT_STATED : new Statute("us/zz", "1-101")),
                    "",
                    entry.map(StatuteList.Entry::nibrs).orElse(dice.nextBoolean() ? "" : "13A"),
                    any(Facts.Severity.values()),
                    classes.get(dice.nextInt(classes.size())),
                    Optional.empty(),
                    dice.nextInt(3) > 0 ? Facts.Disposition.CONVICTED : any(Facts.Disposition.values()),
                    decided(day),
                    sentence()));
        }
        return charges;
    }

    private Optional<StatuteList.Entry> entry() {
        if (lists.isEmpty() || dice.nextInt(3) == 0) {
            return Optional.empty();
        }
        var entries = lists.get(dice.nextInt(lists.size())).entries();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(dice.nextInt(entries.size())));
    }

    private Optional<LocalDate> decided(LocalDate day) {
        if (dice.nextInt(8) == 0) {
            return Optional.empty();
        }
        var boundary = lookBacks.isEmpty() ? day : day.minus(lookBacks.get(dice.nextInt(lookBacks.size())));
        return Optional.of(boundary.plusDays(DAYS_BESIDE[dice.nextInt(DAYS_BESIDE.length)]));
    }

    private Sentence sentence() {
        var limit = sentences.get(dice.nextInt(sentences.size()));
        return new Sentence(days(limit), dice.nextBoolean() ? OptionalInt.of(0) : days(1), days(limit));
    }

    private OptionalInt days(int limit) {
        return dice.nextInt(4) == 0 ? OptionalInt.empty() : OptionalInt.of(Math.max(0, limit + dice.nextInt(3) - 1));
    }

    private <E> E any(E[] values) {
        return values[dice.nextInt(values.length)];
    }

    private <E> List<E> some(E[] values) {
        var chosen = new ArrayList<E>();
        for (var value : values) {
            if (dice.nextInt(3) == 0) {
                chosen.add(value);
            }
        }
        return chosen;
    }
}

package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.FeedEvent;
import org.sallyport.simulation.chance.Dice;

/**
 * The life of one jail, drawn from one seed: every feed event it sends and every request filed about the people in it.
 * The same seed and settings give the same life on every machine. Nobody in it exists: people are {@code Test Person
 * N}, born on 1 January.
 */
public final class SyntheticJail {
    private final JailSettings settings;
    private final Figures figures;
    private final Dice dice;

    private SyntheticJail(long seed, JailSettings settings) {
        this.settings = settings;
        this.figures = Figures.committed();
        this.dice = Dice.seeded(seed).fork(settings.facility().id().path());
    }

    /** The jail of these settings under this seed. */
    public static SyntheticJail seeded(long seed, JailSettings settings) {
        return new SyntheticJail(seed, settings);
    }

    /** The agencies that file requests here. */
    public Agencies agencies() {
        return Agencies.around(settings.facility().id());
    }

    /** Everything that reaches Sallyport, in order of arrival; drawn as it is read. */
    public Stream<JailMoment> life() {
        var split = Spliterators.spliteratorUnknownSize(
                new Life(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        return StreamSupport.stream(split, false);
    }

    /** The booking number of the {@code number}th stay, such as {@code B26-00412}. */
    static String bookingNumber(JailSettings settings, Instant admitted, int number) {
        int year = LocalDate.ofInstant(admitted, settings.facility().zone()).getYear() % 100;
        return String.format(java.util.Locale.ROOT, "B%02d-%05d", year, number);
    }

    /** What really happens, stay after stay in order of booking. */
    Stream<Stay> stays() {
        var plans = new Plans();
        var split = Spliterators.spliteratorUnknownSize(plans, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(split, false);
    }

    /** Draws stays in order of booking. */
    private final class Plans implements Iterator<Stay> {
        private final StayPlanner planner = new StayPlanner(figures, settings);
        private final Population population = new Population(dice.fork("people"), figures, settings);
        private final Dice days = dice.fork("days");
        private final Dice stays = dice.fork("stays");
        private final ArrayDeque<Instant> admissions = new ArrayDeque<>();
        private int day;
        private int number;

        @Override
        public boolean hasNext() {
            while (admissions.isEmpty() && day < settings.horizonDays()) {
                admissions.addAll(admissions(settings.from().plusDays(day++)));
            }
            return !admissions.isEmpty();
        }

        @Override
        public Stay next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The horizon is reached");
            }
            var admitted = admissions.remove();
            int one = ++number;
            var who = population.booked(admitted);
            var booking = bookingNumber(settings, admitted, one);
            var stay = planner.plan(one, who, booking, admitted, stays.fork(one));
            boolean returns = switch (stay.reason()) {
                case DEATH -> false;
                case BOND, TIME_SERVED, DISMISSED, ACQUITTED, OWN_RECOGNIZANCE, COURT_ORDER, TRANSFER, ESCAPE, OTHER ->
                    true;
            };
            if (returns) {
                population.left(who, stay.released());
            }
            return stay;
        }

        private List<Instant> admissions(LocalDate date) {
            double weekday = figures.weekdays().get(date.getDayOfWeek().getValue() - 1) * 7;
            var seen = figures.dayVariance();
            double spread = StrictMath.sqrt(StrictMath.log(1 + (seen.ratio() - 1) / seen.mean()));
            double noise = StrictMath.exp(spread * days.normal() - spread * spread / 2);
            int count = days.poisson(settings.bookingsPerDay() * weekday * noise);
            var moments = new ArrayList<Instant>();
            for (int i = 0; i < count; i++) {
                int hour = figures.bookingHours().draw(days);
                var at = LocalTime.of(hour, days.below(60), days.below(60));
                moments.add(date.atTime(at).atZone(settings.facility().zone()).toInstant());
            }
            moments.sort(Comparator.naturalOrder());
            return moments;
        }
    }

    /** Merges what each stay says, in order of arrival. */
    private final class Life implements Iterator<JailMoment> {
        private static final Duration BEFORE_BOOKING = Duration.ofDays(21);

        private record Due(JailMoment moment, long order) {}

        private final Plans plans = new Plans();
        private final FeedScript script = new FeedScript(settings, new StayPlanner(figures, settings));
        private final Filings filings = new Filings(settings);
        private final Dice words = dice.fork("words");
        private final Dice papers = dice.fork("papers");
        private final ZoneId zone = settings.facility().zone();
        private final PriorityQueue<Due> due = new PriorityQueue<>(
                Comparator.comparing((Due d) -> d.moment().at()).thenComparingLong(Due::order));
        private final ArrayDeque<Stay> open = new ArrayDeque<>();
        private Instant planned = Instant.MIN;
        private Instant beat;
        private int beats;
        private long order;

        Life() {
            beat = settings.heartbeat().isEmpty()
                    ? Instant.MAX
                    : settings.from().atStartOfDay(zone).toInstant();
        }

        @Override
        public boolean hasNext() {
            while (plans.hasNext()
                    && (due.isEmpty() || !due.peek().moment().at().isBefore(planned.minus(BEFORE_BOOKING)))) {
                plan(plans.next());
            }
            return !due.isEmpty();
        }

        @Override
        public JailMoment next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The horizon is reached");
            }
            if (!beat.isAfter(due.element().moment().at())) {
                var alive = heartbeat();
                beat = beat.plus(settings.heartbeat().orElseThrow());
                return alive;
            }
            return due.remove().moment();
        }

        private void plan(Stay stay) {
            planned = stay.admitted();
            open.removeIf(s -> s.released().isBefore(planned));
            Optional<String> neighbour = open.isEmpty()
                    ? Optional.empty()
                    : Optional.of(open.getLast().booking());
            for (var event : script.write(stay, neighbour, words.fork(stay.number()))) {
                due.add(new Due(new JailMoment.Fed(event), order++));
            }
            for (var moment : filings.about(stay, papers.fork(stay.number()))) {
                due.add(new Due(moment, order++));
            }
            open.add(stay);
        }

        private JailMoment heartbeat() {
            var every = settings.heartbeat().orElseThrow();
            var source = "/" + settings.facility().id().path();
            var alive = new CustodyFact.Heartbeat(every);
            return new JailMoment.Fed(new FeedEvent(
                    "h-" + ++beats,
                    source,
                    settings.facility().id(),
                    "",
                    Optional.empty(),
                    beat,
                    Optional.empty(),
                    beat,
                    alive));
        }
    }
}

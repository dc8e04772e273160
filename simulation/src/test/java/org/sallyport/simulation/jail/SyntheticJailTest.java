package org.sallyport.simulation.jail;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.ReleaseReason;
import org.sallyport.simulation.chance.Quantiles;

class SyntheticJailTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Facility MCDC =
            Facility.usual(new FacilityId("us/md/montgomery/mcdc"), "us/md/montgomery", "county-jail", ZONE);
    private static final JailSettings USUAL = JailSettings.usual(MCDC, LocalDate.of(2026, 9, 1));

    /** A hundred thousand bookings against the committed figures; each tolerance is stated beside its figure. */
    @Test
    void a_hundred_thousand_bookings_look_like_the_figures() {
        var figures = Figures.committed();
        var settings = USUAL.bookings(110).days(920).requests(0);
        var stays = SyntheticJail.seeded(7, settings).stays().limit(100_000).toList();
        assertEquals(100_000, stays.size());
        var checks = new ArrayList<Executable>();
        var byDisposition = new HashMap<String, List<Stay>>();
        stays.forEach(s -> byDisposition
                .computeIfAbsent(s.disposition(), _ -> new ArrayList<>())
                .add(s));

        figures.stays().forEach((disposition, known) -> {
            var drawn = byDisposition.getOrDefault(disposition, List.of());
            checks.add(near("share of " + disposition, known.share(), drawn.size() / 100_000.0, 0.012));
            if (known.share() < 0.02) {
                return; // too few, and too few seen
            }
            var hours = drawn.stream()
                    .mapToDouble(s -> s.length().toSeconds() / 3600.0)
                    .sorted()
                    .toArray();
            for (double u : List.of(0.10, 0.25, 0.50, 0.75, 0.90)) {
                double below = shareBelow(hours, known.hours().at(u));
                checks.add(near(disposition + " stays below the figure's quantile " + u, u, below, 0.07));
            }
            known.releaseHours()
                    .ifPresent(p -> checks.add(() -> {
                        var seen = new double[24];
                        drawn.forEach(s -> seen[s.released().atZone(ZONE).getHour()] += 1.0 / drawn.size());
                        double apart = 0;
                        for (int h = 0; h < 24; h++) {
                            apart += Math.abs(seen[h] - p.get(h)) / 2;
                        }
                        assertTrue(
                                apart < 0.12, disposition + ": release hours lie " + apart + " apart from the figures");
                    }));
        });
        var all = stays.stream()
                .mapToDouble(s -> s.length().toSeconds() / 3600.0)
                .sorted()
                .toArray();
        checks.add(near("stays under 24 h", 0.2731, shareBelow(all, 24), 0.035));
        checks.add(near("stays under 48 h", 0.4703, shareBelow(all, 48), 0.035));
        checks.add(near("stays under 72 h", 0.5533, shareBelow(all, 72), 0.035));
        checks.add(near("stays under 30 days", 0.8317, shareBelow(all, 720), 0.035));
        double charges =
                stays.stream().mapToInt(s -> s.charges().size()).average().orElseThrow();
        checks.add(near("charges per booking", 1.88, charges, 0.06));
        var counts = stays.stream().mapToInt(s -> s.charges().size()).sorted().toArray();
        checks.add(() -> assertEquals(List.of(1, 1, 3), List.of(counts[25_000], counts[50_000], counts[75_000])));
        var hours = new double[24];
        var days = new double[7];
        stays.forEach(s -> {
            hours[s.admitted().atZone(ZONE).getHour()] += 1e-5;
            days[s.admitted().atZone(ZONE).getDayOfWeek().getValue() - 1] += 1e-5;
        });
        for (int h = 0; h < 24; h++) {
            checks.add(
                    near("bookings at " + h + " o'clock", figures.bookingHours().share(h), hours[h], 0.006));
        }
        for (int d = 0; d < 7; d++) {
            checks.add(near("bookings on weekday " + (d + 1), figures.weekdays().get(d), days[d], 0.012));
        }
        assertAll(checks);
    }

    @Test
    void bail_takes_as_long_to_the_door_as_in_the_figures() {
        var planner = new StayPlanner(Figures.committed(), USUAL);
        var dice = org.sallyport.simulation.chance.Dice.seeded(3);
        var hours = new double[20_000];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = planner.bailToDoor(dice).toSeconds() / 3600.0;
        }
        java.util.Arrays.sort(hours);
        assertAll(
                near("bail to door under 1 h", 0.489, shareBelow(hours, 1), 0.02),
                near("bail to door under 2 h", 0.817, shareBelow(hours, 2), 0.02),
                near("bail to door under 4 h", 0.961, shareBelow(hours, 4), 0.02));
    }

    @Test
    void a_share_of_the_released_comes_back_within_a_month_and_within_a_year() {
        var settings = USUAL.bookings(110).days(900).requests(0);
        var releasedOnce = new HashMap<Integer, java.time.Instant>();
        int releases = 0;
        int month = 0;
        int year = 0;
        for (var stay : SyntheticJail.seeded(11, settings).stays().toList()) {
            var before = releasedOnce.put(stay.who().number(), stay.released());
            releases++;
            if (before != null) {
                var gap = java.time.Duration.between(before, stay.admitted());
                month += gap.toDays() < 30 ? 1 : 0;
                year += gap.toDays() < 366 ? 1 : 0;
            }
        }
        double seenMonth = (double) month / releases;
        double seenYear = (double) year / releases;
        assertAll(
                near("back within 30 days", 0.0726, seenMonth, 0.02),
                near("back within a year (the last year cannot show all)", 0.3709, seenYear, 0.15));
    }

    @Test
    void one_seed_gives_one_life_and_another_seed_another() {
        var one = SyntheticJail.seeded(42, USUAL).life().toList();
        assertEquals(one, SyntheticJail.seeded(42, USUAL).life().toList());
        assertNotEquals(one, SyntheticJail.seeded(43, USUAL).life().toList());
    }

    @Test
    void what_arrives_is_in_order_of_arrival_and_ids_do_not_repeat() {
        var life = SyntheticJail.seeded(5, USUAL.days(40)).life().toList();
        for (int i = 1; i < life.size(); i++) {
            assertFalse(life.get(i).at().isBefore(life.get(i - 1).at()), "moment " + i + " arrives before its elder");
        }
        var ids = new HashSet<String>();
        events(life).forEach(e -> assertTrue(ids.add(e.id()), "event id repeats"));
    }

    @Test
    void people_are_obviously_invented_and_born_on_the_first_of_january() {
        for (var event : events(SyntheticJail.seeded(6, USUAL).life().toList())) {
            if (event.fact() instanceof CustodyFact.Booked(var person, var _, var _, var _)) {
                assertTrue(person.name().given().startsWith("Person"), "a name that is not Test PersonN");
                person.birthDate().ifPresent(d -> assertEquals(1, d.getDayOfYear()));
            }
        }
    }

    @Test
    void a_rare_life_holds_every_kind_of_event_reason_and_agency_step() {
        var life = SyntheticJail.seeded(9, USUAL.days(60).rare(20).beating(java.time.Duration.ofHours(1)))
                .life()
                .toList();
        var facts = new TreeSet<String>();
        var reasons = EnumSet.noneOf(ReleaseReason.class);
        var steps = new TreeSet<String>();
        for (var moment : life) {
            steps.add(moment.getClass().getSimpleName());
            if (moment instanceof JailMoment.Fed(var event)) {
                facts.add(event.fact().getClass().getSimpleName());
                if (event.fact() instanceof CustodyFact.Released r) {
                    reasons.add(r.reason());
                }
            }
        }
        var every = new TreeSet<String>();
        for (var type : CustodyFact.class.getPermittedSubclasses()) {
            every.add(type.getSimpleName());
        }
        assertAll(
                () -> assertEquals(every, facts),
                () -> assertEquals(EnumSet.allOf(ReleaseReason.class), reasons),
                () -> assertEquals(
                        Set.of("Fed", "Filed", "Amended", "Withdrawn", "Cancelled", "Revalidated", "Served"), steps));
    }

    @Test
    void requests_are_weak_wrong_defective_and_early_in_part() {
        var life = SyntheticJail.seeded(10, USUAL.days(60)).life().toList();
        var booked = new HashMap<String, Identifier>();
        var filings = new ArrayList<JailMoment.Filed>();
        int early = 0;
        for (var moment : life) {
            if (moment instanceof JailMoment.Fed(var event) && event.fact() instanceof CustodyFact.Booked) {
                booked.put(event.subject(), new Identifier(Identifier.Type.BOOKING, event.subject()));
            } else if (moment instanceof JailMoment.Filed filed) {
                filings.add(filed);
                early += booked.containsKey(filed.filing().booking()) ? 0 : 1;
            }
        }
        double all = filings.size();
        double weak = count(filings, f -> f.request().subject().identifiers().isEmpty()) / all;
        double unsigned = count(filings, f -> f.request().officer().isEmpty()) / all;
        double otherBooking = count(
                        filings,
                        f -> f.request().subject().identifiers().stream()
                                .anyMatch(i -> i.type() == Identifier.Type.BOOKING
                                        && !i.value().equals(f.booking())))
                / all;
        double share = early / all;
        assertAll(
                () -> assertTrue(all > 200, "only " + all + " requests"),
                near("without any identifier", 0.25, weak, 0.12),
                near("unsigned", 0.03, unsigned, 0.03),
                () -> assertTrue(otherBooking > 0 && otherBooking < 0.06, "wrong booking numbers: " + otherBooking),
                near("filed before the booking arrived", 0.14, share, 0.05));
    }

    private static long count(List<JailMoment.Filed> filings, java.util.function.Predicate<Filing> like) {
        return filings.stream().map(JailMoment.Filed::filing).filter(like).count();
    }

    private static List<FeedEvent> events(List<JailMoment> life) {
        return life.stream()
                .filter(JailMoment.Fed.class::isInstance)
                .map(m -> ((JailMoment.Fed) m).event())
                .toList();
    }

    private static double shareBelow(double[] sorted, double limit) {
        int low = 0;
        while (low < sorted.length && sorted[low] < limit) {
            low++;
        }
        return (double) low / sorted.length;
    }

    private static Executable near(String what, double figure, double seen, double tolerance) {
        return () -> assertTrue(
                Math.abs(figure - seen) <= tolerance,
                "%s: figure %.4f, drawn %.4f, tolerance %.4f".formatted(what, figure, seen, tolerance));
    }

    /** The tails are ours; between its points a quantile function keeps to them exactly. */
    @Test
    void quantiles_return_their_own_points() {
        var q = new Quantiles(
                List.of(new Quantiles.Point(0.1, 2), new Quantiles.Point(0.5, 10), new Quantiles.Point(0.9, 40)));
        assertEquals(Map.of(0.1, 2.0, 0.5, 10.0), Map.of(0.1, q.at(0.1), 0.5, (double) Math.round(q.at(0.5))));
        assertTrue(q.at(0.999) <= 120 && q.at(0.999) > 40);
    }
}

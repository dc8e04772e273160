package org.sallyport.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.simulation.jail.JailMoment;
import org.sallyport.simulation.jail.JailSettings;
import org.sallyport.simulation.jail.SyntheticJail;

/**
 * The lives of the four jails. When Sallyport is connected they already hold people: what their feeds have to say
 * of those comes first, as a backlog; from then on everything comes in order of arrival, ties by county.
 */
final class Lives implements Iterator<Lives.Arrival> {
    /** Long stays are rare and fill a jail: the mean is 27 days, one in twenty lasts 108 and more (Pierce County). */
    private static final int DAYS_BEFORE = 120;

    private static final double BOOKINGS_A_DAY = 6;
    private static final double REQUEST_SHARE = 0.35;

    /** Something that arrives at one jail. */
    record Arrival(JailMoment moment, Facility place) {}

    private record Head(JailMoment moment, int county, Iterator<JailMoment> rest) {}

    private final List<Arrival> backlog = new ArrayList<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head h) -> h.moment().at()).thenComparing(Head::county));

    /**
     * The lives drawn from this seed.
     *
     * @param start when Sallyport is connected (UTC instant)
     * @param days  for how many days people are booked after that
     */
    Lives(long seed, Instant start, int days) {
        for (int i = 0; i < County.ALL.size(); i++) {
            var place = County.ALL.get(i).facility();
            var settings = JailSettings.usual(place, DemoRun.FIRST_DAY.minusDays(DAYS_BEFORE))
                    .days(DAYS_BEFORE + days)
                    .bookings(BOOKINGS_A_DAY)
                    .requests(REQUEST_SHARE)
                    .beating(County.HEARTBEAT);
            var life = SyntheticJail.seeded(seed, settings).life().iterator();
            var before = new ArrayList<JailMoment>();
            while (life.hasNext()) {
                var moment = life.next();
                if (!moment.at().isBefore(start)) {
                    heads.add(new Head(moment, i, life));
                    break;
                }
                before.add(moment);
            }
            stillHeld(before).forEach(m -> backlog.add(new Arrival(m, place)));
        }
    }

    /** What is to be said of those who are there when Sallyport is connected, in order of arrival. */
    List<Arrival> backlog() {
        return backlog;
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Arrival next() {
        var head = heads.remove();
        if (head.rest().hasNext()) {
            heads.add(new Head(head.rest().next(), head.county(), head.rest()));
        }
        return new Arrival(head.moment(), County.ALL.get(head.county()).facility());
    }

    /** Leaves out whoever has left, and what agencies filed about them. */
    private static List<JailMoment> stillHeld(List<JailMoment> before) {
        var gone = gone(before);
        var dropped = new HashSet<String>();
        var kept = new ArrayList<JailMoment>();
        for (var moment : before) {
            boolean keep = switch (moment) {
                case JailMoment.Fed(var event) ->
                    !(event.fact() instanceof CustodyFact.Heartbeat) && !gone.contains(event.subject());
                case JailMoment.Filed(var _, var filing) -> {
                    boolean drop = gone.contains(filing.booking());
                    if (drop) {
                        dropped.add(filing.key());
                    }
                    yield !drop;
                }
                case JailMoment.Amended(var _, var filing) -> !dropped.contains(filing.key());
                case JailMoment.Withdrawn(var _, var _, var key) -> !dropped.contains(key);
                case JailMoment.Cancelled(var _, var _, var key) -> !dropped.contains(key);
                case JailMoment.Revalidated(var _, var _, var key) -> !dropped.contains(key);
                case JailMoment.Served(var _, var _, var key, var _) -> !dropped.contains(key);
            };
            if (keep) {
                kept.add(moment);
            }
        }
        return kept;
    }

    /** The bookings that were closed, releases taken back left out. */
    private static Set<String> gone(List<JailMoment> before) {
        Map<String, String> closedBy = new HashMap<>();
        for (var moment : before) {
            if (moment instanceof JailMoment.Fed(var event)) {
                switch (event.fact()) {
                    case CustodyFact.Released _ -> closedBy.put(event.id(), event.subject());
                    case CustodyFact.Corrected(var id, var by) when by.isEmpty() -> closedBy.remove(id);
                    default -> {
                        // Says nothing about whether they are still there.
                    }
                }
            }
        }
        return Set.copyOf(closedBy.values());
    }
}

package org.sallyport.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.custody.FacilityId;

/**
 * How notices stood to their deadlines, and how long before people left they were there, by facility and kind: names
 * nobody.
 *
 * @param counts notices taken in the last 24 hours
 * @param leads  lead times of those who left in the last 30 days
 */
public record NoticeFigures(Map<Count, Long> counts, List<Lead> leads) {
    /** Notices are counted for a day from when a provider took them. */
    public static final Duration COUNTED = Duration.ofDays(1);

    /** Lead times count for thirty days from when the person left. */
    public static final Duration MEASURED = Duration.ofDays(30);

    /** What is counted apart; {@code punctuality} is {@code none} for kinds that keep no lead time. */
    public record Count(FacilityId facility, String kind, String punctuality) {}

    /**
     * Lead times of one kind of notice at one facility, elapsed; negative where it came after the person left.
     *
     * @param since counted from {@code happened}, {@code entered} or {@code received} of what it rests on, or from when
     *              a provider had {@code taken} it
     * @param cases how many
     * @param tenth the lead time that nine of ten exceed, by nearest rank
     * @param half  the median
     * @param nine  the lead time that one of ten exceeds
     */
    public record Lead(
            FacilityId facility, String kind, String since, int cases, Duration tenth, Duration half, Duration nine) {}

    private record Series(FacilityId facility, String kind, String since) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            return toString().compareTo(other.toString());
        }
    }

    /** The figures as of a moment of the business clock. */
    public static NoticeFigures of(Collection<TakenNotice> notices, Instant now) {
        var counts = new HashMap<Count, Long>();
        var leads = new TreeMap<Series, List<Duration>>();
        for (var n : notices) {
            if (n.takenAt().isAfter(now.minus(COUNTED))) {
                var how = n.punctuality().map(Punctuality::word).orElse("none");
                counts.merge(new Count(n.facility(), n.kind(), how), 1L, Long::sum);
            }
            n.left()
                    .filter(left -> left.at().isAfter(now.minus(MEASURED)))
                    .ifPresent(left -> left.leads(n.takenAt())
                            .forEach((since, lead) -> leads.computeIfAbsent(
                                            new Series(n.facility(), n.kind(), since), _ -> new ArrayList<>())
                                    .add(lead)));
        }
        var all = new ArrayList<Lead>();
        leads.forEach(
                (series, times) -> all.add(lead(series, times.stream().sorted().toList())));
        return new NoticeFigures(Map.copyOf(counts), List.copyOf(all));
    }

    private static Lead lead(Series series, List<Duration> sorted) {
        return new Lead(
                series.facility(),
                series.kind(),
                series.since(),
                sorted.size(),
                ranked(sorted, 0.1),
                ranked(sorted, 0.5),
                ranked(sorted, 0.9));
    }

    private static Duration ranked(List<Duration> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}

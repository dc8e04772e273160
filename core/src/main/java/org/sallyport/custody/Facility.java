package org.sallyport.custody;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * What Sallyport must know of a facility before it takes in its feed.
 *
 * @param id               its name
 * @param jurisdiction     whose law governs it, such as {@code us/md/montgomery}
 * @param kind             {@code county-jail}, {@code city-lockup}, {@code state-prison}, {@code state-run-pretrial}
 * @param zone             its time zone, for calendar days
 * @param ordering         the one key by which its events are put in effective order
 * @param feedInterval     how often its feed is expected to speak; two missed intervals raise an alarm
 * @param processing       how long after the last ground ended each over-stay alarm follows, ascending
 * @param sendMargin       how long before a deadline a notice is planned
 * @param absentRosters    how many rosters must lack a person before absence becomes a release
 * @param lossShareMax     the share of a roster that may vanish at once before the roster is refused (0 to 1)
 */
public record Facility(
        FacilityId id,
        String jurisdiction,
        String kind,
        ZoneId zone,
        Ordering ordering,
        Duration feedInterval,
        List<Duration> processing,
        Duration sendMargin,
        int absentRosters,
        double lossShareMax) {

    /** The key by which a feed's events are put in effective order; ties go by arrival. */
    public enum Ordering {
        SEQUENCE,
        TIME
    }

    /** A facility with the usual settings: four hours' margin, alarms after 2, 4 and 8 hours, three rosters. */
    public static Facility usual(FacilityId id, String jurisdiction, String kind, ZoneId zone) {
        return new Facility(
                id,
                jurisdiction,
                kind,
                zone,
                Ordering.TIME,
                Duration.ofMinutes(5),
                List.of(Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(8)),
                Duration.ofHours(4),
                3,
                0.2);
    }
}

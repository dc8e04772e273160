package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.sallyport.custody.Facility;

/**
 * What to draw. Shares are 0 to 1.
 *
 * @param facility        whose jail it is; its jurisdiction chooses the statutes
 * @param from            first day of booking, in the facility's zone
 * @param horizonDays     how many days people are booked; stays begun then run to their end
 * @param bookingsPerDay  mean number of bookings a day
 * @param requestShare    share of bookings somebody files a request about
 * @param rarity          multiplies what real jails see a few times a year (death, escape, release in error, sealing,
 *                        merged and split records, minors, namesakes); 1 is the measured or assumed rate
 * @param lateShare       share of events staff enter hours or days after they happened
 * @param correctionShare share of stays in which an event is entered wrong first and corrected later
 * @param heartbeat       how often the feed says it is alive; empty for never
 */
public record JailSettings(
        Facility facility,
        LocalDate from,
        int horizonDays,
        double bookingsPerDay,
        double requestShare,
        double rarity,
        double lateShare,
        double correctionShare,
        Optional<Duration> heartbeat) {

    /** A mid-size county jail for ten days: 26 bookings a day, a request about every fourth, real data quality. */
    public static JailSettings usual(Facility facility, LocalDate from) {
        return new JailSettings(facility, from, 10, 26, 0.25, 1, 0.04, 0.02, Optional.empty());
    }

    /** The same with another number of days. */
    public JailSettings days(int days) {
        return new JailSettings(
                facility, from, days, bookingsPerDay, requestShare, rarity, lateShare, correctionShare, heartbeat);
    }

    /** The same with another mean number of bookings a day. */
    public JailSettings bookings(double perDay) {
        return new JailSettings(
                facility, from, horizonDays, perDay, requestShare, rarity, lateShare, correctionShare, heartbeat);
    }

    /** The same with requests about another share of bookings. */
    public JailSettings requests(double share) {
        return new JailSettings(
                facility, from, horizonDays, bookingsPerDay, share, rarity, lateShare, correctionShare, heartbeat);
    }

    /** The same with rare things this many times as frequent. */
    public JailSettings rare(double times) {
        return new JailSettings(
                facility,
                from,
                horizonDays,
                bookingsPerDay,
                requestShare,
                times,
                lateShare,
                correctionShare,
                heartbeat);
    }

    /** The same with this share of late events and of stays with a corrected one. */
    public JailSettings dataFaults(double late, double corrected) {
        return new JailSettings(
                facility, from, horizonDays, bookingsPerDay, requestShare, rarity, late, corrected, heartbeat);
    }

    /** The same with a feed that says so often that it is alive. */
    public JailSettings beating(Duration every) {
        return new JailSettings(
                facility,
                from,
                horizonDays,
                bookingsPerDay,
                requestShare,
                rarity,
                lateShare,
                correctionShare,
                Optional.of(every));
    }
}

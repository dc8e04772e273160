package org.sallyport.request;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a request stands that names no last day of its own (promise L4). The facility chooses it; no law read here
 * gives a number. Requests of immigration authorities have an end already: 72 hours unbound, or the end of the stay.
 *
 * <p>It ends no request while that applies to a stay that goes on: a victim would lose a notice that is owed.
 *
 * @param days calendar days from the day on which the agency last spoke, {@link #LEAST} to {@link #MOST}
 */
public record Validity(int days) {
    /** A year. */
    public static final Validity USUAL = new Validity(365);

    /** The least that a facility may choose. */
    public static final int LEAST = 14;

    /** The most that a facility may choose. */
    public static final int MOST = 3_660;

    /** So many days before the end the agency is reminded, unless it spoke since. */
    static final List<Integer> REMINDED_BEFORE = List.of(30, 7);

    private static final LocalTime MORNING = LocalTime.of(9, 0);

    /** Refuses what no facility may choose. */
    public Validity {
        if (days < LEAST || days > MOST) {
            throw new IllegalArgumentException("a request stands " + LEAST + " to " + MOST + " days, not " + days);
        }
    }

    /**
     * The last day on which a request stands.
     *
     * @param request as it reads now
     * @param spoke   the day on which the agency filed it, changed it, or said that it stands (facility's zone)
     * @return empty when it names its own, or has another end
     */
    public Optional<LocalDate> through(NotificationRequest request, LocalDate spoke) {
        boolean hasAnEnd = request.expiresOn().isPresent() || request.fromImmigration();
        return hasAnEnd ? Optional.empty() : Optional.of(spoke.plusDays(days));
    }

    /** What is recorded when the agency spoke: the new last day, when the facility's rule gives it. */
    public List<RequestEvent> given(NotificationRequest request, LocalDate spoke, Instant at) {
        return through(request, spoke).stream()
                .<RequestEvent>map(through -> new RequestEvent.ValidityGiven(spoke, through, at))
                .toList();
    }

    /** The reminder that has come due of a request that still stands, unless it or a later one was raised before. */
    public static Optional<Reminder> reminder(RequestFile file, ZoneId zone, Instant now) {
        var term = file.term().filter(t -> file.active() && now.isBefore(end(t.through(), zone)));
        if (term.isEmpty()) {
            return Optional.empty();
        }
        var through = term.get().through();
        return REMINDED_BEFORE.reversed().stream()
                .filter(days -> !moment(through, days, zone).isAfter(now))
                .findFirst()
                .filter(days -> term.get().from().isBefore(through.minusDays(days)))
                .filter(days -> file.reminders().stream().noneMatch(r -> r.revalidates() && r.days() <= days))
                .map(days -> Reminder.revalidate(
                        file.id(), file.request().orElseThrow().number(), through, days, now));
    }

    /** When the next reminder of a request comes due, or is tried again; empty when none will. */
    public static Optional<Instant> nextReminder(RequestFile file, ZoneId zone, Instant now) {
        if (!file.active()) {
            return Optional.empty();
        }
        var coming = file.term().stream()
                .flatMap(t -> REMINDED_BEFORE.stream().map(days -> moment(t.through(), days, zone)))
                .filter(at -> at.isAfter(now));
        var tries = file.reminders().stream().flatMap(r -> r.nextTry().stream());
        return Stream.concat(coming, tries).min(Instant::compareTo);
    }

    /** The first moment at which a request no longer stands by this last day. */
    static Instant end(LocalDate through, ZoneId zone) {
        return through.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Nine in the morning at the facility. */
    private static Instant moment(LocalDate through, int days, ZoneId zone) {
        return through.minusDays(days).atTime(MORNING).atZone(zone).toInstant();
    }
}

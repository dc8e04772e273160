package org.sallyport.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What an agency is told of its own request, in fixed words that tell nothing of custody: that it ends unless the
 * agency says that it stands, that the agency has not said what it did about a notice, or that another facility passed
 * it on. Tried again until a provider took it.
 *
 * @param id       a name-based UUID of what it reminds of, so that the same reminder is raised once; its key
 * @param kind     {@code revalidate}, {@code outcome} or {@code passed-on}
 * @param request  the receipt number of the request
 * @param notice   the number of the notice whose outcome is asked for; for {@code passed-on} the receipt number of the
 *                 request that was passed on; empty otherwise
 * @param through  the last day on which the request stands unless confirmed; absent for an outcome, or without one
 * @param days     for {@code revalidate} so many days before its end, for {@code outcome} so many after the stay
 * @param raisedAt when it was raised (UTC instant)
 * @param nextTry  when it is tried next; absent once taken
 * @param attempts tries so far
 * @param takenAt  when a provider took it
 */
public record Reminder(
        UUID id,
        String kind,
        String request,
        String notice,
        Optional<LocalDate> through,
        int days,
        Instant raisedAt,
        Optional<Instant> nextTry,
        int attempts,
        Optional<Instant> takenAt) {
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int DOUBLINGS = 9;

    /** That the request ends after this day unless the agency says that it stands. */
    public static Reminder revalidate(RequestId of, String number, LocalDate through, int daysBefore, Instant at) {
        var id = named("revalidate " + of + " " + through + " " + daysBefore);
        return new Reminder(
                id, "revalidate", number, "", Optional.of(through), daysBefore, at, Optional.of(at), 0, none());
    }

    /** That the agency has not said what it did about a notice; {@code of} names the case. */
    public static Reminder outcome(UUID of, String number, String notice, int daysAfter, Instant at) {
        var id = named("outcome " + of + " " + daysAfter);
        return new Reminder(id, "outcome", number, notice, Optional.empty(), daysAfter, at, Optional.of(at), 0, none());
    }

    /** The receipt of a request that another facility passed on: its number here, and there ({@code first}). */
    public static Reminder passedOn(
            RequestId of, String number, String first, Optional<LocalDate> through, Instant at) {
        return new Reminder(
                named("passed-on " + of), "passed-on", number, first, through, 0, at, Optional.of(at), 0, none());
    }

    /** Whether it asks the agency to say that the request stands. */
    boolean revalidates() {
        return kind.equals("revalidate");
    }

    /** When it is tried again after this many tries that failed: a minute, doubling, six hours at most. */
    public static Instant again(int failed, Instant now) {
        var wait = Duration.ofMinutes(1L << Math.min(failed - 1, DOUBLINGS));
        return now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }

    /** Whether a try is due. */
    public boolean due(Instant now) {
        return nextTry.filter(at -> !at.isAfter(now)).isPresent();
    }

    /** The same after one more try began; it is tried again at {@code next} unless it is taken before. */
    public Reminder tried(Instant next) {
        return new Reminder(
                id, kind, request, notice, through, days, raisedAt, Optional.of(next), attempts + 1, takenAt);
    }

    /** The same once a provider took it. */
    public Reminder taken(Instant at) {
        return new Reminder(id, kind, request, notice, through, days, raisedAt, none(), attempts, Optional.of(at));
    }

    private static Optional<Instant> none() {
        return Optional.empty();
    }

    private static UUID named(String what) {
        return UUID.nameUUIDFromBytes(("reminder " + what).getBytes(UTF_8));
    }
}

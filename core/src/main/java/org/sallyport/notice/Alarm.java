package org.sallyport.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Something a named role must be told. It stays open until the role's channel took it, and stands on the console.
 *
 * @param id       a name-based UUID of what it is about, so that the same alarm is raised once
 * @param kind     {@code not-acknowledged decision-waits over-stay overdue-return hold-barred disclosure-incident
 *                 feed-silent roster-refused roster-absences match-waits relay-waits notices-paused paused-deadline
 *                 log-behind log-broken log-uncosigned log-shrunk log-rewritten log-differs records-differed
 *                 record-altered}
 * @param role     {@code desk supervisor counsel administrator auditor}
 * @param about    the number of what it is about (a notice, a case, a facility); never a person's
 * @param raisedAt when it was raised (UTC instant)
 * @param nextTry  when it is tried next; absent once told
 * @param attempts tries so far
 * @param toldAt   when the role's channel took it
 */
public record Alarm(
        UUID id,
        String kind,
        String role,
        String about,
        Instant raisedAt,
        Optional<Instant> nextTry,
        int attempts,
        Optional<Instant> toldAt) {

    /** The number by which people speak of it, such as {@code A-7F3A21C9}. */
    public String number() {
        return "A-" + id.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    /** An alarm due at once; {@code about} and {@code kind} name it. */
    public static Alarm raise(String kind, String role, String about, Instant at) {
        var id = UUID.nameUUIDFromBytes(("alarm " + kind + " " + role + " " + about).getBytes(UTF_8));
        return new Alarm(id, kind, role, about, at, Optional.of(at), 0, Optional.empty());
    }

    /** The same alarm after one more try. */
    public Alarm tried(boolean taken, Optional<Instant> next, Instant at) {
        return new Alarm(id, kind, role, about, raisedAt, next, attempts + 1, taken ? Optional.of(at) : toldAt);
    }
}

package org.sallyport.postgres.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person's local account.
 *
 * @param name      the name under which they log in; it stands in the journal as the actor
 * @param password  a slow salted hash
 * @param grants    what they may do
 * @param oneTime   whether the password was given to them and must be changed at the next log-in
 * @param failures  the moments of failed log-ins since the last good one, oldest first (UTC instants)
 * @param lockedUntil until when every log-in is refused
 * @param disabled  whether the account is closed
 */
public record Account(
        String name,
        String password,
        List<Grant> grants,
        boolean oneTime,
        List<Instant> failures,
        Optional<Instant> lockedUntil,
        boolean disabled) {
    /** Copies the lists. */
    public Account {
        grants = List.copyOf(grants);
        failures = List.copyOf(failures);
    }

    /** A fresh account with a password that was given to the person. */
    public static Account created(String name, String password, List<Grant> grants, boolean oneTime) {
        return new Account(name, password, grants, oneTime, List.of(), Optional.empty(), false);
    }

    /** The same account with another password, chosen by the person. */
    public Account withPassword(String hash) {
        return new Account(name, hash, grants, false, List.of(), Optional.empty(), disabled);
    }

    /** The same account with a password that was given to the person, and no failed log-ins. */
    public Account withOneTimePassword(String hash) {
        return new Account(name, hash, grants, true, List.of(), Optional.empty(), disabled);
    }

    /** The same account, closed or opened again. */
    public Account disabled(boolean closed) {
        return new Account(name, password, grants, oneTime, failures, lockedUntil, closed);
    }

    /** The same account after log-ins that failed, and perhaps a lock. */
    public Account after(List<Instant> failed, Optional<Instant> lock) {
        return new Account(name, password, grants, oneTime, failed, lock, disabled);
    }
}

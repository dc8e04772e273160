package org.sallyport.server.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.postgres.access.AccessStore;
import org.sallyport.postgres.access.Account;
import org.sallyport.postgres.access.Grant;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * Local accounts of people. Five failed log-ins within fifteen minutes lock an account for fifteen minutes (CJIS
 * Security Policy, AC-7); passwords have at least 12 characters and are kept as PBKDF2 hashes.
 */
public final class People {
    static final int FAILURES_MOST = 5;
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PASSWORD_LEAST = 12;
    private static final int PASSWORD_MOST = 200;

    private final AccessStore store;
    private final InstantSource clock;
    private final PasswordEncoder hashing = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final String nobody = hashing.encode(Secrets.password());

    /** Accounts in this store; log-ins are timed by real time. */
    public People(AccessStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** An account that was made, with the password to hand over once; absent when the name was taken. */
    public Optional<String> create(String name, List<Grant> grants) {
        var password = Secrets.password();
        var account = Account.created(name, hashing.encode(password), grants, true);
        return store.add(account) ? Optional.of(password) : Optional.empty();
    }

    /** Makes the first administrator of an installation without accounts; the password to print once. */
    public Optional<String> firstAdministrator(String name, List<Grant> grants) {
        return store.accounts().isEmpty() ? create(name, grants) : Optional.empty();
    }

    /**
     * Whoever logs in with this name and password; empty when it is wrong, locked or closed, which nobody is told
     * apart.
     */
    public Optional<Caller> logIn(String name, String password) {
        var now = clock.instant();
        var found = store.account(name);
        // The hash is computed in every case, so that the time taken tells nothing about the name.
        boolean right = hashing.matches(password, found.map(Account::password).orElse(nobody));
        if (found.isEmpty() || found.get().disabled() || locked(found.get(), now)) {
            return Optional.empty();
        }
        var after = store.change(name, account -> right ? forgiven(account) : failed(account, now));
        return after.filter(_ -> right).map(People::caller);
    }

    /** The account's caller as it stands now; empty once it is closed. */
    public Optional<Caller> current(String name) {
        return store.account(name).filter(a -> !a.disabled()).map(People::caller);
    }

    /** Every account. */
    public List<Account> all() {
        return store.accounts();
    }

    /** Why a password cannot be chosen; empty when it can. */
    public static Optional<String> unfit(String password) {
        if (password.length() < PASSWORD_LEAST || password.length() > PASSWORD_MOST) {
            return Optional.of("A password has " + PASSWORD_LEAST + " to " + PASSWORD_MOST + " characters.");
        }
        return password.chars().distinct().count() < 5
                ? Optional.of("A password has at least five different characters.")
                : Optional.empty();
    }

    /** Changes a password; false when the old one is wrong or the new one unfit. */
    public boolean changePassword(String name, String old, String chosen) {
        if (unfit(chosen).isPresent() || chosen.equals(old) || logIn(name, old).isEmpty()) {
            return false;
        }
        var hash = hashing.encode(chosen);
        return store.change(name, a -> a.withPassword(hash)).isPresent();
    }

    /** Closes an account, or opens it again; whether there is one of this name. */
    public boolean disable(String name, boolean closed) {
        return store.change(name, a -> a.disabled(closed)).isPresent();
    }

    /** Lets somebody log in again whom failed log-ins locked out; whether there is an account of this name. */
    public boolean unlock(String name) {
        return store.change(name, People::forgiven).isPresent();
    }

    /** A new password to hand over once; empty when there is no account of this name. */
    public Optional<String> reset(String name) {
        var password = Secrets.password();
        var hash = hashing.encode(password);
        return store.change(name, a -> a.withOneTimePassword(hash)).map(_ -> password);
    }

    private static Caller caller(Account account) {
        return new Caller(account.name(), account.grants(), account.oneTime());
    }

    private static boolean locked(Account account, Instant now) {
        return account.lockedUntil().filter(until -> until.isAfter(now)).isPresent();
    }

    private static Account forgiven(Account account) {
        return account.after(List.of(), Optional.empty());
    }

    private static Account failed(Account account, Instant now) {
        var recent = new ArrayList<Instant>();
        account.failures().stream().filter(at -> at.isAfter(now.minus(WINDOW))).forEach(recent::add);
        recent.add(now);
        return recent.size() < FAILURES_MOST
                ? account.after(recent, Optional.empty())
                : account.after(List.of(), Optional.of(now.plus(WINDOW)));
    }
}

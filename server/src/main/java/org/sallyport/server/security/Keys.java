package org.sallyport.server.security;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.postgres.access.AccessStore;
import org.sallyport.postgres.access.ApiKey;
import org.sallyport.postgres.access.Grant;

/** Keys of machines: made, shown once, checked, revoked. */
public final class Keys {
    /** How the actor of a key begins; no account's name does. */
    static final String MACHINE = "key:";

    private final AccessStore store;
    private final InstantSource clock;

    /** Keys in this store, dated by real time. */
    public Keys(AccessStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A new key and its secret, which nobody can read again. */
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "key " + key.id();
        }
    }

    /** Makes a key. */
    public Created create(String label, List<Grant> grants, String by) {
        var secret = Secrets.key();
        var key = new ApiKey(
                Secrets.name(), Secrets.sha256(secret), label, grants, by, clock.instant(), Optional.empty());
        store.add(key);
        return new Created(key, secret);
    }

    /** The caller this secret speaks for; empty when it is no good key. */
    public Optional<Caller> caller(String secret) {
        return store.keyByHash(Secrets.sha256(secret))
                .filter(k -> k.revokedAt().isEmpty())
                .map(k -> new Caller(MACHINE + k.id(), k.grants(), false));
    }

    /** Every key, revoked ones too. */
    public List<ApiKey> all() {
        return store.keys();
    }

    /** Refuses a key from now on; whether there was one of this name. */
    public boolean revoke(String id) {
        return store.revoke(id, clock.instant());
    }
}

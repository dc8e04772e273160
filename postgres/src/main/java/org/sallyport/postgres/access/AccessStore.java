package org.sallyport.postgres.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Port to where accounts and keys are kept. Every node sees a change at its next question. */
public interface AccessStore {
    /** Keeps a new key. */
    void add(ApiKey key);

    /** The key with this hash, revoked or not. */
    Optional<ApiKey> keyByHash(String hash);

    /** Every key, oldest first. */
    List<ApiKey> keys();

    /** Refuses a key from now on; whether there was one of this name. */
    boolean revoke(String id, Instant at);

    /** Keeps a new account; whether the name was free. */
    boolean add(Account account);

    /** The account of this name. */
    Optional<Account> account(String name);

    /** Every account, by name. */
    List<Account> accounts();

    /** Changes an account under its lock; the changed account, or empty when there is none. */
    Optional<Account> change(String name, UnaryOperator<Account> how);
}

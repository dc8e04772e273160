package org.sallyport.postgres.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Accounts and keys that live as long as the program. */
public final class InMemoryAccess implements AccessStore {
    private final Map<String, ApiKey> keys = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new TreeMap<>();

    @Override
    public synchronized void add(ApiKey key) {
        keys.put(key.id(), key);
    }

    @Override
    public synchronized Optional<ApiKey> keyByHash(String hash) {
        return keys.values().stream().filter(k -> k.hash().equals(hash)).findFirst();
    }

    @Override
    public synchronized List<ApiKey> keys() {
        return new ArrayList<>(keys.values());
    }

    @Override
    public synchronized boolean revoke(String id, Instant at) {
        return keys.computeIfPresent(id, (_, key) -> key.revoked(at)) != null;
    }

    @Override
    public synchronized boolean add(Account account) {
        return accounts.putIfAbsent(account.name(), account) == null;
    }

    @Override
    public synchronized Optional<Account> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    @Override
    public synchronized List<Account> accounts() {
        return new ArrayList<>(accounts.values());
    }

    @Override
    public synchronized Optional<Account> change(String name, UnaryOperator<Account> how) {
        return Optional.ofNullable(accounts.computeIfPresent(name, (_, account) -> how.apply(account)));
    }
}

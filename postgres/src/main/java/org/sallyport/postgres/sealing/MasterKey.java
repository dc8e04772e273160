package org.sallyport.postgres.sealing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The key that wraps every other key (AES-256-GCM), and those it replaced: they still open what they wrapped until a
 * rotation has wrapped it again. It is never in the database. Whoever loses it loses every sealed payload: it is backed
 * up apart from the database.
 */
public final class MasterKey {
    /** The environment variable that holds the key itself, base64 of 32 bytes. */
    public static final String VARIABLE = "SALLYPORT_MASTER_KEY";

    /** The environment variable that names the file of the key. */
    public static final String FILE_VARIABLE = "SALLYPORT_MASTER_KEY_FILE";

    /** The environment variable that names the key in a KMS that seals the key kept here, as a URI. */
    public static final String KMS_VARIABLE = "SALLYPORT_MASTER_KEY_KMS";

    /** The environment variable that names files of other keys, separated as paths are: they open, they do not wrap. */
    public static final String ALSO_VARIABLE = "SALLYPORT_MASTER_KEY_ALSO_FILES";

    /** Every variable this reads. */
    public static final List<String> VARIABLES =
            List.of(VARIABLE, FILE_VARIABLE, KMS_VARIABLE, ALSO_VARIABLE, VaultTransit.TOKEN_VARIABLE);

    private final Optional<MasterKeyFolder> kept;
    private volatile Held held;

    private record Held(WrappingKey current, Map<String, WrappingKey> all) {}

    private MasterKey(WrappingKey current, Collection<WrappingKey> others, Optional<MasterKeyFolder> kept) {
        this.kept = kept;
        this.held = held(current, others);
    }

    private static Held held(WrappingKey current, Collection<WrappingKey> others) {
        var all = new LinkedHashMap<String, WrappingKey>();
        all.put(current.id(), current);
        others.forEach(k -> all.putIfAbsent(k.id(), k));
        return new Held(current, Map.copyOf(all));
    }

    /**
     * The key of the environment, else of the file it names, else of {@code keys/master} (made on first use; sealed by
     * a KMS where the environment names one). Keys that were replaced are read from beside it and from the files the
     * environment names.
     */
    public static MasterKey usual(Map<String, String> environment, Path keys, SecureRandom random) {
        var folder = MasterKeyFolder.of(keys, environment, random);
        var others = folder.others(environment);
        var given = named(environment, VARIABLE);
        if (given.isPresent()) {
            return new MasterKey(MasterKeyFolder.decoded(given.get(), VARIABLE), others, Optional.empty());
        }
        var file = named(environment, FILE_VARIABLE);
        return file.isPresent()
                ? new MasterKey(MasterKeyFolder.read(Path.of(file.get())), others, Optional.empty())
                : new MasterKey(folder.current(), others, Optional.of(folder));
    }

    private static Optional<String> named(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank());
    }

    /** The key in {@code keys/master}, a folder and file open to their owner only; made when there is none. */
    public static MasterKey kept(Path keys, SecureRandom random) {
        return usual(Map.of(), keys, random);
    }

    /** The fingerprint of the key that wraps from now on. */
    public String id() {
        return held.current().id();
    }

    /** The fingerprints of every key at hand. */
    public Set<String> known() {
        return new TreeSet<>(held.all().keySet());
    }

    /** Whether this program keeps the key itself, and so can make the next. */
    public boolean makesItsOwn() {
        return kept.isPresent();
    }

    /**
     * Makes a new key that wraps from now on. The one before stays beside it, and opens what it wrapped.
     *
     * @return the new key's fingerprint
     * @throws SealBroken when the key comes from the environment, which this program cannot change
     */
    public String replace() {
        var folder =
                kept.orElseThrow(() -> new SealBroken("The master key is named by the environment: put the next one"
                        + " there, and the one before into " + ALSO_VARIABLE + "."));
        synchronized (this) {
            var next = folder.replace(held.current());
            held = held(next, held.all().values());
            return next.id();
        }
    }

    /** Wraps a key for the name it is kept under. */
    byte[] wrap(byte[] key, byte[] name) {
        return held.current().with().seal(key, name);
    }

    /** Unwraps a key that the current master key wrapped, or any other at hand. */
    byte[] unwrap(byte[] wrapped, byte[] name) {
        return unwrap(wrapped, name, "");
    }

    /** Unwraps a key that the master key of this fingerprint wrapped; empty for not known. */
    byte[] unwrap(byte[] wrapped, byte[] name, String by) {
        if (!by.isEmpty() && !held.all().containsKey(by)) {
            lookAgain();
        }
        var named = by.isEmpty()
                ? held.all().values()
                : Optional.ofNullable(held.all().get(by)).stream().toList();
        return named.stream()
                .flatMap(key -> opened(key, wrapped, name).stream())
                .findFirst()
                .orElseThrow(MasterKey::stranger);
    }

    /** Another process may have replaced the key that both keep. */
    private void lookAgain() {
        kept.ifPresent(folder -> {
            synchronized (this) {
                var others = new ArrayList<>(held.all().values());
                others.addAll(folder.others(Map.of()));
                held = held(folder.current(), others);
            }
        });
    }

    private static Optional<byte[]> opened(WrappingKey key, byte[] wrapped, byte[] name) {
        try {
            return Optional.of(key.with().open(wrapped, name));
        } catch (SealBroken _) {
            return Optional.empty();
        }
    }

    private static SealBroken stranger() {
        return new SealBroken("A key of this database was not wrapped by this master key: restore the key that belongs"
                + " to the database.");
    }
}

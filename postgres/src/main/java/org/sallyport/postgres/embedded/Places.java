package org.sallyport.postgres.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where Sallyport keeps what it must keep, and what it may lose.
 *
 * @param home  the kept folder: data directory, keys, password, lock ({@code SALLYPORT_HOME})
 * @param cache unpacked programs; may be deleted at any time while nothing runs ({@code SALLYPORT_CACHE})
 */
public record Places(Path home, Path cache) {

    /**
     * The usual places of whoever runs this: {@code /var/lib/sallyport} and {@code /var/cache/sallyport} for root, the
     * folders of the XDG base directory specification for everyone else, {@code ~/Library} on macOS.
     *
     * @param environment usually {@link System#getenv()}
     */
    public static Places usual(Map<String, String> environment) {
        var user = Path.of(System.getProperty("user.home", "."));
        boolean root = Account.isRoot();
        boolean mac = Platform.isMac();
        var home = at(environment, "SALLYPORT_HOME")
                .orElseGet(() -> root
                        ? Path.of("/var/lib/sallyport")
                        : mac
                                ? user.resolve("Library/Application Support/Sallyport")
                                : at(environment, "XDG_DATA_HOME")
                                        .orElse(user.resolve(".local/share"))
                                        .resolve("sallyport"));
        var cache = at(environment, "SALLYPORT_CACHE")
                .orElseGet(() -> root
                        ? Path.of("/var/cache/sallyport")
                        : mac
                                ? user.resolve("Library/Caches/Sallyport")
                                : at(environment, "XDG_CACHE_HOME")
                                        .orElse(user.resolve(".cache"))
                                        .resolve("sallyport"));
        return new Places(home.toAbsolutePath(), cache.toAbsolutePath());
    }

    /** The same cache with another home. */
    public Places withHome(Path other) {
        return new Places(other.toAbsolutePath(), cache);
    }

    /** Where key files are kept. */
    public Path keys() {
        return home.resolve("keys");
    }

    private static Optional<Path> at(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(s -> !s.isBlank())
                .map(Path::of);
    }
}

package org.sallyport.cli.terminal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of the environment that commands read, by name: no others are looked at. */
public final class Environment {
    private static final List<String> NAMES = List.of(
            "NO_COLOR",
            "TERM",
            "SALLYPORT_HOME",
            "SALLYPORT_CACHE",
            "SALLYPORT_DATABASE_URL",
            "SALLYPORT_MASTER_KEY",
            "SALLYPORT_MASTER_KEY_FILE",
            "SALLYPORT_MASTER_KEY_KMS",
            "SALLYPORT_MASTER_KEY_ALSO_FILES",
            "VAULT_TOKEN",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
            "LOCALAPPDATA");

    private Environment() {}

    /** Those that are set and not empty; {@code SALLYPORT_DATA} stands for {@code SALLYPORT_HOME} where it is set. */
    public static Map<String, String> read() {
        var read = new HashMap<String, String>();
        for (var name : NAMES) {
            put(read, name, System.getenv(name));
        }
        put(read, "SALLYPORT_HOME", System.getenv("SALLYPORT_DATA"));
        return Map.copyOf(read);
    }

    private static void put(Map<String, String> read, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isBlank()) {
            read.put(name, value);
        }
    }
}

package org.sallyport.postgres.embedded;

import java.util.Locale;

/** The platforms whose PostgreSQL binaries can be on the class path, by the archive's name there. */
enum Platform {
    LINUX_AMD64("postgres-linux-x86_64.txz"),
    LINUX_ARM64("postgres-linux-arm_64.txz"),
    MAC_AMD64("postgres-darwin-x86_64.txz"),
    MAC_ARM64("postgres-darwin-arm_64.txz");

    private final String archive;

    Platform(String archive) {
        this.archive = archive;
    }

    String archive() {
        return archive;
    }

    static boolean isMac() {
        return name("os.name").startsWith("mac");
    }

    static Platform here() {
        var os = name("os.name");
        var arch = name("os.arch");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        boolean intel = arch.equals("amd64") || arch.equals("x86_64");
        if (os.startsWith("linux") && (arm || intel)) {
            return arm ? LINUX_ARM64 : LINUX_AMD64;
        }
        if (isMac() && (arm || intel)) {
            return arm ? MAC_ARM64 : MAC_AMD64;
        }
        throw new ServerUnavailable("Sallyport brings PostgreSQL for Linux and macOS on amd64 and arm64, not for " + os
                + " on " + arch + ": point SALLYPORT_DATABASE_URL to a PostgreSQL 18 server.");
    }

    private static String name(String property) {
        return System.getProperty(property, "").toLowerCase(Locale.ROOT);
    }
}

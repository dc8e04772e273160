package org.sallyport.postgres.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A home folder: {@code lock}, {@code password} (0600), {@code server/data}, {@code server/log}. The {@code server}
 * folder belongs to the account that runs PostgreSQL, everything else to whoever runs Sallyport.
 */
record ServerFolder(Path home, Account account) {
    static final String USER = "sallyport";
    private static final String OWNER_ONLY = "rw-------";

    Path data() {
        return home.resolve("server").resolve("data");
    }

    Path log() {
        return home.resolve("server").resolve("log");
    }

    Path server() {
        return home.resolve("server");
    }

    private Path passwordFile() {
        return home.resolve("password");
    }

    void create() throws IOException {
        if (!Files.isDirectory(home)) {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(
                    home, PosixFilePermissions.fromString(account.own().isPresent() ? "rwx--x--x" : "rwx------"));
        }
        if (!Files.isDirectory(server())) {
            Files.createDirectories(server());
            Files.setPosixFilePermissions(server(), PosixFilePermissions.fromString("rwx------"));
            Account.give(account.own(), server());
        }
    }

    boolean isInitialised() {
        return Files.exists(data().resolve("PG_VERSION")) && Files.exists(passwordFile());
    }

    /** Takes away what an interrupted first start left: it never held anything, since the password comes last. */
    void forgetHalfMade() throws IOException {
        if (Files.exists(passwordFile())) {
            throw new ServerUnavailable("The folder " + home + " has a password but no PostgreSQL data in " + data()
                    + ": restore the data from a backup, or name another folder in SALLYPORT_HOME.");
        }
        delete(data());
    }

    void mustBeMajor(String major) throws IOException {
        var found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals(major)) {
            throw new ServerUnavailable("The data in " + data() + " was written by PostgreSQL " + found
                    + " and this Sallyport brings PostgreSQL " + major
                    + ": start it with the Sallyport that wrote it and"
                    + " move the data by backup and restore, or name another folder in SALLYPORT_HOME.");
        }
    }

    Optional<String> password() throws IOException {
        return Files.exists(passwordFile())
                ? Optional.of(Files.readString(passwordFile(), US_ASCII).strip())
                : Optional.empty();
    }

    /** A new password, not yet kept. */
    static String newPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Keeps the password; its presence says that the data directory is complete. */
    void keep(String password) throws IOException {
        var beside = home.resolve("password.new");
        writeClosed(beside, password);
        Files.move(beside, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    static void writeClosed(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.writeString(file, text, US_ASCII, StandardOpenOption.SYNC);
    }

    void rotateLog(long bytesMax) throws IOException {
        if (Files.exists(log()) && Files.size(log()) > bytesMax) {
            Files.move(log(), server().resolve("log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last reason the server gave for not starting; empty when it gave none. */
    String lastFatal() throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        try (var lines = Files.lines(log(), UTF_8)) {
            return lines.filter(l -> l.contains("FATAL:"))
                    .reduce((_, last) -> last)
                    .map(l -> l.substring(l.indexOf("FATAL:") + 6).strip())
                    .orElse("");
        }
    }

    /** Deletes a tree; what another run that clears leftovers has deleted meanwhile is no fault. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

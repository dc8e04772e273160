package org.sallyport.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server process named by {@code postmaster.pid}.
 *
 * @param pid   its process number
 * @param port  the port it listens on
 * @param ready whether it said that it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {

    /** What the file of a data directory says; absent when there is none or it is not yet written. */
    static Optional<Postmaster> of(Path data) {
        try {
            var lines = Files.readAllLines(file(data));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready");
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip()),
                    ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new ServerUnavailable("The file " + file(data) + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Whether a PostgreSQL process of that number runs; a dead one that nobody has collected does not. */
    boolean runs() {
        var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && !isZombie()
                && process.get()
                        .info()
                        .command()
                        .map(c -> c.endsWith("postgres") || c.endsWith("postgres (deleted)"))
                        .orElse(true);
    }

    private boolean isZombie() {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }
}

package org.sallyport.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs {@code initdb} and {@code pg_ctl}, as the account they belong to. */
record ServerCommands(Binaries binaries, ServerFolder folder) {

    /**
     * Settings given at every start, so that a new version of Sallyport changes them without touching the data. The log
     * keeps no statement, parameter or row: those could hold what may not be in a log.
     */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", sharedBuffers()),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_min_messages", "warning"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse")));

    /**
     * An eighth of the machine's memory, from 256 MB to 2 GB: tokens and names fall anywhere in an index, so each
     * part of it that does not fit is fetched and written back again and again.
     */
    private static String sharedBuffers() {
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long megabytes = machine.getTotalMemorySize() / 8 >> 20;
        return Math.clamp(megabytes, 256, 2048) + "MB";
    }

    /** Makes the data directory and keeps its password. */
    void initialise(boolean durable) throws IOException {
        var password = ServerFolder.newPassword();
        var account = folder.account();
        var making = Files.createTempDirectory(folder.home(), "making-");
        Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwx------"));
        var secret = making.resolve("secret");
        var made = making.resolve("data");
        try {
            ServerFolder.writeClosed(secret, password + "\n");
            Account.give(account.initialise(), making);
            var words = new ArrayList<>(List.of(
                    binaries.program("initdb").toString(),
                    "--pgdata=" + made,
                    "--username=" + ServerFolder.USER,
                    "--auth=scram-sha-256",
                    "--pwfile=" + secret,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions"));
            if (!durable) {
                words.add("--no-sync");
            }
            var said = run(account.initialise(), words, making.resolve("said").toFile());
            if (said.code() != 0) {
                throw new ServerUnavailable("PostgreSQL could not make its data directory: " + said.lastLines());
            }
            Account.give(account.own(), made);
            Files.move(made, folder.data());
            folder.keep(password);
        } finally {
            ServerFolder.delete(making);
        }
    }

    /** Starts the server and waits until it takes connections; says whether it did. */
    boolean start(int port) throws IOException {
        var options = SETTINGS.entrySet().stream()
                .map(e -> "-c " + e.getKey() + "='" + e.getValue() + "'")
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
        var said = run(
                folder.account().own(),
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "--pgdata=" + folder.data(),
                        "--log=" + folder.log(),
                        "--wait",
                        "--timeout=60",
                        "--silent",
                        "-o",
                        options,
                        "start"),
                discard());
        return said.code() == 0;
    }

    /** Stops the server: politely if asked to, else at once; the log brings back what was committed either way. */
    void stop(boolean politely) {
        try {
            for (var mode : politely ? List.of("fast", "immediate") : List.of("immediate")) {
                var said = run(
                        folder.account().own(),
                        List.of(
                                binaries.program("pg_ctl").toString(),
                                "--pgdata=" + folder.data(),
                                "--wait",
                                "--timeout=30",
                                "--silent",
                                "--mode=" + mode,
                                "stop"),
                        discard());
                if (said.code() == 0
                        || Postmaster.of(folder.data()).filter(Postmaster::runs).isEmpty()) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new ServerUnavailable("The PostgreSQL server could not be stopped.", e);
        }
        throw new ServerUnavailable("The PostgreSQL server does not stop; see " + folder.log() + ".");
    }

    private static File discard() {
        return ProcessBuilder.Redirect.DISCARD.file();
    }

    private record Said(int code, String text) {
        String lastLines() {
            return text.lines()
                    .filter(l -> l.contains("error") || l.contains("hint") || l.contains("FATAL"))
                    .collect(Collectors.joining(" "));
        }
    }

    private Said run(Optional<Account.Ids> who, List<String> words, File into) throws IOException {
        var builder = new ProcessBuilder(Account.command(who, words))
                .directory(folder.home().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(discard()))
                .redirectOutput(into);
        builder.environment().keySet().removeIf(k -> k.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        var process = builder.start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ServerUnavailable("A PostgreSQL program did not end within two minutes.");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerUnavailable("Interrupted while waiting for PostgreSQL.", e);
        }
        var text = into.equals(discard()) ? "" : Files.readString(Path.of(into.getPath()), UTF_8);
        return new Said(process.exitValue(), text);
    }
}

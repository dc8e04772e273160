package org.sallyport.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.Main;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.sealing.KeyRing;

/** A database in which somebody altered an entry of a facility's own record. */
class AlteredRecordTest {
    private static final Duration START_MOST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** PostgreSQL runs as an account of its own, which must be able to pass. */
    @BeforeEach
    void passable() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Enters the facilities and takes all into the log. */
    private static void entered(Path home) {
        try (var here = OpenDatabase.reach(home);
                var database = here.open()) {
            LiveServer.over(database, here.setup().master()).close();
            var setup = here.setup();
            var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
            OpenLog.of(database, keys, Optional.empty()).sequencer().pass();
        }
    }

    /** Alters the last entry of a facility as the superuser of the database; returns its position. */
    private static long altered(Path home, String facility) {
        try (var here = OpenDatabase.reach(home);
                var database = here.open()) {
            return database.transact(connection -> {
                try (var alter = connection.prepareStatement("update journal set actor = 'someone' where position ="
                        + " (select max(position) from journal where facility = ?) returning position")) {
                    alter.setString(1, facility);
                    try (var rows = alter.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                }
            });
        }
    }

    private Process serve(Path home) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0")
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("SALLYPORT_DATA", home.toString());
        builder.environment().remove("SALLYPORT_DATABASE_URL");
        return builder.start();
    }

    private static String sentence(long position, String facility) {
        return "The entry at position " + position + " of the journal, of " + facility
                + ", is not what was recorded. Run sallyport audit check";
    }

    @Test
    void the_server_starts_for_the_other_facility_and_says_which_one_it_does_not_serve() throws Exception {
        var home = folder.resolve("home");
        entered(home);
        long position = altered(home, LiveServer.FACILITY);
        var server = serve(home);
        try (var out = server.inputReader(UTF_8)) {
            var said = new StringBuilder();
            var line = out.readLine();
            while (line != null && !line.startsWith("Sallyport listens on ")) {
                said.append(line).append('\n');
                line = out.readLine();
            }
            assertNotNull(line, () -> said + " " + read("err"));
            assertTrue(
                    said.toString()
                            .contains(LiveServer.FACILITY + " is not served: its record was altered. "
                                    + sentence(position, LiveServer.FACILITY)),
                    said.toString());
            var address = line.substring("Sallyport listens on ".length());
            var status = LiveServer.plain("status", "--server=" + address);
            assertEquals(ExitCode.PROBLEMS, status.code(), status.out());
            assertTrue(status.out().contains("1 NOT SERVED: the facility's record was altered"), status.out());
        } finally {
            server.destroy();
            assertTrue(server.waitFor(START_MOST.toSeconds(), TimeUnit.SECONDS));
        }
        var checked = LiveServer.plain("audit", "check", "--data=" + home);
        assertEquals(ExitCode.BROKEN, checked.code());
        assertTrue(checked.err().contains("position " + position), checked.err());
    }

    @Test
    void where_no_facility_can_be_served_the_server_does_not_start_and_names_the_entry() throws Exception {
        var home = folder.resolve("home");
        entered(home);
        long position = altered(home, LiveServer.FACILITY);
        altered(home, "us/tx/harris/hcso");
        var server = serve(home);
        try {
            assertTrue(server.waitFor(START_MOST.toSeconds(), TimeUnit.SECONDS), "it runs and serves nobody");
            assertEquals(ExitCode.BROKEN, server.exitValue(), read("err"));
            assertEquals(
                    "sallyport: " + sentence(position, LiveServer.FACILITY) + ": it names every such entry.\n",
                    read("err"));
        } finally {
            server.destroyForcibly();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

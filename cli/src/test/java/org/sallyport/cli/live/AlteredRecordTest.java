package org.sallyport.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.Main;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.sealing.KeyRing;

/** A database in which somebody altered an entry of a facility's own record. */
class AlteredRecordTest {
    @TempDir
    private Path folder;

    /** Enters the facilities, takes all into the log, and alters an entry as the superuser of the database; returns its position. */
    private static long enteredAndAltered(Path home) {
        try (var here = OpenDatabase.reach(home);
                var database = here.open()) {
            LiveServer.over(database, here.setup().master()).close();
            var setup = here.setup();
            var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
            OpenLog.of(database, keys, Optional.empty()).sequencer().pass();
            return database.transact(connection -> {
                try (var alter = connection.prepareStatement("update journal set actor = 'someone' where position ="
                        + " (select max(position) from journal where facility = ?) returning position")) {
                    alter.setString(1, LiveServer.FACILITY);
                    try (var rows = alter.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                }
            });
        }
    }

    private record Ended(int code, String err) {}

    private static Ended serve(Path home, Path err) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0")
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SALLYPORT_DATA", home.toString());
        builder.environment().remove("SALLYPORT_DATABASE_URL");
        var server = builder.start();
        try {
            assertTrue(server.waitFor(60, TimeUnit.SECONDS), "it runs on a record that cannot be read");
            return new Ended(server.exitValue(), Files.readString(err, UTF_8));
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void the_server_does_not_start_and_names_the_entry_in_one_sentence() throws Exception {
        // PostgreSQL runs as an account of its own, which must be able to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var home = folder.resolve("home");
        long position = enteredAndAltered(home);

        var served = serve(home, folder.resolve("err"));
        assertEquals(ExitCode.BROKEN, served.code(), served.err());
        assertEquals(
                "sallyport: The entry at position " + position + " of the journal, of " + LiveServer.FACILITY
                        + ", is not what was recorded. Run sallyport audit check: it names every such entry.\n",
                served.err());

        var checked = LiveServer.plain("audit", "check", "--data=" + home);
        assertEquals(ExitCode.BROKEN, checked.code());
        assertTrue(checked.err().contains("position " + position), checked.err());
    }
}

package org.sallyport.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.audit.Sequencer;
import org.sallyport.postgres.sealing.KeyRing;
import picocli.CommandLine;

/** The log taken along, and the journal checked against itself and against what was taken along. */
class AuditCheckCommandTest {
    private static final FacilityId JAIL = new FacilityId("zz/county/jail");

    @TempDir
    Path folder;

    @Test
    void a_copy_taken_along_names_the_entry_that_was_changed_since() throws Exception {
        // PostgreSQL runs as an account of its own, which must be able to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var home = folder.resolve("home");
        var copy = folder.resolve("copy");
        var state = folder.resolve("check.state");
        record(home, 3);
        var exported = run("export", "--data", home.toString(), copy.toString());
        assertEquals(ExitCode.OK, exported.code(), exported.err());
        assertTrue(Files.exists(copy.resolve("tile/entries/000.p/4")), () -> list(copy));
        assertTrue(Files.exists(copy.resolve("tile/0/000.p/4")));
        assertTrue(Files.readString(copy.resolve("key")).startsWith("sallyport.invalid/audit/"));

        record(home, 2);
        var checked =
                run("check", "--data", home.toString(), "--against", copy.toString(), "--state", state.toString());
        assertEquals(ExitCode.OK, checked.code(), checked.err());
        assertTrue(checked.out().contains("Nothing differs in 6 entries"), checked.out());
        assertTrue(checked.out().contains("continues every state"), checked.out());
        record(home, 1);
        var again = run("check", "--data", home.toString(), "--state", state.toString());
        assertTrue(again.out().contains("Began at entry 6"), again.out());
        assertTrue(again.out().contains("1 payloads opened"), again.out());

        sql(home, "delete from journal where position = (select position from audit_leaf where index = 2)");
        var lost = run("check", "--data", home.toString());
        assertEquals(ExitCode.BROKEN, lost.code());
        assertTrue(lost.err().contains("entry 2, position"), lost.err());

        sql(
                home,
                "update stream_head set version = version - 1; truncate audit_leaf, audit_tile, audit_checkpoint;"
                        + " update journal set version = version - 1 where version > 3;"
                        + " update audit_head set size = 0, root = sha256(''), frontier = '', tx = '0', position = 0");
        record(home, 0);
        var rewritten = run("check", "--data", home.toString(), "--against", copy.toString());
        assertEquals(ExitCode.BROKEN, rewritten.code());
        assertTrue(rewritten.err().contains("entry 2, position"), rewritten.err());
        assertTrue(rewritten.err().contains("published another entry"), rewritten.err());

        Files.writeString(folder.resolve("other"), "no note");
        var unusable = run(
                "check",
                "--data",
                home.toString(),
                "--against",
                folder.resolve("other").toString());
        assertEquals(ExitCode.PROBLEMS, unusable.code());
        assertTrue(unusable.err().contains("A checkpoint: a signed note"), unusable.err());
    }

    private static String list(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Records so many entries and takes all there are into the log. */
    private static void record(Path home, int entries) throws Exception {
        try (var here = OpenDatabase.reach(home);
                var database = here.open()) {
            var desk = new Desk(here.store(database));
            if (entries == 3) {
                var facility = Facility.usual(JAIL, "zz/county", "county-jail", ZoneId.of("America/New_York"));
                desk.configure(facility, Map.of("supervisor", "supervisor@jail.example"), "test");
            }
            for (int i = 0; i < entries; i++) { // with none, only the log is grown again
                if (i % 2 == 0) {
                    desk.stopSending(JAIL, "a test", "test");
                } else {
                    desk.resumeSending(JAIL, "test");
                }
            }
            var setup = here.setup();
            var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
            while (OpenLog.of(database, keys, Optional.empty()).sequencer().pass()
                            instanceof Sequencer.Pass.Taken(var taken, var _, var _)
                    && taken > 0) {
                assertTrue(taken <= entries + 10, "each entry once");
            }
        }
    }

    private static void sql(Path home, String sql) throws Exception {
        try (var here = OpenDatabase.reach(home);
                var database = here.open()) {
            database.transact(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute(sql);
                }
            });
        }
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line =
                new CommandLine(new AuditCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Ran(line.execute(args), out.toString(), err.toString());
    }
}

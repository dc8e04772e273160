package org.sallyport.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.database.OpenDatabase;

/** The journal's commands on the database of a server that ran and stopped. */
class JournalLiveTest {
    @TempDir
    private Path folder;

    private void run(Path home) throws InterruptedException {
        try (var here = OpenDatabase.reach(home);
                var database = here.open();
                var live = LiveServer.over(database, here.setup().master())) {
            var agency = live.key("agency:" + LiveServer.AGENCY);
            var filed = live.post(
                    agency,
                    "/api/v1/requests",
                    "application/json",
                    BodyPublishers.ofString(CommandsLiveTest.request("B-77")));
            assertEquals(201, filed.status(), filed.text());
            assertTrue(live.server().settle(Duration.ofSeconds(20)));
        }
    }

    private static void harm(Path home) {
        try (var here = OpenDatabase.reach(home);
                var database = here.open()) {
            database.transact(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.executeUpdate("delete from request_row");
                }
            });
        }
    }

    @Test
    void check_finds_what_differs_rebuild_writes_it_again_and_dump_names_nobody() throws Exception {
        permit();
        var home = folder.resolve("home");
        run(home);
        var data = "--data=" + home;
        var good = LiveServer.plain("journal", "check", data);
        assertEquals(0, good.code(), good.out() + good.err());

        harm(home);
        var bad = LiveServer.plain("journal", "check", data);
        assertEquals(3, bad.code(), bad.out() + bad.err());
        assertTrue(bad.out().contains("request_row: 0 rows only in the live table, 1 only in"), bad.out());
        assertEquals(0, LiveServer.plain("journal", "rebuild", data).code());
        assertEquals(0, LiveServer.plain("journal", "check", data).code());

        var dump = LiveServer.plain("journal", "dump", "--redacted", data);
        assertEquals(0, dump.code(), dump.err());
        assertTrue(dump.out().contains("\"type\":\"Received\""), dump.out());
        assertTrue(!dump.out().contains("Person") && !dump.out().contains("B-77"), dump.out());
    }

    /** PostgreSQL runs as an account of its own, which must be able to pass. */
    private void permit() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
}

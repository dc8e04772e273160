package org.sallyport.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Desk;
import org.sallyport.desk.FeedReply;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.Reading;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.quarantine.PostgresQuarantine;
import org.sallyport.postgres.sealing.MasterKey;

/** An expungement from the command line, by two people; and an older backup restored after it. */
class ExpungeLiveTest {
    private static final List<String> PERSONAL =
            List.of("Xxfamily", "Yygiven", "1986-01-01", "TX55443322", "BK-443322");
    private static final String EVENTS = "/api/v1/feeds/" + LiveServer.FACILITY + "/events";
    private static final String BOOKED = """
            {"specversion":"1.0","id":"expunge-1","source":"/us/md/montgomery/mcdc","subject":"BK-443322",\
            "time":"2026-11-20T08:00:00-05:00","type":"custody.booked","data":{"person":{\
            "name":{"family":"Xxfamily","given":"Yygiven"},"birthDate":"1986-01-01","sex":"M",\
            "identifiers":[{"type":"sid","value":"TX55443322"}]},"bookedAt":"2026-11-20T08:00:00-05:00"}}""";

    private final ScratchServer scratch = ScratchServer.start(Map.of());
    private final Database database = Database.open(scratch.server(), "expunge_live", 10);
    private final LiveServer live =
            LiveServer.over(database, MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom()));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        live.close();
        database.close();
        scratch.close();
    }

    @Test
    void two_people_destroy_a_stay_and_an_older_backup_that_is_restored_holds_nothing_of_it_either() throws Exception {
        var feed = live.key("feed:" + LiveServer.FACILITY);
        assertEquals(
                200,
                live.post(feed, EVENTS, "application/json", BodyPublishers.ofString(BOOKED))
                        .status());
        live.post(
                feed,
                EVENTS,
                "application/json",
                BodyPublishers.ofString(
                        BOOKED.replace("1986-01-01\"", "1986-01-01T99\"").replace("expunge-1", "x-2")));
        var password = Files.writeString(folder.resolve("password"), "a password of test 1\n");
        live.person("c.one", "counsel:" + LiveServer.FACILITY, "a password of test 1");
        live.person("s.two", "supervisor:" + LiveServer.FACILITY, "a password of test 1");
        var administrator = live.key("administrator:*");
        var older = folder.resolve("older.backup").toString();
        var backup = live.run(administrator, "backup", older);
        assertEquals(0, backup.code(), backup.err());

        expunge(password);
        var list = folder.resolve("expunged.json");
        var exported = live.run(administrator, "expunge", "export", list.toString());
        assertEquals(0, exported.code(), exported.err());
        for (var word : PERSONAL) {
            assertFalse(Files.readString(list).contains(word), word);
        }

        var altered = Files.writeString(
                folder.resolve("altered.json"), Files.readString(list).replace("No. 8", "No. 9"));
        var refused = restore(older, "first", altered);
        assertEquals(1, refused.code(), refused.err());
        assertTrue(refused.err().contains("nothing was destroyed again"), refused.err());
        assertTrue(opened("first").contains("BK-443322"), "the older backup holds the person");
        var broken = Files.writeString(folder.resolve("broken.json"), "{\"format\":1,\"expunged\":[{\"id\":7}]}");
        assertEquals(1, restore(older, "second", broken).code());

        var restored = restore(older, "third", list);
        assertEquals(0, restored.code(), restored.err());
        assertTrue(restored.out().contains("was destroyed again"), restored.out());
        var kept = opened("third");
        assertTrue(kept.contains("facility.configured"), "what else was in the backup is there");
        for (var word : PERSONAL) {
            assertFalse(kept.contains(word), word);
        }
        assertEquals(List.of(FeedReply.Status.REFUSED_DESTROYED), sentAgain("third"));
    }

    private void expunge(Path password) {
        var stay = live.server().lists().stays(new FacilityId(LiveServer.FACILITY), true, 99).stream()
                .filter(s -> s.personal().bookings().contains("BK-443322"))
                .map(s -> s.episode().toString())
                .findFirst()
                .orElseThrow();
        var at = "--facility=" + LiveServer.FACILITY;
        var placed = live.runAs(
                "s.two", password, "legal-hold", "place", at, "--stay=" + stay, "--reason=a claim", "--citation=No. 6");
        assertEquals(0, placed.code(), placed.err());
        var hold = placed.out().replaceAll("(?s).*?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}).*", "$1");
        var words = new String[] {
            "expunge", "propose", at, "--stay=" + stay, "--reason=order of the court", "--citation=No. 8"
        };
        var byKey = live.run(live.key("counsel:" + LiveServer.FACILITY), words);
        assertEquals(1, byKey.code());
        assertTrue(byKey.err().contains("No key proposes or confirms"), byKey.err());
        var held = live.runAs("c.one", password, words);
        assertEquals(1, held.code());
        assertTrue(held.err().contains("legal hold"), held.err());
        assertEquals(
                0,
                live.runAs("c.one", password, "legal-hold", "lift", at, "--citation=settled", hold)
                        .code());
        assertTrue(live.runAs("c.one", password, "legal-hold", "list", at).out().contains("No. 6"));
        var retention = live.runAs("c.one", password, "retention", "run", "--dry-run", at);
        assertTrue(retention.out().contains("To be destroyed: 0."), retention.out() + retention.err());
        var stale = live.runAs("c.one", password, "retention", "run", at, "--report=0000000000000000");
        assertEquals(1, stale.code());
        assertTrue(stale.err().contains("Read it again"), stale.err());
        var proposed = live.runAs("c.one", password, words);
        assertEquals(0, proposed.code(), proposed.err());
        var id = proposed.out().replaceAll("(?s).*?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}).*", "$1");
        assertEquals(
                1, live.runAs("c.one", password, "expunge", "confirm", at, id).code());
        var confirmed = live.runAs("s.two", password, "expunge", "confirm", at, id);
        assertEquals(0, confirmed.code(), confirmed.err());
        assertTrue(confirmed.out().contains("done"), confirmed.out());
        var listed = live.runAs("s.two", password, "expunge", "list", at);
        assertTrue(listed.out().contains("No. 8"), listed.out());
    }

    private LiveServer.Ran restore(String backup, String name, Path list) throws IOException {
        // PostgreSQL runs as an account of its own, which must be able to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var home = Files.createDirectories(folder.resolve(name));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        var keys = Files.createDirectories(home.resolve("keys"));
        try (var files = Files.newDirectoryStream(scratch.folder().resolve("keys"))) {
            for (var file : files) {
                Files.copy(file, keys.resolve(file.getFileName()));
            }
        }
        return LiveServer.plain("restore", backup, "--data=" + home, "--expunged=" + list);
    }

    /** Everything that any key opens in a restored database. */
    private String opened(String name) throws IOException {
        var codec = new EventCodec();
        try (var here = OpenDatabase.reach(folder.resolve(name));
                var database = here.open()) {
            var store = here.store(database);
            var journal = store.transact(tx -> tx.read(0, 10_000)).stream()
                    .map(e -> codec.write(e.event()))
                    .map(w -> w.type() + " " + new String(w.json(), UTF_8))
                    .collect(Collectors.joining("\n"));
            var quarantine = new PostgresQuarantine(database, store.keys());
            var place = new FacilityId(LiveServer.FACILITY);
            return journal
                    + quarantine.waiting(place, 100).stream()
                            .map(i ->
                                    quarantine.open(place, i.id()).orElseThrow().raw())
                            .collect(Collectors.joining("\n"));
        }
    }

    private List<FeedReply.Status> sentAgain(String name) {
        try (var here = OpenDatabase.reach(folder.resolve(name));
                var database = here.open()) {
            var store = here.store(database);
            var place = new FacilityId(LiveServer.FACILITY);
            var facility = store.transact(tx -> tx.facility(place)).facility().orElseThrow();
            var read = (Reading.Taken) new FeedReader(List.of(facility))
                    .body(BOOKED.getBytes(UTF_8), LiveServer.NOW)
                    .next();
            return new Desk(store)
                    .accept(place, List.of(read.event()), _ -> read.digest()).replies().stream()
                            .map(FeedReply::status)
                            .toList();
        }
    }
}

package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.SignedNote;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;

/** The audit log on the wire: anyone fetches checkpoint, key, tiles and bundles, and they fit together. */
class LogTest {
    @Test
    void an_entry_comes_into_a_signed_checkpoint_by_itself_and_its_tiles_hash_to_it() throws Exception {
        try (var scratch = ScratchServer.start(Map.of());
                var database = Database.open(scratch.server(), "log_test", 8);
                var http = HttpClient.newHttpClient()) {
            var master = MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom());
            var clock = new BusinessClock.Stepped(() -> Jail.START);
            var origin = Optional.of("jail.example/audit");
            var parts = DatabaseParts.open(database, master, clock, PolicyFiles.shipped(), origin);
            try (var server = SallyportServer.start(Settings.onLoopback(0).steppedByHand(), parts.parts())) {
                var at = new At(http, server.address());
                for (int i = 0; i < 150; i++) {
                    configure(new Desk(parts.store()), i);
                }
                long recorded = database.transact(connection -> {
                    try (var statement = connection.prepareStatement("select count(*) from journal");
                            var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
                assertTrue(recorded > 256, "enough for a full tile: " + recorded);
                var seen = new AtomicReference<Checkpoint>();
                Await.until("a checkpoint of " + recorded, Duration.ofSeconds(30), () -> {
                    var answer = at.get("audit/checkpoint");
                    if (answer.statusCode() == 200) {
                        seen.set(at.checkpoint(answer));
                    }
                    return seen.get() != null && seen.get().head().size() == recorded;
                });
                assertEquals("jail.example/audit", seen.get().origin());
                tiles(at, recorded, seen.get());
                refusals(at, recorded);
                assertTrue(at.text("actuator/health").contains("\"unsequenced\""), at.text("actuator/health"));
            }
            var again = DatabaseParts.open(database, master, clock, PolicyFiles.shipped(), Optional.of("another"));
            assertEquals(
                    "jail.example/audit",
                    again.parts().log().orElseThrow().signer().key().name(),
                    "a name once given stays");
        }
    }

    private static void tiles(At at, long recorded, Checkpoint checkpoint) throws Exception {
        int last = (int) (recorded % 256);
        var tree = new Frontier();
        for (var path : List.of("audit/tile/entries/000", "audit/tile/entries/001.p/" + last)) {
            var answer = at.get(path);
            assertEquals(
                    "application/octet-stream",
                    answer.headers().firstValue("content-type").orElse(""));
            assertEquals(
                    "max-age=31536000, public, immutable",
                    answer.headers().firstValue("cache-control").orElse(""));
            EntryBundle.read(answer.body()).orElseThrow().forEach(entry -> {
                assertEquals(32, entry.length, "nothing readable is published");
                tree.append(Hash.leaf(entry));
            });
        }
        assertEquals(checkpoint.head(), tree.head());
        assertEquals(8192, at.get("audit/tile/0/000").body().length);
        assertEquals(96, at.get("audit/tile/0/001.p/3").body().length);
        assertEquals(32, at.get("audit/tile/1/000.p/1").body().length);
    }

    private static void refusals(At at, long recorded) {
        for (var path : List.of(
                "audit/tile/0/001",
                "audit/tile/0/001.p/" + (recorded % 256 + 1),
                "audit/tile/0/1",
                "audit/tile/0/000.p/0",
                "audit/tile/0/000.p/256",
                "audit/tile/9/000",
                "audit/tile/entries/002.p/1",
                "audit/tile/0/x000/000",
                "audit/tile/..%2Fkey",
                "audit/tile/")) {
            var answer = at.get(path);
            assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, path + ": " + answer.statusCode());
            assertTrue(!answer.headers().firstValue("cache-control").orElse("").contains("immutable"), path);
        }
        assertEquals(
                "no-cache",
                at.get("audit/checkpoint").headers().firstValue("cache-control").orElse(""));
        assertEquals(
                "text/plain;charset=utf-8",
                at.get("audit/checkpoint")
                        .headers()
                        .firstValue("content-type")
                        .orElse("")
                        .toLowerCase(java.util.Locale.ROOT));
    }

    private static void configure(Desk desk, int i) {
        var facility = Facility.usual(Jail.ID, "us/tx/harris", "county-jail", ZoneId.of("America/Chicago"));
        desk.configure(facility, Map.of("supervisor", "s" + i + "@jail.example"), "test");
        desk.stopSending(Jail.ID, "test " + i, "test");
    }

    private record At(HttpClient http, URI address) {
        HttpResponse<byte[]> get(String path) {
            try {
                return http.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String text(String path) {
            return new String(get(path).body(), UTF_8);
        }

        Checkpoint checkpoint(HttpResponse<byte[]> answer) {
            var key = good(NoteKey.parse(text("audit/key").strip()));
            var note = good(SignedNote.parse(new String(answer.body(), UTF_8)));
            assertInstanceOf(SignedNote.Verdict.Trusted.class, note.verify(List.of(key)));
            return good(Checkpoint.parse(note.text()));
        }

        private static <T> T good(Checked<T> checked) {
            return checked instanceof Checked.Good<T>(var value) ? value : throwing(checked);
        }

        private static <T> T throwing(Checked<T> checked) {
            throw new AssertionError(checked.all());
        }
    }
}

package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.desk.ExpungementScope;
import org.sallyport.request.Agency;
import org.sallyport.server.feed.WatchedFolder;

/** Files laid into the watched folder are taken in and put away. */
class WatchedFolderTest {
    @Test
    void of_kept_files_lines_go_and_what_is_packed_or_not_read_by_lines_goes_as_a_whole(@TempDir Path folder)
            throws Exception {
        var done = Files.createDirectories(folder.resolve(Jail.ID.path()).resolve("done"));
        var aside = Files.createDirectories(folder.resolve(Jail.ID.path()).resolve("quarantined"));
        var phone = List.of(new Agency.Route("phone", "+1 713 555 0100", "", false));
        try (var jail = new Jail(phone, Settings::steppedByHand)) {
            var gone = jail.booked("B-1", 1);
            var other = jail.booked("B-11", 2);
            Files.writeString(done.resolve("lines.jsonl"), gone + "\n" + other + "\n");
            Files.writeString(done.resolve("array.json"), "[" + gone + "," + other + "]");
            Files.writeString(done.resolve("other.json"), "[" + other + "]");
            try (var packed = new GZIPOutputStream(Files.newOutputStream(aside.resolve("packed.jsonl.gz")))) {
                packed.write(gone.getBytes(UTF_8));
            }
            var scope = new ExpungementScope(
                    Jail.ID, Set.of(), Set.of(), Set.of("B-1"), Set.of(), Set.of(), Set.of("B-1"), Set.of());
            new WatchedFolder(folder, jail.server.feeds(), jail.server.rosters(), jail.server.lists())
                    .forget(Jail.ID, List.of(scope));
            assertEquals(other + "\n", Files.readString(done.resolve("lines.jsonl")));
            assertFalse(Files.exists(done.resolve("array.json")));
            assertTrue(Files.exists(done.resolve("other.json")), "B-11 is another person");
            assertFalse(Files.exists(aside.resolve("packed.jsonl.gz")));
        }
    }

    @Test
    void a_good_file_is_done_and_a_bad_one_is_put_aside_with_its_problems(@TempDir Path folder) throws Exception {
        var place = Files.createDirectories(folder.resolve(Jail.ID.path()));
        try (var jail =
                new Jail(List.of(new Agency.Route("phone", "+1 713 555 0100", "", false)), s -> s.watching(folder))) {
            Files.writeString(place.resolve("good.jsonl"), jail.booked("B-1", 1) + "\n");
            Files.writeString(place.resolve("bad.jsonl"), jail.booked("B-2", 2) + "\n{broken\n");
            var good = place.resolve("done/good.jsonl");
            var bad = place.resolve("quarantined/bad.jsonl");
            Await.until("both files", Duration.ofSeconds(10), () -> Files.exists(good) && Files.exists(bad));
            var problems = Files.readString(place.resolve("quarantined/bad.jsonl.problems.txt"));
            assertTrue(problems.startsWith("event 2: quarantined\n"), problems);
            assertEquals(2, jail.server.lists().stays(Jail.ID, false, 10).size());
        }
    }
}

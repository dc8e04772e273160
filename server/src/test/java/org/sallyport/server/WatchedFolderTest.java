package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.request.Agency;

/** Files laid into the watched folder are taken in and put away. */
class WatchedFolderTest {
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

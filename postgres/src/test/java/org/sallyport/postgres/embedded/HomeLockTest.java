package org.sallyport.postgres.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock on a home folder, as the system keeps it. */
class HomeLockTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @Test
    void looking_again_from_the_same_program_does_not_give_the_home_away(@TempDir Path home) throws IOException {
        assumeTrue(Files.isReadable(LOCKS), "this system does not show its locks");
        try (var _ = HomeLock.tryTake(home).orElseThrow()) {
            assertTrue(HomeLock.tryTake(home).isEmpty());
            assertTrue(locked(home.resolve("lock")), "the system still keeps the lock");
        }
        assertFalse(locked(home.resolve("lock")));
        HomeLock.tryTake(home).orElseThrow().close();
    }

    private static boolean locked(Path file) throws IOException {
        var inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(LOCKS).stream().anyMatch(line -> line.contains(inode));
    }
}

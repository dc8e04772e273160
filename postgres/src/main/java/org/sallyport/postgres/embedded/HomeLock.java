package org.sallyport.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operating system's lock on a home folder. It ends with the process, however that ends.
 *
 * <p>POSIX drops a process's lock on a file as soon as the process closes any descriptor of that file. So a home this
 * process holds is known from {@link #HELD} and its lock file is never opened a second time: opening it to look, and
 * closing it again, would give the home away to whoever looks next.
 */
final class HomeLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(Path home, FileChannel channel, FileLock lock) {
        this.home = home;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, or says that another process, or another part of this one, has it. */
    static Optional<HomeLock> tryTake(Path home) throws IOException {
        var real = home.toRealPath();
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            var lock = open(real);
            taken = lock.isPresent();
            return lock;
        } finally {
            if (!taken) {
                HELD.remove(real);
            }
        }
    }

    private static Optional<HomeLock> open(Path home) throws IOException {
        var file = home.resolve("lock");
        if (!Files.exists(file)) {
            createClosed(file);
        }
        var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new HomeLock(home, channel, lock));
    }

    private static void createClosed(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
        HELD.remove(home);
    }
}

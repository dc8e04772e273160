package org.sallyport.postgres.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs, unpacked once per version into the cache. Any number of processes may ask at once: one
 * unpacks beside the target and moves the finished folder into place, the others wait for it.
 */
record Binaries(Path folder) {
    /** The version of the data directory these programs read. */
    static final String MAJOR = "18";

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static synchronized Binaries unpacked(Path cache) {
        var archive = Platform.here().archive();
        var jar = Binaries.class.getResource("/" + archive);
        if (jar == null) {
            throw new ServerUnavailable("This build of Sallyport was made without PostgreSQL for this platform ("
                    + archive + " is missing): build it on this platform, or set SALLYPORT_DATABASE_URL.");
        }
        try {
            openToPass(cache);
            var target = cache.resolve(archive.replace(".txz", "-" + size(jar)));
            if (!Files.isDirectory(target)) {
                unpackLocked(jar, cache, target);
            }
            return new Binaries(target);
        } catch (IOException e) {
            throw new ServerUnavailable(
                    "PostgreSQL could not be unpacked into " + cache + " (" + e.getMessage()
                            + "): free some space, or name another folder in SALLYPORT_CACHE.",
                    e);
        }
    }

    private static void openToPass(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            Files.createDirectories(cache);
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static long size(URL jar) throws IOException {
        var connection = jar.openConnection();
        connection.setUseCaches(false);
        try (var _ = connection.getInputStream()) {
            return connection.getContentLengthLong();
        }
    }

    private static void unpackLocked(URL jar, Path cache, Path target) throws IOException {
        try (var channel = FileChannel.open(
                        cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.isDirectory(target)) {
                return;
            }
            var beside = Files.createTempDirectory(cache, "unpacking-");
            try (var in = new TarArchiveInputStream(
                    new XZCompressorInputStream(new BufferedInputStream(jar.openStream(), 1 << 16)))) {
                unpack(in, beside);
            }
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                throw new IOException("its file system cannot move a folder in one step", e);
            }
        }
    }

    private static void unpack(TarArchiveInputStream in, Path into) throws IOException {
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            var path = into.resolve(entry.getName()).normalize();
            if (!path.startsWith(into)) {
                throw new IOException("the archive names a file outside itself");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.createLink(path, into.resolve(entry.getLinkName()));
            } else {
                write(in, path, (entry.getMode() & 0100) != 0);
            }
        }
    }

    private static void write(InputStream in, Path path, boolean program) throws IOException {
        Files.createDirectories(path.getParent());
        Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
        Set<PosixFilePermission> mode = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (program) {
            mode.add(PosixFilePermission.OWNER_EXECUTE);
            mode.add(PosixFilePermission.GROUP_EXECUTE);
            mode.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        if (!Files.isSymbolicLink(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, mode);
        }
    }
}

package org.sallyport.postgres.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server for one run, in a folder of its own below the temporary folder, deleted when it is closed or the program
 * ends. What a killed run left behind is found and cleared away by the next.
 */
public final class ScratchServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchServer.class);
    private static final String PREFIX = "sallyport-scratch-";

    private final EmbeddedPostgres server;
    private final Path folder;
    private final Thread atExit;

    private ScratchServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.atExit = new Thread(this::clear, "sallyport-scratch-clear");
    }

    /** Starts a new server, with an empty cluster. */
    public static ScratchServer start(Map<String, String> environment) {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        var usual = Places.usual(environment);
        try {
            clearLeftovers(temporary, usual);
            var folder = Files.createTempDirectory(temporary, PREFIX);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            var server = EmbeddedPostgres.start(usual.withHome(folder), EmbeddedPostgres.Keep.SCRATCH);
            var scratch = new ScratchServer(server, folder);
            Runtime.getRuntime().addShutdownHook(scratch.atExit);
            return scratch;
        } catch (IOException e) {
            throw new ServerUnavailable("The temporary folder " + temporary + " cannot be used (" + e + ").", e);
        }
    }

    private static void clearLeftovers(Path temporary, Places usual) throws IOException {
        try (var left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (var folder : left) {
                try {
                    clearLeftover(folder, usual);
                } catch (IOException | UncheckedIOException | ServerUnavailable e) {
                    LOG.debug("A leftover at {} could not be cleared; the next run tries again.", folder, e);
                }
            }
        }
    }

    /** A folder whose lock is free and that got as far as having data has lost its owner. */
    private static void clearLeftover(Path folder, Places usual) throws IOException {
        var server = new ServerFolder(folder, Account.here());
        if (!Files.isWritable(folder) || server.password().isEmpty()) {
            return;
        }
        var lock = HomeLock.tryTake(folder);
        if (lock.isEmpty()) {
            return;
        }
        try (var _ = lock.get()) {
            if (Postmaster.of(server.data()).filter(Postmaster::runs).isPresent()) {
                new ServerCommands(Binaries.unpacked(usual.cache()), server).stop(false);
            }
            ServerFolder.delete(folder);
        }
    }

    /** The server. */
    public EmbeddedPostgres server() {
        return server;
    }

    /** Its home folder, with the keys of this run below it. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            return; // the program is ending: the hook clears
        }
        clear();
    }

    private void clear() {
        server.close();
        try {
            ServerFolder.delete(folder);
        } catch (IOException e) {
            throw new ServerUnavailable("The temporary folder " + folder + " could not be deleted.", e);
        }
    }
}

package org.sallyport.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, on a kept data directory below a home folder.
 *
 * <p>Whoever holds the operating system's lock on the home folder owns the server: only the owner starts it, adopts one
 * that a killed predecessor left running, starts it again when it dies, or stops it. It listens on 127.0.0.1 only,
 * asks for a password (SCRAM-SHA-256) even there, and writes through to disk ({@code fsync}, {@code
 * synchronous_commit}).
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_WITHIN = Duration.ofSeconds(20);
    private static final long LOG_BYTES_MAX = 16L << 20;

    private final ServerFolder folder;
    private final HomeLock lock;
    private final ServerCommands commands;
    private final int port;
    private final boolean adopted;
    private final Keep keep;
    private volatile Postmaster postmaster;
    private boolean closed;

    private EmbeddedPostgres(
            ServerFolder folder,
            HomeLock lock,
            ServerCommands commands,
            Postmaster postmaster,
            boolean adopted,
            Keep keep) {
        this.folder = folder;
        this.lock = lock;
        this.commands = commands;
        this.postmaster = postmaster;
        this.port = postmaster.port();
        this.adopted = adopted;
        this.keep = keep;
    }

    /** How much a server must outlive. */
    public enum Keep {
        /** A data directory that survives everything but its disk. */
        DURABLE,
        /** A server for one run: as durable while it runs, created and stopped without waiting for the disk. */
        SCRATCH
    }

    /**
     * Starts the server of this home, or adopts the one a killed owner left running.
     *
     * @throws ServerUnavailable when another process owns the home, when its data is of another major version, or when
     *     PostgreSQL does not start; the message says what to do
     */
    public static EmbeddedPostgres start(Places places) {
        return start(places, Keep.DURABLE);
    }

    /** Starts as {@link #start(Places)} does, with a choice of how much the server must outlive. */
    public static EmbeddedPostgres start(Places places, Keep keep) {
        var account = Account.here();
        var folder = new ServerFolder(places.home(), account);
        try {
            folder.create();
            var lock = HomeLock.tryTake(places.home())
                    .orElseThrow(() -> new ServerUnavailable("Another Sallyport process is using " + places.home()
                            + ": stop it first, or name another folder in SALLYPORT_HOME."));
            EmbeddedPostgres started = null;
            try {
                started = startLocked(places, folder, lock, keep);
                return started;
            } finally {
                if (started == null) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new ServerUnavailable(
                    "The folder " + places.home() + " cannot be used (" + e + "): name another one in SALLYPORT_HOME.",
                    e);
        }
    }

    private static EmbeddedPostgres startLocked(Places places, ServerFolder folder, HomeLock lock, Keep keep)
            throws IOException {
        folder.account().mustReach(places.home());
        var binaries = Binaries.unpacked(places.cache());
        folder.account().mustReach(binaries.folder());
        var commands = new ServerCommands(binaries, folder);
        if (folder.isInitialised()) {
            folder.mustBeMajor(Binaries.MAJOR);
        } else {
            folder.forgetHalfMade();
            commands.initialise(keep == Keep.DURABLE);
        }
        var orphan = Postmaster.of(folder.data()).filter(Postmaster::runs);
        if (orphan.isPresent()) {
            if (isOurs(folder, orphan.get())) {
                LOG.info("Adopted the PostgreSQL server that an earlier process left running.");
                return watched(new EmbeddedPostgres(folder, lock, commands, orphan.get(), true, keep));
            }
            commands.stop(true);
        }
        var running = startServer(folder, commands, freePort());
        return watched(new EmbeddedPostgres(folder, lock, commands, running, false, keep));
    }

    private static EmbeddedPostgres watched(EmbeddedPostgres server) {
        Thread.ofVirtual().name("sallyport-postgres-watch").start(server::watch);
        return server;
    }

    /** A port that was free a moment ago; whoever loses the race for it tries another. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts the server. Two reasons pass by themselves and are waited for: children of a killed server that are still
     * ending, and a port that another program took first.
     */
    private static Postmaster startServer(ServerFolder folder, ServerCommands commands, int wanted) throws IOException {
        folder.rotateLog(LOG_BYTES_MAX);
        long until = System.nanoTime() + START_WITHIN.toNanos();
        int port = wanted;
        while (true) {
            var stale = Postmaster.of(folder.data());
            if (stale.isPresent() && !stale.get().runs()) {
                Files.deleteIfExists(Postmaster.file(folder.data()));
            }
            if (commands.start(port)) {
                return Postmaster.of(folder.data())
                        .orElseThrow(() -> new ServerUnavailable(
                                "PostgreSQL started and stopped at once; see " + folder.log() + "."));
            }
            var reason = folder.lastFatal();
            boolean passing = reason.contains("shared memory") || reason.contains("lock file") || !isFree(port);
            if (!passing || System.nanoTime() > until) {
                throw new ServerUnavailable("PostgreSQL did not start (" + reason + "); see " + folder.log() + ".");
            }
            pause(Duration.ofMillis(100));
            port = isFree(port) ? port : freePort();
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the running server takes our password and works on our data directory. */
    private static boolean isOurs(ServerFolder folder, Postmaster running) throws IOException {
        var password = folder.password();
        if (password.isEmpty()) {
            return false;
        }
        try (var connection = connect(running.port(), password.get());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show data_directory")) {
            return rows.next()
                    && Path.of(rows.getString(1))
                            .toRealPath()
                            .equals(folder.data().toRealPath());
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection connect(int port, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", ServerFolder.USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        return DriverManager.getConnection(url(port, "postgres"), properties);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The address of a database of this server; it stays the same while the server is started again. */
    public String jdbcUrl(String database) {
        return url(port, database);
    }

    /** The account to log in with. */
    public String user() {
        return ServerFolder.USER;
    }

    /** The password of {@link #user()}. Never log it. */
    public String password() {
        try {
            return folder.password()
                    .orElseThrow(() -> new ServerUnavailable("The password file of the home folder is gone."));
        } catch (IOException e) {
            throw new ServerUnavailable("The password file of the home folder cannot be read.", e);
        }
    }

    /** Whether the server was found running, left behind by a killed owner. */
    public boolean adopted() {
        return adopted;
    }

    /** The process number of the server as last seen. */
    public long pid() {
        return postmaster.pid();
    }

    /** Creates a database unless it is there; the name consists of lower-case letters, digits and underscores. */
    public void createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (var connection = connect(port, password());
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            exists.setString(1, name);
            try (var rows = exists.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
        } catch (SQLException e) {
            throw new ServerUnavailable("The database " + name + " could not be created (" + e.getMessage() + ").", e);
        }
    }

    /** Stops the server cleanly and lets go of the home folder. The data stays. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            commands.stop(keep == Keep.DURABLE);
        } finally {
            letGo();
        }
    }

    /** Lets go of the home folder and leaves the server running, for the next owner to adopt. */
    public synchronized void abandon() {
        if (!closed) {
            closed = true;
            letGo();
        }
    }

    private void letGo() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new ServerUnavailable("The lock of the home folder could not be let go.", e);
        }
    }

    /** Brings the server back, at the same port, whenever it dies while we own it. */
    private void watch() {
        while (true) {
            pause(Duration.ofMillis(200));
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (!postmaster.runs()) {
                    restart();
                }
            }
        }
    }

    private void restart() {
        LOG.warn("The PostgreSQL server died; starting it again.");
        try {
            long until = System.nanoTime() + START_WITHIN.toNanos();
            while (!isFree(port) && System.nanoTime() < until) {
                pause(Duration.ofMillis(50));
            }
            var next = startServer(folder, commands, port);
            if (next.port() != port) {
                commands.stop(true);
                throw new ServerUnavailable("Port " + port + " of the server was taken by another program.");
            }
            postmaster = next;
        } catch (IOException | ServerUnavailable e) {
            LOG.error("The PostgreSQL server could not be started again; trying further.", e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailable("Interrupted while waiting for PostgreSQL.", e);
        }
    }
}

package org.sallyport.postgres.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.sallyport.desk.Desk;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Cast;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseAddress;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.TestServer;
import org.sallyport.postgres.TestStore;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;

/** A node in a process of its own, which books people and grows the log until it is killed without a word. */
final class NodeProcess {
    static final Instant WHEN = Instant.parse("2026-09-07T12:00:00Z");
    private static final String TOOK = "took ";

    private final Process process;
    private final Semaphore took = new Semaphore(0);

    private NodeProcess(Process process, Set<Integer> taken) {
        this.process = process;
        Thread.ofVirtual().start(() -> listen(taken));
    }

    /**
     * Starts one.
     *
     * @param first the number of the first person it books
     * @param taken gets the number of each booking it was told is on record
     */
    static NodeProcess start(DatabaseAddress address, int first, Set<Integer> taken) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                Integer.toString(first));
        builder.environment()
                .putAll(Map.of(
                        "NODE_URL", address.jdbcUrl(),
                        "NODE_USER", address.user(),
                        "NODE_PASSWORD", address.password(),
                        "NODE_KEYS",
                                TestServer.scratch().folder().resolve("keys").toString()));
        return new NodeProcess(builder.redirectErrorStream(true).start(), taken);
    }

    private void listen(Set<Integer> taken) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(TOOK) && line.endsWith(".")) { // one that was cut off counts for nothing
                    taken.add(Integer.parseInt(line.substring(TOOK.length(), line.length() - 1)));
                    took.release();
                }
            }
        } catch (IOException e) {
            took.release(); // it was killed
        }
    }

    /** Waits until it has booked so many more. */
    void awaitTaken(int more) throws InterruptedException {
        took.acquire(more);
    }

    /** Kills it (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The node itself. */
    public static void main(String... args) {
        var environment = System.getenv();
        var random = new SecureRandom();
        var master = MasterKey.kept(Path.of(environment.get("NODE_KEYS")), random);
        var address = new DatabaseAddress(
                environment.get("NODE_URL"), environment.get("NODE_USER"), environment.get("NODE_PASSWORD"));
        var database = Database.open(address, 4);
        var clock = new BusinessClock.Stepped(() -> WHEN);
        var setup = new PostgresStore.Setup(clock, master, random, TestStore.BOOKS, 1_000);
        var desk = new Desk(PostgresStore.open(database, setup, PolicyBook.empty()));
        var log = OpenLog.of(database, new KeyRing(master, random, 1_000), Optional.empty());
        Thread.ofPlatform().start(() -> grow(log));
        for (int n = Integer.parseInt(args[0]); ; n++) {
            desk.accept(Cast.JAIL, List.of(Cast.booked(n, WHEN)), e -> "d");
            System.out.println(TOOK + n + ".");
        }
    }

    private static void grow(OpenLog log) {
        while (true) {
            if (log.sequencer().pass() instanceof Sequencer.Pass.Elsewhere) {
                Thread.onSpinWait();
            }
        }
    }
}

package org.sallyport.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.embedded.EmbeddedPostgres;
import org.sallyport.postgres.embedded.Places;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.server.DatabaseParts;

/** Where the nodes of a crash bench keep their data: the embedded server of one node, or a server of its own. */
sealed interface Installation extends AutoCloseable {
    /** What a node is started with. */
    Map<String, String> environment();

    /** A folder for the logs of nodes. */
    Path folder();

    /** The process number of the running postmaster. */
    long postmaster() throws IOException;

    /** Works on the database directly; where a node owns the server, only while no node runs. */
    <T> T directly(Function<DatabaseParts, T> work) throws IOException;

    @Override
    void close() throws IOException;

    private static <T> T with(Database database, Path keys, Function<DatabaseParts, T> work) {
        var master = MasterKey.kept(keys, new SecureRandom());
        return work.apply(DatabaseParts.open(database, master, new BusinessClock.OfDatabase(), PolicyFiles.shipped()));
    }

    /** One node with the embedded server it owns. */
    record Embedded(Path folder, Places places) implements Installation {
        static Embedded make() throws IOException {
            var folder = Files.createTempDirectory("sallyport-bench-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            return new Embedded(folder, Places.usual(System.getenv()).withHome(folder.resolve("home")));
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("SALLYPORT_HOME", places.home().toString(), "SALLYPORT_DATABASE_URL", "");
        }

        @Override
        public long postmaster() throws IOException {
            var file = places.home().resolve("server").resolve("data").resolve("postmaster.pid");
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        }

        @Override
        public <T> T directly(Function<DatabaseParts, T> work) {
            try (var server = EmbeddedPostgres.start(places);
                    var database = Database.open(server, "sallyport", 4)) {
                return with(database, places.keys(), work);
            }
        }

        @Override
        public void close() throws IOException {
            try (var files = Files.walk(folder)) {
                for (var file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Any number of nodes on one server, which is not theirs. */
    record Shared(ScratchServer scratch) implements Installation {
        static Shared make() {
            var shared = new Shared(ScratchServer.start(System.getenv()));
            shared.scratch.server().createDatabase("sallyport");
            return shared;
        }

        @Override
        public Path folder() {
            return scratch.folder();
        }

        @Override
        public Map<String, String> environment() {
            var server = scratch.server();
            var address = server.jdbcUrl("sallyport")
                    .replace("jdbc:postgresql://", "postgres://" + server.user() + ":" + server.password() + "@");
            var environment = new HashMap<String, String>();
            environment.put("SALLYPORT_DATABASE_URL", address);
            environment.put("SALLYPORT_HOME", folder().toString());
            return environment;
        }

        @Override
        public long postmaster() {
            return scratch.server().pid();
        }

        @Override
        public <T> T directly(Function<DatabaseParts, T> work) {
            try (var database = Database.open(scratch.server(), "sallyport", 4)) {
                var places = Places.usual(System.getenv()).withHome(folder());
                return with(database, places.keys(), work);
            }
        }

        @Override
        public void close() {
            scratch.close();
        }
    }

    /** Kills the postmaster without a word (SIGKILL); whoever owns the server brings it back. */
    default void killPostgres() throws IOException {
        Optional<ProcessHandle> running = ProcessHandle.of(postmaster());
        running.ifPresent(ProcessHandle::destroyForcibly);
    }
}

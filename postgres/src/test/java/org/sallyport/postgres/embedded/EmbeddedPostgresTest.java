package org.sallyport.postgres.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
    private Path folder;
    private Places places;

    @BeforeEach
    void place() throws IOException {
        folder = Files.createTempDirectory("sallyport-test-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        places = Places.usual(Map.of()).withHome(folder.resolve("home"));
    }

    @AfterEach
    void clear() throws IOException {
        ServerFolder.delete(folder);
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(places, EmbeddedPostgres.Keep.SCRATCH);
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = connect(server)) {
            return ask(connection, sql);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "not within a minute: " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void it_starts_durable_closed_and_in_utf8_and_keeps_its_data_over_a_clean_stop() throws Exception {
        try (var server = start()) {
            assertEquals("on", ask(server, "show fsync"));
            assertEquals("on", ask(server, "show synchronous_commit"));
            assertEquals("UTF8", ask(server, "show server_encoding"));
            assertEquals("127.0.0.1", ask(server, "show listen_addresses"));
            assertTrue(ask(server, "show server_version").startsWith("18."), ask(server, "show server_version"));
            assertEquals(
                    "0", ask(server, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"));
            run(server, "create table kept as select 42 as n");
        }
        try (var server = start()) {
            assertFalse(server.adopted());
            assertEquals("42", ask(server, "select n from kept"));
        }
    }

    @Test
    void a_login_without_the_password_is_refused() {
        try (var server = start()) {
            for (var wrong : List.of("", "sallyport", "postgres")) {
                var refused = assertThrows(
                        SQLException.class,
                        () -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), wrong));
                assertTrue(List.of("28P01", "08004").contains(refused.getSQLState()), refused.getSQLState());
            }
        }
    }

    @Test
    void no_other_address_of_this_machine_answers() throws Exception {
        try (var server = start()) {
            int port = URI.create(server.jdbcUrl("postgres").substring("jdbc:".length()))
                    .getPort();
            for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (var address : Collections.list(network.getInetAddresses())) {
                    if (!address.isLoopbackAddress()) {
                        assertThrows(IOException.class, () -> touch(new InetSocketAddress(address, port)));
                    }
                }
            }
            touch(new InetSocketAddress("127.0.0.1", port));
        }
    }

    private static void touch(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, 2000);
        }
    }

    @Test
    void files_are_closed_to_others_and_root_hands_the_server_to_an_account_of_its_own() throws Exception {
        try (var server = start()) {
            var home = places.home();
            assertEquals("rw-------", mode(home.resolve("password")));
            assertEquals("rw-------", mode(home.resolve("lock")));
            assertEquals("rwx------", mode(home.resolve("server")));
            assertEquals("rwx------", mode(home.resolve("server/data")));
            if (Account.isRoot()) {
                int uid = Account.here().own().orElseThrow().uid();
                assertNotEquals(0, uid);
                assertNotEquals(65534, uid);
                assertEquals(uid, Files.getAttribute(home.resolve("server/data"), "unix:uid"));
                assertEquals(0, Files.getAttribute(home.resolve("password"), "unix:uid"));
                assertEquals(uid, Files.getAttribute(Path.of("/proc", Long.toString(server.pid())), "unix:uid"));
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_second_owner_is_refused_in_one_sentence_while_the_first_lives() {
        try (var _ = start()) {
            var refused = assertThrows(ServerUnavailable.class, this::start);
            assertTrue(refused.getMessage().startsWith("Another Sallyport process is using "), refused.getMessage());
            assertTrue(refused.getMessage().contains("SALLYPORT_HOME"), refused.getMessage());
        }
    }

    @Test
    void a_killed_server_comes_back_at_the_same_address_with_what_was_acknowledged() throws Exception {
        try (var server = start()) {
            run(server, "create table kept as select 1 as n");
            var address = server.jdbcUrl("postgres");
            long killed = server.pid();
            assertTrue(ProcessHandle.of(killed).orElseThrow().destroyForcibly());
            await("the server is back", () -> server.pid() != killed && answers(server));
            assertEquals(address, server.jdbcUrl("postgres"));
            assertEquals("1", ask(server, "select n from kept"));
        }
    }

    private static boolean answers(EmbeddedPostgres server) {
        try {
            return "1".equals(ask(server, "select 1"));
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void a_server_whose_owner_was_killed_is_adopted() throws Exception {
        var owner = owner();
        long postmaster = readPid(owner);
        assertTrue(owner.isAlive());
        var refused = assertThrows(ServerUnavailable.class, this::start);
        assertTrue(refused.getMessage().contains("Another Sallyport process"), refused.getMessage());
        owner.destroyForcibly().waitFor();
        try (var server = start()) {
            assertTrue(server.adopted());
            assertEquals(postmaster, server.pid());
            assertEquals("7", ask(server, "select n from left_behind"));
        }
        assertFalse(new Postmaster(postmaster, 0, true).runs(), "the adopter stopped it");
    }

    @Test
    void an_orphan_that_does_not_take_our_password_is_stopped_and_started_anew() throws Exception {
        long orphan;
        try (var server = start()) {
            orphan = server.pid();
            run(server, "alter role sallyport password 'changed behind our back'");
            server.abandon();
        }
        var file = places.home().resolve("password");
        try (var server = start()) {
            assertFalse(server.adopted());
            assertNotEquals(orphan, server.pid());
            assertThrows(SQLException.class, () -> connect(server));
        }
        Files.writeString(file, "changed behind our back");
        try (var server = start()) {
            assertEquals("1", ask(server, "select 1"));
        }
    }

    @Test
    void owner_and_server_killed_together_start_again_over_the_stale_lock() throws Exception {
        var owner = owner();
        long postmaster = readPid(owner);
        owner.destroyForcibly();
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        owner.waitFor();
        try (var server = start()) {
            assertEquals("7", ask(server, "select n from left_behind"));
        }
    }

    private Process owner() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                places.home().toString());
        builder.redirectError(new File(folder.toFile(), "owner-errors"));
        return builder.start();
    }

    private static long readPid(Process owner) throws IOException {
        return Long.parseLong(owner.inputReader().readLine());
    }

    /** A process that owns a server until it is killed. */
    static final class Owner {
        public static void main(String[] args) throws Exception {
            var places = Places.usual(Map.of()).withHome(Path.of(args[0]));
            var server = EmbeddedPostgres.start(places, EmbeddedPostgres.Keep.SCRATCH);
            run(server, "create table left_behind as select 7 as n");
            System.out.println(server.pid());
            System.in.read();
        }
    }

    @Test
    void data_of_another_major_version_is_refused_with_what_to_do() throws Exception {
        start().close();
        Files.writeString(places.home().resolve("server/data/PG_VERSION"), "16\n");
        var refused = assertThrows(ServerUnavailable.class, this::start);
        assertTrue(refused.getMessage().contains("written by PostgreSQL 16"), refused.getMessage());
        assertTrue(refused.getMessage().contains("backup and restore"), refused.getMessage());
    }

    @Test
    void a_first_start_that_was_interrupted_is_begun_again() throws Exception {
        start().close();
        Files.delete(places.home().resolve("password"));
        try (var server = start()) {
            assertEquals("1", ask(server, "select 1"));
        }
    }

    @Test
    void the_log_holds_no_row_of_a_failed_statement() throws Exception {
        try (var server = start()) {
            run(server, "create table once (name text primary key)");
            run(server, "insert into once values ('Test Person 1')");
            assertThrows(SQLException.class, () -> run(server, "insert into once values ('Test Person 1')"));
        }
        var log = Files.readString(places.home().resolve("server/log"));
        assertTrue(log.contains("duplicate key"), log);
        assertFalse(log.contains("Person"), log);
    }

    @Test
    void two_unpackers_at_once_end_with_one_folder() throws Exception {
        var cache = folder.resolve("cache");
        var first = new Thread(() -> Binaries.unpacked(cache));
        first.start();
        var mine = Binaries.unpacked(cache);
        first.join();
        assertTrue(Files.isExecutable(mine.program("postgres")));
        try (var all = Files.newDirectoryStream(cache, p -> Files.isDirectory(p))) {
            var names = new java.util.ArrayList<Path>();
            all.forEach(names::add);
            assertEquals(List.of(mine.folder()), names);
        }
    }
}

package org.sallyport.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.cli.Main;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.DecisionTable;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.server.configuration.Configuration;
import org.sallyport.server.configuration.ConfigurationFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One server over a real PostgreSQL for all tests that use the product as its users do, by command line and by HTTP. It
 * is put together as {@code sallyport serve} does, and goes when the tests end. Its business clock stands still.
 */
public final class LiveServer implements AutoCloseable {
    public static final String FACILITY = "us/md/montgomery/mcdc";
    public static final String AGENCY = "us-ice-ero-bal";
    public static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    public static final int BODY_MOST = 1 << 20;

    private static final String CONFIGURATION = """
            {"facilities":[{"id":"us/md/montgomery/mcdc","jurisdiction":"us/md/montgomery","kind":"county-jail",
              "zone":"America/New_York","contacts":{"desk":"","supervisor":"","counsel":""},
              "rosterMapping":{"version":1,"name":"Test roster","zone":"America/New_York","key":"booking_no",
                "person":{"family":"last","given":"first","birthDate":{"column":"dob","format":"MM/dd/uuuu"}}}},
              {"id":"us/tx/harris/hcso","jurisdiction":"us/tx/harris","kind":"county-jail","zone":"America/Chicago",
              "contacts":{"desk":"","supervisor":"","counsel":""},"modes":{"immigration":"automatic"}}],
             "agencies":[{"id":"us-ice-ero-bal","name":"Field office, Baltimore","requester":"immigration",
              "routes":[{"channel":"phone","address":"+1 410 555 0100"}]}]}""";

    private static volatile LiveServer shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final DatabaseParts parts;
    private final SallyportServer server;

    /** What a command printed and the code it ended with. */
    public record Ran(int code, String out, String err) {}

    /** What the server answered. */
    public record Answer(int status, String type, String text) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        /** The code of the first problem. */
        public String code() {
            return json().at("/problems/0/code").asString();
        }
    }

    private LiveServer(Database database, MasterKey master) {
        parts = DatabaseParts.open(database, master, new BusinessClock.Stepped(() -> NOW), PolicyFiles.shipped());
        server = SallyportServer.start(Settings.onLoopback(0).steppedByHand().withBodyMost(BODY_MOST), parts.parts());
        if (!(ConfigurationFile.read(CONFIGURATION.getBytes(UTF_8), _ -> Optional.empty())
                instanceof Checked.Good<Configuration>(var configuration))) {
            throw new IllegalStateException("The configuration of the tests is wrong.");
        }
        configuration.apply(server.desk().desk(), parts.store(), server.lists(), server.rosters(), "test");
    }

    /** The server, started at its first use. */
    public static synchronized LiveServer shared() {
        if (shared == null) {
            var scratch = ScratchServer.start(Map.of());
            var database = Database.open(scratch.server(), "live", 10);
            shared = over(database, MasterKey.kept(scratch.folder().resolve("keys"), new SecureRandom()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                shared.close();
                database.close();
            }));
        }
        return shared;
    }

    /** One of its own over a database, for a test that must stop it; the caller closes it, then the database. */
    public static LiveServer over(Database database, MasterKey master) {
        return new LiveServer(database, master);
    }

    @Override
    public void close() {
        server.close();
    }

    /** A new key. */
    public String key(String... grants) {
        var words = new ArrayList<Grant>();
        for (var grant : grants) {
            words.add(Grant.of(grant).orElseThrow());
        }
        return server.keys().create("test", words, "test").secret();
    }

    /** Runs a command as a user types it, against this server under this key. */
    public Ran run(String key, String... args) {
        var all = new ArrayList<>(List.of(args));
        all.add("--server=" + server.address());
        all.add("--key=" + key);
        return plain(all.toArray(String[]::new));
    }

    /** Runs a command as a person types it, under their account. */
    public Ran runAs(String account, Path passwordFile, String... args) {
        var all = new ArrayList<>(List.of(args));
        all.add("--server=" + server.address());
        all.add("--account=" + account);
        all.add("--password-file=" + passwordFile);
        return plain(all.toArray(String[]::new));
    }

    /** An account of a person, who has chosen this password. */
    public void person(String name, String grant, String password) {
        var given = server.people()
                .create(name, List.of(Grant.of(grant).orElseThrow()))
                .orElseThrow();
        if (!server.people().changePassword(name, given, password)) {
            throw new IllegalStateException("The password of the tests is unfit.");
        }
    }

    /** Runs a command as a user types it. */
    public static Ran plain(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Posts a body. */
    public Answer post(String key, String path, String type, BodyPublisher body) {
        return send(
                key,
                HttpRequest.newBuilder(server.address().resolve(path))
                        .header("content-type", type)
                        .POST(body));
    }

    /** Reads something. */
    public Answer get(String key, String path) {
        return send(key, HttpRequest.newBuilder(server.address().resolve(path)));
    }

    private Answer send(String key, HttpRequest.Builder request) {
        try {
            var response = http.send(
                    request.header("authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** The running server. */
    public SallyportServer server() {
        return server;
    }

    /** The tables it runs by. */
    public List<DecisionTable> tables() {
        return parts.store().transact(tx -> tx.book()).contents().tables();
    }

    /** How many entries its journal holds. */
    public long entries() {
        long last = 0;
        for (var page = read(last); !page.isEmpty(); page = read(last)) {
            last = page.getLast();
        }
        return last;
    }

    private List<Long> read(long after) {
        return parts.store().transact(tx -> tx.read(after, 1_000)).stream()
                .map(e -> e.position())
                .toList();
    }
}

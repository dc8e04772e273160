package org.sallyport.cli.serve;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseAddress;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.Role;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.embedded.EmbeddedPostgres;
import org.sallyport.postgres.embedded.Places;
import org.sallyport.postgres.embedded.ServerUnavailable;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.DatabaseParts;
import org.sallyport.server.SallyportServer;
import org.sallyport.server.Settings;
import org.sallyport.server.configuration.Configuration;
import org.sallyport.server.configuration.ConfigurationFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is stopped: database, API, console, workers. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "run the server: feeds and requests in, notices out, a console",
        description = {
            "",
            "Runs the server until it is stopped: an embedded PostgreSQL in a kept folder (or the one that",
            "SALLYPORT_DATABASE_URL names), the API under /api/v1, the console, the workers. On the first start it",
            "prints the one-time password of the account admin and an administrator's key, once."
        },
        footer = {
            "",
            "@|bold Settings by environment variable|@",
            "  SALLYPORT_DATABASE_URL      a PostgreSQL 18 of your own; unset for the embedded one",
            "  SALLYPORT_HOME              the kept folder of the embedded one, with its keys",
            "  SALLYPORT_DATA              the same, for this command only",
            "  SALLYPORT_MASTER_KEY_FILE   the file of the key that wraps all others",
            "  SALLYPORT_MASTER_KEY_KMS    the KMS that seals it, such as hcvault://HOST:8200/transit/keys/sallyport",
            "  SALLYPORT_MASTER_KEY_ALSO_FILES   files of keys it replaced, while they are needed",
            "  SALLYPORT_PUBLIC_URL        the address under which receivers and people reach this server, behind TLS",
            "  SALLYPORT_SMTP_HOST, _PORT, _FROM, _USER, _PASSWORD, _TLS, _TRUST   how e-mail leaves; TLS is required,",
            "                              implicit or offered (then no content goes by e-mail)",
            "  SALLYPORT_LOG_ORIGIN        the name of the audit log, given once, at the first start; when unset, the",
            "                              public address without https:// and with /audit",
            "  SALLYPORT_WATCH             a folder watched for feed files, one folder a facility below it",
            "  SALLYPORT_CALLS_PER_SECOND  calls of one key or account in a second, on each node (200)",
            "  SALLYPORT_FAILED_LOG_INS    failed log-ins from one address in five minutes, on each node (30)",
            "",
            "@|bold Example|@",
            "  sallyport serve --port 8443 --config facilities.json"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int CONNECTIONS = 20;
    private static final Duration CLOSING_MOST = Duration.ofSeconds(60);
    private static final String ONE_ADDRESS =
            "Links in notices lead to this node. Before a second one shares the database, give both one"
                    + " SALLYPORT_PUBLIC_URL: a notice tried again by the other must be the same.";
    private static final List<String> VARIABLES = List.of(
            "SALLYPORT_DATABASE_URL",
            "SALLYPORT_HOME",
            "SALLYPORT_CACHE",
            "SALLYPORT_DATA",
            "SALLYPORT_MASTER_KEY",
            "SALLYPORT_MASTER_KEY_FILE",
            "SALLYPORT_MASTER_KEY_KMS",
            "SALLYPORT_MASTER_KEY_ALSO_FILES",
            "VAULT_TOKEN",
            "SALLYPORT_PUBLIC_URL",
            "SALLYPORT_LOG_ORIGIN",
            "SALLYPORT_SMTP_HOST",
            "SALLYPORT_SMTP_PORT",
            "SALLYPORT_SMTP_FROM",
            "SALLYPORT_SMTP_USER",
            "SALLYPORT_SMTP_PASSWORD",
            "SALLYPORT_SMTP_TLS",
            "SALLYPORT_SMTP_TRUST",
            "SALLYPORT_WATCH",
            "SALLYPORT_CALLS_PER_SECOND",
            "SALLYPORT_FAILED_LOG_INS",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port to listen on (${DEFAULT-VALUE}); 0 for any that is free.")
    private int port;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Facilities and agencies (docs/formats/configuration.md).")
    private @Nullable Path config;

    @Option(names = "--tables", paramLabel = "DIR", description = "Run by the tables below DIR, not the shipped ones.")
    private @Nullable Path tables;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec == null
                ? new java.io.PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        var err = spec == null
                ? new java.io.PrintWriter(System.err, true)
                : spec.commandLine().getErr();
        var environment = environment();
        Optional<Configuration> configuration = Optional.empty();
        if (config != null) {
            switch (ConfigurationFile.read(bytes(config), this::besideConfig)) {
                case Checked.Good<Configuration>(var good) -> configuration = Optional.of(good);
                case Checked.Bad<Configuration>(var problems) -> {
                    return ProblemPrinter.print(err, config + " not applied, nothing was started", problems);
                }
            }
        }
        var files = tables == null ? PolicyFiles.shipped() : PolicyFiles.in(tables);
        if (files.retention(_ -> true) instanceof Checked.Bad<RetentionSchedule>(var problems)) {
            return ProblemPrinter.print(err, "the retention schedule is not usable, nothing was started", problems);
        }
        return switch (ServeSettings.read(host, port, environment)) {
            case Checked.Bad<Settings>(var problems) ->
                ProblemPrinter.print(err, "the settings are not usable, nothing was started", problems);
            case Checked.Good<Settings>(var settings) -> serve(settings, configuration, environment, files, out);
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Unavailable("There is no configuration file " + file + " that can be read.", e);
        }
    }

    private Optional<byte[]> besideConfig(String name) {
        try {
            return Optional.of(Files.readAllBytes(
                    Objects.requireNonNull(config).toAbsolutePath().resolveSibling(name)));
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    private int serve(
            Settings settings,
            Optional<Configuration> configuration,
            Map<String, String> environment,
            PolicyFiles files,
            java.io.PrintWriter out)
            throws InterruptedException {
        try (var stopping = new Stopping();
                var base = Base.open(environment)) {
            var database = DatabaseParts.open(
                    base.database(),
                    base.master(),
                    new BusinessClock.OfDatabase(),
                    files,
                    ServeSettings.logOrigin(environment, settings));
            try (var server = SallyportServer.start(settings, database.parts())) {
                configuration.ifPresent(c -> {
                    int changed = c.apply(
                            server.desk().desk(), database.store(), server.lists(), server.rosters(), "configuration");
                    var log = database.parts().log();
                    if (c.witnesses().isPresent() && log.isPresent()) {
                        changed += log.get().witnesses().set(c.witnesses().get());
                    }
                    out.println("Configuration applied: " + changed + " changed.");
                });
                server.lists().altered().forEach(a -> out.println(a.sentence() + " Run sallyport audit check."));
                server.lists()
                        .alteredAgencies()
                        .forEach((agency, entry) -> out.println("Nothing of the agency " + agency
                                + " is taken in or sent: its record was altered. " + entry.getMessage()
                                + " Run sallyport audit check."));
                database.parts().log().map(ServeCommand::vouching).ifPresent(out::println);
                server.firstAdministrator("admin").ifPresent(password -> firstStart(out, password, server));
                if (environment.containsKey("SALLYPORT_DATABASE_URL")
                        && settings.publicAddress().isEmpty()) {
                    out.println(ONE_ADDRESS);
                }
                out.println("Sallyport listens on "
                        + settings.publicAddress()
                                .map(URI::toString)
                                .orElse(server.address().toString()));
                out.flush();
                stopping.await();
            }
        } catch (ServerUnavailable | DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK;
    }

    /** Names the log and says whether anyone outside vouches for it. */
    private static String vouching(OpenLog log) {
        int witnesses = log.witnesses().all().size();
        return "Audit log " + log.signer().key() + ", "
                + (witnesses == 0
                        ? "which no outside witness follows: only you vouch for it (docs/operations.md, Witnesses)."
                        : "followed by " + witnesses + (witnesses == 1 ? " witness." : " witnesses."));
    }

    private static void firstStart(java.io.PrintWriter out, String password, SallyportServer server) {
        var grant = List.of(new Grant(Role.ADMINISTRATOR, Grant.ALL));
        out.println("First start. Shown only now:");
        out.println("  one-time password of the account admin, for the console: " + password);
        out.println("  administrator's key, for the command line (SALLYPORT_KEY): "
                + server.keys().create("first start", grant, "sallyport").secret());
    }

    /** The signal to stop, and word that everything is closed: the machine waits for it before it ends the program. */
    private static final class Stopping implements AutoCloseable {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        Stopping() {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        }

        private void stop() {
            asked.countDown();
            try {
                if (!closed.await(CLOSING_MOST.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("sallyport: stopped before everything was closed; the next start puts it right");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        void await() throws InterruptedException {
            asked.await();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        for (var name : VARIABLES) {
            var value = System.getenv(name);
            if (value != null && !value.isBlank()) {
                environment.put(name, value);
            }
        }
        var data = environment.get("SALLYPORT_DATA");
        if (data != null) {
            environment.put("SALLYPORT_HOME", data);
        }
        return environment;
    }

    /** The database and the key that seals it. */
    private record Base(Optional<EmbeddedPostgres> server, Database database, MasterKey master)
            implements AutoCloseable {
        static Base open(Map<String, String> environment) {
            var places = Places.usual(environment);
            var random = new SecureRandom();
            var named = DatabaseAddress.named(environment);
            if (named.isPresent()) {
                return switch (named.get()) {
                    case DatabaseAddress.Reading.Read(var address) ->
                        new Base(
                                Optional.empty(),
                                Database.open(address, CONNECTIONS),
                                MasterKey.usual(environment, places.keys(), random));
                    case DatabaseAddress.Reading.Unreadable(Problem problem) ->
                        throw new Unavailable(problem.sentence());
                };
            }
            var server = EmbeddedPostgres.start(places);
            return new Base(
                    Optional.of(server),
                    Database.open(server, "sallyport", CONNECTIONS),
                    MasterKey.usual(environment, places.keys(), random));
        }

        @Override
        public void close() {
            database.close();
            server.ifPresent(EmbeddedPostgres::close);
        }
    }
}

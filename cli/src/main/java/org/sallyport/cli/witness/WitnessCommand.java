package org.sallyport.cli.witness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.NoteKey;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport witness}: a witness of audit logs, run by somebody whom the operator does not control. */
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = {
            "Run a witness: it cosigns what a log shows, if that continues all it showed before.",
            "",
            "Once a witness has cosigned, even the operator of the log can no longer change what is recorded",
            "unnoticed. Run it where the operator has no access. It needs no database and learns nothing of a person.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sallyport witness init DIR --name paper.example/witness",
            "  sallyport witness trust DIR jail.example/log+a1b2c3d4+ATq...",
            "  sallyport witness serve DIR --port 8090",
            "",
            "Exit codes: 0 done, 1 a key is not one, 2 wrong options, 69 the folder is missing, in use,",
            "or lost its state."
        })
public final class WitnessCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.usage(command.getOut());
    }

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = "Make a witness: a folder with a new key, which is printed.")
    int init(
            @Parameters(paramLabel = "DIR", description = "Folder to make.") Path folder,
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "Name it signs under, such as paper.example/witness.")
                    String name) {
        told(WitnessFolder.create(folder, checked(name)));
        return ExitCode.OK;
    }

    @Command(
            name = "trust",
            mixinStandardHelpOptions = true,
            description = "Follow a log, by the key its operator publishes.")
    int trust(
            @Parameters(paramLabel = "DIR", description = "The witness's folder.") Path folder,
            @Parameters(paramLabel = "KEY", description = "The log's key: name+id+key.") String key,
            @Option(
                            names = "--origin",
                            paramLabel = "ORIGIN",
                            description = "The log's origin (default: the key's name).")
                    @Nullable
                    String origin) {
        var command = Objects.requireNonNull(spec).commandLine();
        return switch (NoteKey.parse(key)) {
            case Checked.Bad<NoteKey>(var problems) ->
                ProblemPrinter.print(command.getErr(), "key not trusted, nothing was saved", problems);
            case Checked.Good<NoteKey>(var log) -> {
                try (var opened = new WitnessFolder(folder)) {
                    opened.signer();
                    opened.trust(origin == null ? log.name() : origin, log);
                }
                command.getOut().println("Follows " + (origin == null ? log.name() : origin) + ".");
                command.getOut().flush();
                yield ExitCode.OK;
            }
        };
    }

    @Command(
            name = "new-key",
            mixinStandardHelpOptions = true,
            description = {
                "Retire the key and begin with another one, knowing nothing of any log.",
                "Needed when the state was lost: the old key must not go on."
            })
    int newKey(
            @Parameters(paramLabel = "DIR", description = "The witness's folder.") Path folder,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name it signs under.")
                    String name) {
        try (var opened = new WitnessFolder(folder)) {
            told(opened.replaceKey(checked(name)));
        }
        return ExitCode.OK;
    }

    @Command(name = "serve", mixinStandardHelpOptions = true, description = "Answer logs until stopped.")
    int serve(
            @Parameters(paramLabel = "DIR", description = "The witness's folder.") Path folder,
            @Option(
                            names = "--host",
                            paramLabel = "ADDRESS",
                            defaultValue = "127.0.0.1",
                            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
                    String host,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "8090",
                            description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
                    int port)
            throws InterruptedException {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var clock = InstantSource.system();
        try (var opened = new WitnessFolder(folder);
                var server = new WitnessServer(opened, new InetSocketAddress(host, port), clock, line -> {
                    out.println(clock.instant() + " " + line);
                    out.flush();
                })) {
            out.println("The witness listens on http://" + host + ":" + server.port() + "/ and follows "
                    + opened.logs().keySet() + ". Stop it with Ctrl-C.");
            out.println(opened.signer().key());
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new Unavailable("Port " + port + " of " + host + " cannot be had. Choose another with --port.", e);
        }
    }

    private String checked(String name) {
        if (!NoteKey.named(name)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--name is a name without space or plus, such as paper.example/witness.");
        }
        return name;
    }

    private void told(NoteKey key) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("The witness's key, for all who shall trust it:");
        out.println(key);
        out.flush();
    }
}

package org.sallyport.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.Environment;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Paint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport demo}: four counties under four laws. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Show four counties under four laws: feeds, requests, notices, answers.",
        description = {
            "",
            "Starts a PostgreSQL, receivers of webhooks and e-mail on this machine and four jails drawn from public",
            "figures, and lets their days pass: people are booked and released, agencies file requests, each county's",
            "own tables decide, notices leave by real channels and are acknowledged. Nobody in it exists.",
            "Everything it starts ends with it.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport demo                                       watch it, one hour of jail life a second",
            "  sallyport demo --headless --days 10 --seed 7         as fast as it can, then the summary",
            "  sallyport demo --headless --days 10 --seed 7 --json  the same as one JSON object",
            "",
            "Exit codes: 0 every promise holds, 1 one does not (the counter-example is printed)."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--headless", description = "As fast as it can, without a screen; prints the summary at the end.")
    private boolean headless;

    @Option(names = "--days", paramLabel = "N", defaultValue = "10", description = "Days to live: ${DEFAULT-VALUE}.")
    private int days = 10;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "7", description = "Draw from this: ${DEFAULT-VALUE}.")
    private long seed = 7;

    @Option(
            names = "--speed",
            paramLabel = "H",
            defaultValue = "1",
            description = "Hours of jail life a second while it is watched: ${DEFAULT-VALUE}.")
    private double hoursPerSecond = 1;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    /** Made by the command line. */
    public DemoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var command = Objects.requireNonNull(spec).commandLine();
        if (days < 1 || days > 366) {
            throw new picocli.CommandLine.ParameterException(command, "--days " + days + ": expected 1 to 366.");
        }
        var terminal = System.console() != null && System.console().isTerminal();
        var paint = Paint.of(Environment.read(), terminal && !json);
        try (var stage = new DemoStage(seed, days, Environment.read())) {
            if (headless) {
                stage.run().connect();
                while (stage.run().step()) {
                    if (Thread.interrupted()) {
                        return ExitCode.INTERRUPTED;
                    }
                }
            } else {
                introduce(stage, command.getOut(), paint);
                try (var console = stage.console()) {
                    introduce(console, command.getOut(), paint);
                    watch(stage, console, terminal, paint, command.getOut());
                }
            }
            return print(stage.summary(), command.getOut(), paint);
        }
    }

    private void watch(DemoStage stage, DemoConsole console, boolean terminal, Paint paint, PrintWriter out)
            throws InterruptedException {
        var watching = new Watching(stage, paint, hoursPerSecond, "console " + console.address());
        try {
            if (terminal && !"dumb".equals(System.getenv("TERM"))) {
                watching.onScreen();
            } else {
                watching.lineByLine(out);
            }
        } catch (IOException e) {
            throw new Unavailable("This terminal cannot be drawn on; add --headless.", e);
        }
    }

    private static void introduce(DemoConsole console, PrintWriter out, Paint paint) {
        out.println(
                paint.strong("The console is at " + console.address()) + ", log in with a password that is good once:");
        console.accounts().forEach(a -> out.println("  " + a.name() + "  " + a.password() + "  " + a.may()));
        out.flush();
    }

    private static void introduce(DemoStage stage, PrintWriter out, Paint paint) {
        out.println(paint.strong("Four counties under four laws. Nobody in it exists."));
        for (var adopted : stage.adopted()) {
            out.println("  " + adopted.county().name() + ": "
                    + adopted.adopted().size()
                    + " tables adopted by " + Setting.COUNSEL + ", practice yes where the law says may"
                    + (adopted.refused().isEmpty()
                            ? ""
                            : "; not adopted, known from memory only: " + String.join(", ", adopted.refused())));
        }
        out.flush();
    }

    private int print(Summary sum, PrintWriter out, Paint paint) {
        if (json) {
            out.println(SummaryJson.of(sum));
        } else {
            SummaryText.of(sum, WIDTH, paint).forEach(out::println);
            out.println();
            sameRequest(out, paint);
        }
        out.flush();
        return sum.kept() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private static void sameRequest(PrintWriter out, Paint paint) {
        try {
            var folder = Files.createTempDirectory("sallyport-demo-facts-");
            new SameRequest(DemoStage.shipped()).lines(folder, WIDTH, paint).forEach(out::println);
        } catch (IOException e) {
            throw new Unavailable("The temporary folder cannot be written to.", e);
        }
    }
}

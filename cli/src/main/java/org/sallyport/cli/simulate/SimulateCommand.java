package org.sallyport.cli.simulate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.simulation.Checkers;
import org.sallyport.simulation.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport simulate}: trials of the program in worlds drawn from seeds. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        header = "Run the program in simulated worlds where everything goes wrong, and check its promises.",
        description = {
            "",
            "Each seed draws two jails, their agencies and staff, a network that loses, repeats and delays,",
            "clocks that disagree and processes that die. After four days of that come forty-five",
            "in which nothing goes wrong.",
            ""
        },
        footer = {"", "Exit codes: 0 every promise holds, 3 one does not; the counter-examples name their seeds."})
public final class SimulateCommand implements Callable<Integer> {
    private static final int SEEDS_MAX = 10_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many seeds (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--seed", paramLabel = "S", description = "Replay this one seed.")
    private @Nullable Long seed;

    @Option(names = "--from", paramLabel = "S", defaultValue = "0", description = "The first seed (${DEFAULT-VALUE}).")
    private long from;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        if (seeds < 1 || seeds > SEEDS_MAX) {
            throw new ParameterException(line, "--seeds takes 1 to " + SEEDS_MAX + ", such as --seeds 200");
        }
        var out = line.getOut();
        long began = System.nanoTime();
        var chosen = seed == null ? LongStream.range(from, from + seeds) : LongStream.of(seed);
        var results = new ArrayList<Simulation.Result>();
        chosen.forEach(one -> {
            var result = Simulation.run(one);
            results.add(result);
            result.counterExamples().forEach(out::println);
        });
        summary(out, results, (System.nanoTime() - began) / 1e9);
        return results.stream().allMatch(Simulation.Result::holds) ? ExitCode.OK : ExitCode.BROKEN;
    }

    private static void summary(PrintWriter out, List<Simulation.Result> results, double seconds) {
        long broken = results.stream().filter(r -> !r.holds()).count();
        int bookings = results.stream().mapToInt(Simulation.Result::bookings).sum();
        int attempts = results.stream().mapToInt(Simulation.Result::attempts).sum();
        double years =
                results.stream().mapToDouble(Simulation.Result::jailYears).sum();
        out.println(String.format(
                Locale.ROOT,
                "%d seeds, %d bookings, %d attempts to deliver, %.1f jail-years in %.1f s: "
                        + "%.2f s per simulated jail-year.",
                results.size(),
                bookings,
                attempts,
                years,
                seconds,
                seconds / years));
        if (broken == 0) {
            var names = new ArrayList<String>();
            Checkers.SAFETY.forEach(c -> names.add(c.promise()));
            Checkers.LIVENESS.forEach(c -> names.add(c.promise()));
            out.println("Every promise holds: " + String.join(" ", names) + ".");
        } else {
            out.println(broken + " seeds broke a promise. Replay one: sallyport simulate --seed S");
        }
        out.flush();
    }
}

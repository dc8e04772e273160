package org.sallyport.cli.policy;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.formats.policy.PolicyFindings;
import org.sallyport.formats.policy.PolicyFindings.Found;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy check}: proves every table, runs every worked example, lists what is open. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Prove that exactly one row of each table answers every case, and run the worked examples.",
            "",
            "Names gaps, overlaps, unknown words, rows without citation or example, look-backs without examples at",
            "their boundary, tables that speak twice about a day, by file and line; then what counsel should know:",
            "open questions, contested law, law from memory, lists that go on, rows a superior law overrules.",
            ""
        },
        footer = {"", "Exit codes: 0 nothing wrong, 1 something is wrong."})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Parameters(
            arity = "0..1",
            paramLabel = "JURISDICTION",
            description = "Report about this place only, such as us/md.")
    private @Nullable String place;

    @Option(names = "--quiet", description = "Leave out what is open though nothing is wrong.")
    private boolean quiet;

    @Override
    public Integer call() {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var below = place;
        var found = PolicyFindings.of(
                tables.files(), layer -> below == null || layer.equals(below) || layer.startsWith(below + "/"));
        if (!found.errors().isEmpty()) {
            return ProblemPrinter.print(
                    Objects.requireNonNull(spec).commandLine().getErr(), "policy check", found.errors());
        }
        if (below != null && found.tables() == 0 && found.notes().isEmpty()) {
            return ProblemPrinter.print(
                    Objects.requireNonNull(spec).commandLine().getErr(),
                    "policy check",
                    List.of(Tables.nothingOf("check.place", below)));
        }
        print(out, found);
        return ExitCode.OK;
    }

    private void print(PrintWriter out, Found found) {
        if (!quiet && !found.notes().isEmpty()) {
            var file = "";
            for (var note : found.notes()) {
                if (!note.field().equals(file)) {
                    file = note.field();
                    out.println(file);
                }
                out.println("  " + note.expected() + (note.given().isEmpty() ? "" : " (" + note.given() + ")"));
            }
            out.println();
        }
        out.println(String.format(
                Locale.ROOT,
                "%d tables proved: exactly one row for every combination. %d worked examples come out as written.",
                found.tables(),
                found.examples()));
        if (!found.notes().isEmpty()) {
            out.println(found.notes().size() + " points for counsel" + (quiet ? " (not shown)." : " above."));
        }
        out.flush();
    }
}

package org.sallyport.cli.policy;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.DecisionTable;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy show}: the tables of a place as counsel reads them, with their hashes. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Show the tables that govern a place, superior first, each with its content hash.",
            "",
            "Without a place: one line for each table there is.",
            ""
        })
final class ShowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Mixin
    private ChosenTables chosen = new ChosenTables();

    @Option(names = "--hashes", description = "One line for each table: hash and name, as --adopted reads them.")
    private boolean hashes;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var files = tables.files();
        return switch (chosen.of(files)) {
            case Checked.Bad<List<DecisionTable>>(var problems) ->
                ProblemPrinter.print(command.getErr(), "tables not loaded", problems);
            case Checked.Good<List<DecisionTable>>(var shown) -> {
                if (shown.isEmpty()) {
                    command.getErr().println(chosen.nothing());
                    command.getErr().flush();
                    yield ExitCode.PROBLEMS;
                }
                shown.forEach(table -> print(command.getOut(), files, table));
                command.getOut().flush();
                yield ExitCode.OK;
            }
        };
    }

    private void print(PrintWriter out, PolicyFiles files, DecisionTable table) {
        if (hashes) {
            out.println(table.version() + "  # " + table.id());
        } else if (chosen.about().isEmpty()) {
            out.println(line(table));
        } else {
            out.println(files.text(table.id() + ".md").orElse("").stripTrailing());
            out.println();
            out.println("    table " + table.id() + ", " + table.version());
            out.println();
        }
    }

    private static String line(DecisionTable table) {
        var head = table.head();
        return table.id() + "  " + head.basis().word()
                + head.to().map(to -> "  to " + to).orElse("")
                + head.contested().map(_ -> "  contested").orElse("") + "  "
                + table.rows().size() + " rows";
    }
}

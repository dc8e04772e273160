package org.sallyport.cli.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE|TABLE",
            description = "us/md/montgomery, or one table: us/md/notice.2026-06-01.")
    private @Nullable String about;

    @Option(names = "--act", paramLabel = "ACT", description = "Only tables about this act, such as notice.")
    private @Nullable String act;

    @Option(names = "--on", paramLabel = "DAY", description = "Only tables in force on this day, such as 2026-09-02.")
    private @Nullable String on;

    @Option(names = "--hashes", description = "One line for each table: hash and name, as --adopted reads them.")
    private boolean hashes;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var out = command.getOut();
        var day = on == null ? null : day(on);
        var files = tables.files();
        var one = about != null && files.paths().contains(about + ".md");
        var place = about == null ? null : one ? about.substring(0, about.lastIndexOf('/')) : about;
        switch (place == null ? files.all() : files.governing(place)) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> {
                return ProblemPrinter.print(command.getErr(), "tables not loaded", problems);
            }
            case Checked.Good<PolicyBook.Contents>(var contents) -> {
                var shown = 0;
                for (var table : contents.tables()) {
                    if (one && !table.id().equals(about)
                            || day != null && !table.head().inForce(day)
                            || act != null
                                    && table.head().acts().stream()
                                            .noneMatch(a -> a.word().startsWith(act))) {
                        continue;
                    }
                    shown++;
                    if (hashes) {
                        out.println(table.version() + "  # " + table.id());
                    } else if (about == null) {
                        out.println(line(table));
                    } else {
                        out.println(files.text(table.id() + ".md").orElse("").stripTrailing());
                        out.println();
                        out.println("    table " + table.id() + ", " + table.version());
                        out.println();
                    }
                }
                if (shown == 0) {
                    command.getErr()
                            .println("sallyport: no table speaks about " + (about == null ? "this" : about)
                                    + ": every question goes to a person.");
                    command.getErr().flush();
                    return ExitCode.PROBLEMS;
                }
                out.flush();
                return ExitCode.OK;
            }
        }
    }

    private static String line(DecisionTable table) {
        var head = table.head();
        return table.id() + "  " + head.basis().word()
                + head.to().map(to -> "  to " + to).orElse("")
                + head.contested().map(_ -> "  contested").orElse("") + "  "
                + table.rows().size() + " rows";
    }

    private LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--on is a day such as 2026-09-02, not \"" + text + "\".");
        }
    }
}

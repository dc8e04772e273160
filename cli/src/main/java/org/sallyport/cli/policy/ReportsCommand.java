package org.sallyport.cli.policy;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.policy.ReportDefinition;
import org.sallyport.policy.Ternary;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy reports}: the reports that the law of a place asks for. */
@Command(
        name = "reports",
        mixinStandardHelpOptions = true,
        description = {
            "List the reports that the law of a place asks for: to whom, when, what is in them.",
            "",
            "With a place: its own and those of the layers above it. Not legal advice.",
            ""
        },
        footer = {"", "Example:", "  sallyport policy reports us/ca"})
final class ReportsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Parameters(arity = "0..1", paramLabel = "PLACE", description = "A place, such as us/ny/nyc; all without one.")
    private @Nullable String place;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        return switch (tables.files().reports(this::governs)) {
            case Checked.Bad<List<ReportDefinition>>(var problems) ->
                ProblemPrinter.print(command.getErr(), "reports not read", problems);
            case Checked.Good<List<ReportDefinition>>(var reports) -> {
                var out = command.getOut();
                reports.forEach(report -> print(out, report));
                if (reports.isEmpty()) {
                    out.println("No report is known for " + (place == null ? "any place" : place)
                            + ". That none was found does not say that none is due.");
                }
                out.flush();
                yield ExitCode.OK;
            }
        };
    }

    private boolean governs(String layer) {
        return place == null || place.equals(layer) || place.startsWith(layer + "/");
    }

    private static void print(PrintWriter out, ReportDefinition report) {
        out.println(report.layer() + "  to " + report.to());
        out.println("  when       " + report.when()
                + (report.nilReturn() == Ternary.YES ? "; also when there is nothing to report" : ""));
        out.println("  elements   " + (report.elements().isEmpty() ? "unknown" : String.join("; ", report.elements())));
        if (report.identifiers() == Ternary.NO) {
            out.println("  without    names and other identifiers");
        }
        if (!report.note().isEmpty()) {
            out.println("  note       " + report.note());
        }
        out.println("  source     " + report.citation() + " (" + report.basis().word() + ")");
        out.println();
    }
}

package org.sallyport.cli.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.counsel.CounselPage;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.CourtOrder;
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
        },
        footer = {
            "",
            "Examples:",
            "  sallyport policy show us/md/montgomery --on 2026-09-02",
            "  sallyport policy show us/md/montgomery --html montgomery.html --pdf montgomery.pdf"
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

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page for counsel to read and print.")
    private @Nullable Path html;

    @Option(names = "--pdf", paramLabel = "FILE", description = "Write the same page as a PDF, to sign.")
    private @Nullable Path pdf;

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
                if (html == null && pdf == null) {
                    shown.forEach(table -> print(command.getOut(), files, table));
                    chosen.orders(files).forEach(order -> print(command.getOut(), order));
                } else {
                    write(command.getOut(), CounselPage.of(chosen.about().orElse("all"), shown, files));
                }
                command.getOut().flush();
                yield ExitCode.OK;
            }
        };
    }

    private void write(PrintWriter out, CounselPage page) {
        if (html != null) {
            write(out, html, page.html().getBytes(StandardCharsets.UTF_8));
        }
        if (pdf != null) {
            write(out, pdf, page.pdf());
        }
    }

    private static void write(PrintWriter out, Path file, byte[] content) {
        try {
            out.println(Files.write(file, content));
        } catch (IOException e) {
            throw new Unavailable(file + " cannot be written. Name a file in a folder that can be.", e);
        }
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

    private void print(PrintWriter out, CourtOrder order) {
        if (hashes) {
            out.println(order.version() + "  # " + order.id());
            return;
        }
        out.println("Court order " + order.id() + ", " + order.from() + " to " + order.to() + ": "
                + order.answer().word().replace('-', ' ') + "  " + order.basis().word());
        if (chosen.about().isPresent()) {
            out.println("    " + order.text());
            out.println("    " + order.citation());
            out.println("    order " + order.id() + ", " + order.version());
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

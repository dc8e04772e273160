package org.sallyport.cli.policy;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy test}: runs the worked examples and shows how each came out. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {"Run the worked examples and show how each came out.", ""},
        footer = {"", "Exit codes: 0 all as written, 1 a file has problems, 3 an example came out otherwise."})
final class TestCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Parameters(
            arity = "0..1",
            paramLabel = "TABLE",
            description = "A table or a place: us/md/notice.2026-06-01, or us/md and all below it.")
    private @Nullable String about;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print every example, with its reason.")
    private boolean verbose;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var out = command.getOut();
        var files = tables.files();
        PolicyBook book;
        switch (files.all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> {
                return ProblemPrinter.print(command.getErr(), "tables not loaded", problems);
            }
            case Checked.Good<PolicyBook.Contents>(var contents) -> {
                switch (PolicyBook.of(contents)) {
                    case Checked.Bad<PolicyBook>(var problems) -> {
                        return ProblemPrinter.print(command.getErr(), "tables not loaded", problems);
                    }
                    case Checked.Good<PolicyBook>(var good) -> book = good;
                }
            }
        }
        var run = 0;
        var wrong = 0;
        for (var table : book.contents().tables()) {
            var wanted = about == null || table.id().equals(about) || table.id().startsWith(about + "/");
            var file = WorkedExample.file(table);
            if (!wanted || !files.paths().contains(file)) {
                continue;
            }
            switch (WorkedExample.of(table, files.text(file).orElse(""))) {
                case Checked.Bad<List<WorkedExample>>(var problems) -> {
                    return ProblemPrinter.print(command.getErr(), file + " not read", problems);
                }
                case Checked.Good<List<WorkedExample>>(var examples) -> {
                    for (var example : examples) {
                        run++;
                        var problems = example.run(book, table);
                        wrong += problems.isEmpty() ? 0 : 1;
                        if (verbose && problems.isEmpty()) {
                            out.println(
                                    "as written  " + table.id() + " row " + example.row() + "  " + example.reason());
                        }
                        for (Problem problem : problems) {
                            out.println("otherwise   " + problem.sentence());
                        }
                    }
                }
            }
        }
        if (about != null && run == 0) {
            return ProblemPrinter.print(
                    command.getErr(), "nothing to test", List.of(Tables.nothingOf("test.table", about)));
        }
        out.println(run + " worked examples, " + wrong + " came out otherwise.");
        out.flush();
        return wrong == 0 ? ExitCode.OK : ExitCode.BROKEN;
    }
}

package org.sallyport.cli.policy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.DecideLines;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy decide}: JSON Lines of facts in, JSON Lines of determinations out. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Decide many cases: one JSON object of facts a line in, one result a line out, in the same order.",
            "",
            "The formats are docs/formats/facts.md. A line that cannot be read gives a result with \"problems\";",
            "the run goes on and ends with exit code 1.",
            ""
        },
        footer = {"", "Exit codes: 0 every line decided, 1 some lines could not be read."})
final class DecideCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Mixin
    private Adopted adopted = new Adopted();

    @Option(
            names = "--facts",
            required = true,
            paramLabel = "IN",
            description = "Facts, JSON Lines; .gz too; - for standard input.")
    private String facts = "-";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "Where results go; - for standard output.")
    private String results = "-";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Cases worked on at once (default: one for each core).")
    private int threads;

    @Override
    public Integer call() throws IOException {
        var command = Objects.requireNonNull(spec).commandLine();
        PolicyBook.Contents contents;
        switch (tables.files().all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> {
                return ProblemPrinter.print(command.getErr(), "tables not loaded, nothing was decided", problems);
            }
            case Checked.Good<PolicyBook.Contents>(var good) -> contents = good;
        }
        var book = adopted.applied(contents, true);
        if (book.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        var workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        var run = new DecideLines(book.get(), workers);
        DecideLines.Done done;
        if (results.equals("-")) {
            done = decide(run, new BufferedOutputStream(System.out, 1 << 16));
        } else {
            done = toFile(run, Path.of(results));
        }
        command.getErr()
                .println(String.format(
                        Locale.ROOT,
                        "%,d decided, %,d could not be read. Policy book %s.",
                        done.decided(),
                        done.refused(),
                        book.get().hash()));
        command.getErr().flush();
        return done.refused() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    /** Writes beside the target and renames at the end, so that a stopped run leaves no half file under its name. */
    private DecideLines.Done toFile(DecideLines run, Path target) throws IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            DecideLines.Done done;
            try (var out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                done = decide(run, out);
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                try (var out = Files.newOutputStream(target)) {
                    Files.copy(part, out);
                }
            } else {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
            return done;
        } catch (java.nio.file.FileSystemException e) {
            throw new Unavailable(
                    "Results cannot be written to " + target + ". Give --out a file in a folder that can be written.",
                    e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private DecideLines.Done decide(DecideLines run, OutputStream out) throws IOException {
        var done = FactsInput.read(facts, "deciding", (lines, progress) -> run.run(lines, out, progress));
        out.flush();
        return done;
    }
}

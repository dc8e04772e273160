package org.sallyport.cli.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.BookDiff;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.TableDiff;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy diff}: what changes from one table, or one directory of tables, to another. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Say what changes between two tables, or two directories of tables: for whom, in words, over the",
            "worked examples, and over past cases where a file of facts is given.",
            ""
        },
        footer = {
            "",
            "  sallyport policy diff us/ct/notice.2019-10-01 us/ct/notice.2025-10-01",
            "  sallyport policy diff policies policies-proposed --facts past.jsonl"
        })
final class DiffCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Parameters(index = "0", paramLabel = "A", description = "A table, or a directory of tables.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "The table or directory to compare with.")
    private String second = "";

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description = "Past cases, JSON Lines: how many would be decided otherwise.")
    private @Nullable Path facts;

    @Option(names = "--cases", description = "Name the cases that change.")
    private boolean named;

    private record Side(PolicyBook.Contents contents, PolicyFiles files, List<DecisionTable> tables) {}

    /** A refusal to go on, with the problems to print. */
    private static final class NotLoaded extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        NotLoaded(List<Problem> problems) {
            super("not loaded");
            this.problems = problems;
        }
    }

    @Override
    public Integer call() throws IOException {
        var command = Objects.requireNonNull(spec).commandLine();
        try {
            compare(command.getOut());
            return ExitCode.OK;
        } catch (NotLoaded e) {
            return ProblemPrinter.print(command.getErr(), "not compared", e.problems);
        }
    }

    private void compare(PrintWriter out) throws NotLoaded, IOException {
        var before = side(first);
        var after = side(second);
        var one = before.tables().size() == 1 && after.tables().size() == 1;
        if (one) {
            changes(out, before.tables().getFirst(), after.tables().getFirst());
        } else {
            directories(out, before, after);
        }
        var cases = new BookDiff(book(before, one), book(after, one));
        examples(before, cases);
        examples(after, cases);
        summary(out, "worked examples", cases);
        if (facts != null) {
            var past = new BookDiff(book(before, one), book(after, one));
            if (!Files.isReadable(facts)) {
                throw new Unavailable("There is no file of facts " + facts + " that can be read.");
            }
            try (var lines = Files.lines(facts)) {
                lines.filter(l -> !l.isBlank()).forEach(past::add);
            }
            summary(out, "past cases", past);
        }
        out.flush();
    }

    private Side side(String name) throws NotLoaded {
        var isDirectory = Files.isDirectory(Path.of(name));
        var files = isDirectory ? PolicyFiles.in(Path.of(name)) : tables.files();
        return switch (files.all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> throw new NotLoaded(problems);
            case Checked.Good<PolicyBook.Contents>(var contents) -> {
                var found = isDirectory
                        ? contents.tables()
                        : contents.tables().stream()
                                .filter(t -> t.id().equals(name))
                                .toList();
                if (found.isEmpty()) {
                    throw new NotLoaded(List.of(new Problem(
                            "diff.table",
                            name,
                            "",
                            "A table such as us/ct/notice.2025-10-01, or a directory.",
                            "\"policy show\" lists the tables.")));
                }
                yield new Side(contents, files, found);
            }
        };
    }

    private static PolicyBook book(Side side, boolean one) throws NotLoaded {
        var contents = one ? BookDiff.alone(side.contents(), side.tables().getFirst()) : side.contents();
        return switch (PolicyBook.of(contents)) {
            case Checked.Good<PolicyBook>(var book) -> book;
            case Checked.Bad<PolicyBook>(var problems) -> throw new NotLoaded(problems);
        };
    }

    private static void changes(PrintWriter out, DecisionTable before, DecisionTable after) {
        var changes = TableDiff.between(before, after);
        var definitions = TableDiff.definitions(before, after);
        var same = changes.isEmpty() && definitions.isEmpty();
        out.println(before.id() + " -> " + after.id() + (same ? ": no combination changes" : ""));
        definitions.forEach(line -> out.println("  " + line));
        for (var change : changes) {
            out.println("  " + change.where());
            out.println("    " + TableDiff.Change.gives(change.before()) + " (row "
                    + change.before().number() + ", " + change.before().clause() + ")");
            out.println("    -> " + TableDiff.Change.gives(change.after()) + " (row "
                    + change.after().number() + ", " + change.after().clause() + ")");
        }
        out.println();
    }

    private static void directories(PrintWriter out, Side before, Side after) {
        for (var old : before.tables()) {
            var next =
                    after.tables().stream().filter(t -> t.id().equals(old.id())).findFirst();
            if (next.isEmpty()) {
                out.println(old.id() + ": gone");
            } else if (!next.get().version().equals(old.version())) {
                if (!next.get().head().equals(old.head())) {
                    out.println(old.id() + ": front matter changed");
                }
                changes(out, old, next.get());
            }
        }
        after.tables().stream()
                .filter(t -> before.tables().stream().noneMatch(o -> o.id().equals(t.id())))
                .forEach(t -> out.println(t.id() + ": new"));
        if (versions(before).equals(versions(after))) {
            out.println("No table differs.");
        }
        out.println();
    }

    private static Map<String, String> versions(Side side) {
        return side.tables().stream().collect(Collectors.toMap(DecisionTable::id, DecisionTable::version));
    }

    private static void examples(Side side, BookDiff cases) {
        for (var table : side.tables()) {
            var file = WorkedExample.file(table);
            if (side.files().paths().contains(file)
                    && WorkedExample.of(table, side.files().text(file).orElse(""))
                            instanceof Checked.Good<List<WorkedExample>>(var examples)) {
                for (var example : examples) {
                    if (example.facts() instanceof Checked.Good<Facts>(var facts)) {
                        cases.add(facts);
                    }
                }
            }
        }
    }

    private void summary(PrintWriter out, String what, BookDiff diff) {
        var changed = diff.changed().size();
        out.println(String.format(Locale.ROOT, "Of %,d %s, %,d change.", diff.cases(), what, changed));
        diff.moved().forEach((move, count) -> out.println(String.format(Locale.ROOT, "  %-20s %,d", move, count)));
        if (diff.unread() > 0) {
            out.println(String.format(Locale.ROOT, "  %,d lines could not be read.", diff.unread()));
        }
        if (named) {
            diff.changed().forEach(line -> out.println("  " + line));
        }
    }
}

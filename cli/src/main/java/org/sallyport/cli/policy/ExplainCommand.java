package org.sallyport.cli.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.ExplanationWriter;
import org.sallyport.formats.policy.FactsReader;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy explain}: one answer, as a person would explain it, down to table row and clause. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Decide one case and explain the answer: which layer said what, by which row and clause, and why.",
            "",
            "Reads only the tables that govern the case's place. The format of facts is docs/formats/facts.md.",
            ""
        },
        footer = {"", "Exit codes: 0 explained, 1 the facts or the tables have problems."})
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Mixin
    private Adopted adopted = new Adopted();

    @Option(
            names = "--facts",
            required = true,
            paramLabel = "FILE",
            description = "Facts: one JSON object, or JSON Lines; - for standard input.")
    private String facts = "-";

    @Option(names = "--json", description = "Print JSON instead, one object for each case.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var command = Objects.requireNonNull(spec).commandLine();
        var exit = ExitCode.OK;
        for (var text : cases(read())) {
            switch (new FactsReader().read(text)) {
                case Checked.Bad<Facts>(var problems) ->
                    exit = ProblemPrinter.print(command.getErr(), facts + " not read, nothing was decided", problems);
                case Checked.Good<Facts>(var good) -> {
                    if (!explain(good)) {
                        exit = ExitCode.PROBLEMS;
                    }
                }
            }
        }
        return exit;
    }

    private boolean explain(Facts good) {
        var command = Objects.requireNonNull(spec).commandLine();
        PolicyBook.Contents contents;
        switch (tables.files().governing(good.facility().jurisdiction())) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> {
                ProblemPrinter.print(command.getErr(), "tables not loaded, nothing was decided", problems);
                return false;
            }
            case Checked.Good<PolicyBook.Contents>(var found) -> contents = found;
        }
        var book = adopted.applied(contents, false);
        if (book.isEmpty()) {
            return false;
        }
        var explanation = book.get().explain(good);
        if (json) {
            command.getOut().println(ExplanationWriter.json(good, explanation));
        } else {
            ExplanationText.lines(good, explanation).forEach(command.getOut()::println);
        }
        command.getOut().flush();
        return true;
    }

    private String read() throws IOException {
        if (facts.equals("-")) {
            return new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(Path.of(facts));
        } catch (java.nio.charset.CharacterCodingException e) {
            ProblemPrinter.print(
                    Objects.requireNonNull(spec).commandLine().getErr(),
                    facts + " not read, nothing was decided",
                    List.of(new Problem("facts.encoding", facts, "", "UTF-8 text.", "Save it as UTF-8.")));
            throw new Unavailable(facts + " is not text in UTF-8.", e);
        } catch (IOException e) {
            throw new Unavailable("There is no file of facts " + facts + " that can be read.", e);
        }
    }

    /** One object over several lines is one case; otherwise each line is. */
    private static List<String> cases(String text) {
        var lines = text.lines().filter(l -> !l.isBlank()).toList();
        if (lines.size() > 1
                && lines.stream()
                        .allMatch(l -> l.strip().startsWith("{") && l.strip().endsWith("}"))) {
            return new ArrayList<>(lines);
        }
        return List.of(text);
    }
}

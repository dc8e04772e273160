package org.sallyport.cli.policy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.LengthConverter;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.study.Side;
import org.sallyport.formats.study.Study;
import org.sallyport.formats.study.StudyCsv;
import org.sallyport.formats.study.StudyPage;
import org.sallyport.formats.study.Tally;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.parquet.StudyParquet;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.problem.Checked;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code study}: what past cases would have come to under other tables, or with another lead time. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        header = "Replay past cases under other tables or another lead time, and count what would change.",
        description = {
            "",
            "Compares two policies, A and B, over the same cases: notices required, allowed, barred, left to a person,",
            "and how long before the release they would arrive, by offence class (NIBRS), release reason, place.",
            "A is the first --policy, or the tables that come with the program, with the lead times that were asked.",
            "B is the second --policy, or the same tables as A. One --lead-time is B's; of two, the first is A's.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport study --facts past.jsonl --policy shipped --policy proposed/ --adopted all --html study.html",
            "  sallyport study --journal --lead-time PT24H --csv study.csv",
            "",
            "What the columns mean: docs/policy/studies.md. Nothing is written until every case was counted.",
            "Exit codes: 0 studied, 1 some lines could not be read (the others are counted), 69 no file or database."
        })
public final class StudyCommand implements Callable<Integer> {
    private static final String SHIPPED = "shipped";
    private static final int NAMED_MAX = 1_000;
    private static final int ENTRIES = 5_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "A directory of tables, or \"shipped\" for those of the program; A first, then B.")
    private List<String> policies = new ArrayList<>();

    @Option(
            names = "--lead-time",
            paramLabel = "LENGTH",
            converter = LengthConverter.class,
            description = "Take every request to ask so long before release, such as PT24H.")
    private List<Duration> leadTimes = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Cases cases = new Cases();

    @Option(names = "--data", paramLabel = "DIR", description = "With --journal: the embedded server's folder.")
    private @Nullable Path data;

    @Mixin
    private Adopted adopted = new Adopted();

    @Option(names = "--csv", paramLabel = "FILE", description = "Write every group of cases as CSV.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots and tables.")
    private @Nullable Path html;

    @Option(names = "--parquet", paramLabel = "FILE", description = "Write every group of cases as Apache Parquet.")
    private @Nullable Path parquet;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Cases worked on at once (default: one for each core).")
    private int threads;

    /** Where the past cases come from. */
    private static final class Cases {
        @Option(
                names = "--facts",
                paramLabel = "FILE",
                description = "Facts, JSON Lines; .gz too; - for standard input.")
        private @Nullable String facts;

        @Option(
                names = "--journal",
                description =
                        "The last determination of every case in this installation's journal; stop the server first.")
        private boolean journal;
    }

    private long unread;

    /** Made by the command line. */
    public StudyCommand() {}

    @Override
    public Integer call() throws IOException {
        var line = Objects.requireNonNull(spec).commandLine();
        var asked = policies.stream().distinct().count();
        if (policies.size() > 2
                || leadTimes.size() > 2
                || asked < 2 && leadTimes.stream().distinct().count() < 1) {
            throw new ParameterException(
                    line, "A study compares two policies: give --policy twice, or --lead-time such as PT24H.");
        }
        var before = side("A", 0);
        var after = before.isEmpty()
                ? before
                : side("B", 1).map(b -> b.over(before.get().book()));
        if (before.isEmpty() || after.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        var tally = new Tally();
        var code = cases.journal ? journal(tally, before.get(), after.get()) : file(tally, before.get(), after.get());
        if (csv != null) {
            write(csv, out -> StudyCsv.write(tally, new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        }
        if (html != null) {
            var page = StudyPage.of(tally, before.get().name(), after.get().name());
            write(html, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        }
        if (parquet != null) {
            write(parquet, out -> StudyParquet.write(tally, out));
        }
        StudySummary.lines(tally, before.get().name(), after.get().name()).forEach(line.getOut()::println);
        line.getOut().flush();
        return code == ExitCode.OK && unread > 0 ? Integer.valueOf(ExitCode.PROBLEMS) : code;
    }

    private Optional<Side> side(String letter, int number) {
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        var name = policies.isEmpty() ? SHIPPED : policies.get(Math.min(number, policies.size() - 1));
        if (!name.equals(SHIPPED) && !Files.isDirectory(Path.of(name))) {
            throw new Unavailable("There is no directory " + name + ". Give --policy the directory that holds us/.");
        }
        var files = name.equals(SHIPPED) ? PolicyFiles.shipped() : PolicyFiles.in(Path.of(name));
        var lead = leadTimes.size() == 2
                ? Optional.of(leadTimes.get(number))
                : number == 1 ? leadTimes.stream().findFirst() : Optional.<Duration>empty();
        return switch (files.all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> {
                ProblemPrinter.print(err, "policy " + letter + " not loaded, nothing was studied", problems);
                yield Optional.empty();
            }
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                adopted.applied(contents, false)
                        .map(book -> new Side(
                                (name.equals(SHIPPED) ? "the tables that come with the program" : name)
                                        + lead.map(l -> ", lead time " + l).orElse(""),
                                book,
                                lead));
        };
    }

    private int file(Tally tally, Side before, Side after) throws IOException {
        var workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        var study = new Study(before, after, workers);
        var counted = FactsInput.read(
                Objects.requireNonNull(cases.facts),
                "studying",
                (lines, progress) -> study.run(lines, this::say, progress));
        tally.add(counted);
        if (unread > NAMED_MAX) {
            var err = Objects.requireNonNull(spec).commandLine().getErr();
            err.println("sallyport: " + (unread - NAMED_MAX) + " more lines could not be read; "
                    + "\"policy decide\" names the problems of each.");
            err.flush();
        }
        return ExitCode.OK;
    }

    private void say(Study.Unread line) {
        unread++;
        if (unread <= NAMED_MAX) {
            ProblemPrinter.print(
                    Objects.requireNonNull(spec).commandLine().getErr(),
                    cases.facts + " line " + line.number() + " not read, the case was not counted",
                    line.problems());
        }
    }

    private int journal(Tally tally, Side before, Side after) {
        try (var here = OpenDatabase.reach(data);
                var database = here.open()) {
            var store = here.store(database);
            var last = new LinkedHashMap<String, Facts>();
            var from = 0L;
            while (true) {
                var position = from;
                var entries = store.transact(tx -> tx.read(position, ENTRIES));
                if (entries.isEmpty()) {
                    break;
                }
                for (var entry : entries) {
                    if (entry.event() instanceof EpisodeEvent.Determined found) {
                        last.put(found.caseId().toString(), found.facts());
                    }
                }
                from = entries.getLast().position();
            }
            last.values().forEach(facts -> tally.add(facts, before, after));
            return ExitCode.OK;
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Fills a file. */
    private interface Filler {
        void fill(OutputStream out) throws IOException;
    }

    /** Writes beside the target and renames at the end, so that a stopped run leaves no half file under its name. */
    private static void write(Path target, Filler filler) throws IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
                filler.fill(out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unavailable(
                    "The study cannot be written to " + target + ". Name a file in a folder that can be written.", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

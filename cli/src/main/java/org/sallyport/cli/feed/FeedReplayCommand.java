package org.sallyport.cli.feed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import org.sallyport.custody.Facility;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Notify;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Practice;
import org.sallyport.policy.SourceBasis;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code feed replay}: rosters of weeks or months, taken in as fast as it goes. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Take in rosters of weeks in virtual time, and say what they came to.",
        description = {
            "",
            "Reads rosters one after the other, compares each with those before it, and lets bookings, changes and",
            "releases go through Sallyport as a facility's own would: into a PostgreSQL of its own, with one request",
            "for every hundred persons and a receiver on this machine. Its tables are adopted for the replay. It can",
            "be cut off and run again: with --data it goes on where it ended, and always ends in the same state.",
            ""
        },
        footer = {
            "",
            "@|bold Example|@",
            "  sallyport feed replay --roster nyc_rosters.csv.gz --mapping nyc-doc",
            "",
            "Exit codes: 0 taken in, 1 the file or the mapping has problems."
        })
final class FeedReplayCommand implements Callable<Integer> {
    private static final Instant ADOPTED_AT = Instant.parse("2026-01-01T00:00:00Z");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--roster", required = true, paramLabel = "FILE", description = "CSV, plain or .gz.")
    private @Nullable Path roster;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "M",
            description = "A mapping file, or the name of one that ships with Sallyport: nyc-doc.")
    private String mapping = "";

    @Option(
            names = "--facility",
            paramLabel = "F",
            defaultValue = "us/ny/nyc/doc",
            description = "Whose rosters they are: ${DEFAULT-VALUE}.")
    private String facility = "";

    @Option(
            names = "--requests-per",
            paramLabel = "N",
            defaultValue = "1",
            description = "Requests filed per hundred persons: ${DEFAULT-VALUE}.")
    private int requestsPer100 = 1;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep the database here.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        var problems = new ArrayList<Problem>();
        var columns = MappingOption.read(mapping);
        var governed = FacilityOption.read(facility, PolicyFiles.shipped());
        problems.addAll(columns.all());
        problems.addAll(governed.all());
        if (!(columns instanceof Checked.Good<RosterMapping>(var read))
                || !(governed instanceof Checked.Good<FacilityOption.Governed>(var place))) {
            return ProblemPrinter.print(err, "nothing was read", problems);
        }
        return replay(settings(place.facility()), read, book(place));
    }

    private int replay(Facility place, RosterMapping columns, PolicyBook book) throws InterruptedException {
        var line = Objects.requireNonNull(spec).commandLine();
        var path = Objects.requireNonNull(roster);
        try (var in = Files.newInputStream(path);
                var replay = new RosterReplay(place, columns, book, requestsPer100, Optional.ofNullable(data))) {
            List<Problem> problems;
            try (var bar = bar()) {
                problems = replay.run(in, (rosters, rows) -> {
                    bar.stepTo(rows);
                    bar.setExtraMessage(rosters + " rosters");
                });
            }
            if (!problems.isEmpty()) {
                return ProblemPrinter.print(
                        line.getErr(), path.getFileName() + " not taken in further; what was before stands", problems);
            }
            print(replay.result(), line.getOut());
            return ExitCode.OK;
        } catch (IOException e) {
            throw new Unavailable("There is no roster file " + path + " that can be read.", e);
        }
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("rosters")
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setMaxRenderedLength(80)
                .build();
    }

    /** A daily roster: expected once a day. */
    private static Facility settings(Facility usual) {
        return new Facility(
                usual.id(),
                usual.jurisdiction(),
                usual.kind(),
                usual.zone(),
                Facility.Ordering.TIME,
                java.time.Duration.ofDays(1),
                usual.processing(),
                usual.sendMargin(),
                usual.absentRosters(),
                usual.lossShareMax());
    }

    private static PolicyBook book(FacilityOption.Governed place) {
        var adopted = place.tables().tables().stream()
                .filter(t -> t.head().basis() != SourceBasis.MEMORY)
                .map(DecisionTable::version)
                .map(v -> new Adoptions.Adoption(place.facility().jurisdiction(), v, "replay", ADOPTED_AT))
                .toList();
        var practices = new ArrayList<Practice>();
        for (var requester : Requester.values()) {
            for (var act : Act.values()) {
                practices.add(new Practice(place.facility().jurisdiction(), requester, act, Notify.YES));
            }
        }
        return switch (PolicyBook.of(
                place.tables().withAdoptions(new Adoptions.ByFacility(adopted)).withPractices(practices))) {
            case Checked.Good<PolicyBook>(var book) -> book;
            case Checked.Bad<PolicyBook>(var problems) ->
                throw new IllegalStateException("The shipped tables do not go together: "
                        + problems.getFirst().code());
        };
    }

    private void print(RosterReplay.Result result, PrintWriter out) {
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(result));
            out.flush();
            return;
        }
        var c = result.counts();
        out.printf(
                Locale.ROOT,
                "%s: %,d rosters, %,d rows%s%n",
                facility,
                result.rosters(),
                result.rows(),
                result.resumed() ? ", going on from an earlier run" : "");
        new Sheet("  ")
                .row("held at first", c.baseline(), "the first roster is a baseline")
                .row("bookings", c.bookings(), "")
                .row("changes", c.changes(), "")
                .row("releases", c.releases(), c.withdrawn() + " taken back, the person was listed again")
                .row("flickers", c.flickers(), "absences that ended before they became releases")
                .row("questions", c.questions(), "put to the desk at the first absence")
                .row("requests", result.requests(), requestsPer100 + " per hundred persons")
                .row("notices", result.notices(), "")
                .row("stays", result.stays(), "")
                .lines(100)
                .forEach(out::println);
        if (!result.unmapped().isEmpty()) {
            out.println("Codes the mapping does not translate");
            var codes = new Sheet("  ");
            result.unmapped().forEach((column, found) -> codes.row(column, found.size(), "codes"));
            codes.lines(100).forEach(out::println);
        }
        out.println("State " + result.digest());
        out.flush();
    }
}

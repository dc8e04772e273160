package org.sallyport.cli.feed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.FeedEvent;
import org.sallyport.formats.feed.FeedReader;
import org.sallyport.formats.feed.Reading;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feed check}: what a facility's feed can and cannot tell the tables that govern it. Saves nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Say what a feed gets wrong, and which questions of the law it can never answer.",
        description = {
            "",
            "Reads a feed (JSON Lines of custody events, or rosters as .csv with --mapping; plain or .gz) and saves",
            "nothing. Prints what is malformed, by kind and line; which questions of the tables that govern the",
            "facility this feed never answers; and what share of cases would therefore go to a person (ask),",
            "supposing complete requests and adopted tables.",
            ""
        },
        footer = {
            "",
            "@|bold Example|@",
            "  sallyport feed check export.jsonl.gz --facility us/md/montgomery/mcdc",
            "  sallyport feed check roster.csv.gz --facility us/ny/nyc/doc --mapping nyc-doc",
            "",
            "Exit codes: 0 every event can be read, 1 some cannot (all kinds are named)."
        })
final class FeedCheckCommand implements Callable<Integer> {
    /** Stays kept for the tables; a longer feed is read to its end, and its first stays stand for the rest. */
    private static final int STAYS_MOST = 20_000;

    private static final Instant RECEIVED = Instant.parse("2100-01-01T00:00:00Z");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The feed; .gz is unpacked.")
    private @Nullable Path file;

    @Option(names = "--facility", required = true, paramLabel = "F", description = "Such as us/md/montgomery/mcdc.")
    private String facility = "";

    @Option(
            names = "--mapping",
            paramLabel = "M",
            description = "For a roster (.csv, .csv.gz): its mapping file, or the name of a shipped one: nyc-doc.")
    private String mapping = "";

    private @Nullable RosterMapping roster;
    private @Nullable RosterCheck rosters;

    private final Map<String, Long> types = new TreeMap<>();
    private final Map<String, List<FeedEvent>> stays = new LinkedHashMap<>();
    private final Findings refused = new Findings();
    private final Findings remarks = new Findings();
    private long good;
    private long bad;
    private boolean partOfStays;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        return switch (FacilityOption.read(facility, PolicyFiles.shipped())) {
            case Checked.Bad<FacilityOption.Governed>(var problems) ->
                ProblemPrinter.print(command.getErr(), "nothing was read", problems);
            case Checked.Good<FacilityOption.Governed>(var governed) -> check(governed, command);
        };
    }

    private int check(FacilityOption.Governed governed, CommandLine command) {
        if (RosterLoad.isRoster(Objects.requireNonNull(file))) {
            switch (MappingOption.read(mapping)) {
                case Checked.Bad<RosterMapping>(var problems) -> {
                    return ProblemPrinter.print(
                            command.getErr(), "a roster needs a mapping; nothing was read", problems);
                }
                case Checked.Good<RosterMapping>(var read) -> roster = read;
            }
        }
        read(governed);
        return print(governed, command.getOut(), command.getErr());
    }

    private void read(FacilityOption.Governed governed) {
        var path = Objects.requireNonNull(file);
        try (var in = Files.newInputStream(path)) {
            var columns = roster;
            if (columns != null) {
                var check = new RosterCheck(governed.facility(), columns, refused, remarks);
                check.read(in, Files.getLastModifiedTime(path).toInstant(), this::count);
                rosters = check;
                return;
            }
            var readings = new FeedReader(List.of(governed.facility())).read(in, RECEIVED);
            while (readings.hasNext()) {
                switch (readings.next()) {
                    case Reading.Taken taken -> take(taken);
                    case Reading.Refused r -> {
                        bad++;
                        r.problems().forEach(p -> refused.add(r.place(), p));
                    }
                }
            }
        } catch (IOException e) {
            throw new Unavailable("There is no feed " + path + " that can be read.", e);
        }
    }

    private void take(Reading.Taken taken) {
        good++;
        var event = taken.event();
        types.merge(word(event.fact()), 1L, Long::sum);
        taken.remarks().forEach(p -> remarks.add(taken.place(), p));
        keep(event);
    }

    private void count(FeedEvent event) {
        good++;
        types.merge(word(event.fact()), 1L, Long::sum);
        keep(event);
    }

    private void keep(FeedEvent event) {
        if (event.subject().isEmpty()) {
            return;
        }
        if (stays.size() < STAYS_MOST || stays.containsKey(event.subject())) {
            stays.computeIfAbsent(event.subject(), _ -> new ArrayList<>()).add(event);
        } else {
            partOfStays = true;
        }
    }

    private static String word(CustodyFact fact) {
        return fact.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    private int print(FacilityOption.Governed governed, PrintWriter out, PrintWriter err) {
        var compared = rosters;
        if (compared != null) {
            print(compared, out);
        }
        out.printf(
                Locale.ROOT,
                "%s: %,d events of %,d bookings can be read, %,d cannot%n",
                facility,
                good,
                stays.size(),
                bad);
        var said = new Sheet("  ");
        types.forEach((type, count) -> said.row(type, count));
        said.lines(100).forEach(out::println);
        if (!remarks.none()) {
            out.println();
            out.println("Read, and worth knowing:");
            remarks.problems().forEach(p -> out.println("  " + p.sentence()));
        }
        if (!stays.isEmpty()) {
            law(governed, out);
        }
        out.flush();
        return refused.none()
                ? ExitCode.OK
                : ProblemPrinter.print(err, "some events cannot be read; nothing was saved", refused.problems());
    }

    private static void print(RosterCheck rosters, PrintWriter out) {
        out.printf(Locale.ROOT, "%,d rosters, %,d rows%n", rosters.rosters(), rosters.rows());
        var c = rosters.counts();
        new Sheet("  ")
                .row("held at first", c.baseline())
                .row("bookings", c.bookings())
                .row("changes", c.changes())
                .row("absences", c.questions())
                .row("releases", c.releases())
                .row("flickers", c.flickers())
                .lines(100)
                .forEach(out::println);
        rosters.unmapped()
                .forEach((column, codes) -> out.println("  " + column + ": codes the mapping does not translate: "
                        + String.join(", ", codes.keySet())));
        out.println();
    }

    private void law(FacilityOption.Governed governed, PrintWriter out) {
        var share = new AskShare(governed.facility(), book(governed.tables()));
        stays.values().forEach(share::stay);
        out.println();
        out.println("Questions of the tables that govern " + governed.facility().jurisdiction()
                + ", and how often this feed answers them"
                + (partOfStays ? " (first " + STAYS_MOST + " bookings)" : ""));
        var questions = new Sheet("  ");
        share.questions()
                .forEach((question, asked) -> questions.row(
                        asked.never() ? "never" : percent(asked.times() - asked.open(), asked.times()),
                        question,
                        asked.never() ? "needs " + String.join(", ", asked.needs()) : ""));
        questions.lines(100).forEach(out::println);
        out.println();
        out.println("Cases that would go to a person, supposing a complete request and every table adopted");
        var cases = new Sheet("  ");
        share.cases()
                .forEach((kind, sum) -> cases.row(
                        kind,
                        percent(sum.ask(), sum.all()),
                        sum.ask() == 0
                                ? ""
                                : percent(sum.askedForFeed(), sum.all())
                                        + " because this feed leaves a question open"));
        cases.lines(100).forEach(out::println);
    }

    private static PolicyBook book(PolicyBook.Contents tables) {
        return switch (PolicyBook.of(tables)) {
            case Checked.Good<PolicyBook>(var book) -> book;
            case Checked.Bad<PolicyBook>(var problems) ->
                throw new IllegalStateException("The shipped tables do not go together: "
                        + problems.getFirst().code());
        };
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }
}

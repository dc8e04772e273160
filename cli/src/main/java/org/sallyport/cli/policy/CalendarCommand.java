package org.sallyport.cli.policy;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.DayConverter;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy calendar}: law that begins, ends or is contested. */
@Command(
        name = "calendar",
        mixinStandardHelpOptions = true,
        description = {
            "List law that begins or ends within some days, court orders to review, and law that is contested.",
            ""
        })
final class CalendarCommand implements Callable<Integer> {
    private record Entry(LocalDate day, String said) {}

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Tables tables = new Tables();

    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE",
            description = "Only this place and what lies below it, such as us/md.")
    private @Nullable String place;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "180",
            description = "How far to look ahead (default: 180 days).")
    private int days = 180;

    @Option(
            names = "--on",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "The day to look from (default: today).")
    private @Nullable LocalDate on;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var from = on == null ? LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC) : on;
        switch (tables.files().all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> {
                return ProblemPrinter.print(command.getErr(), "tables not loaded", problems);
            }
            case Checked.Good<PolicyBook.Contents>(var contents) -> {
                var out = command.getOut();
                var to = from.plusDays(days);
                print(out, entries(contents, from, to), contested(contents, from, to), to);
                out.flush();
                return ExitCode.OK;
            }
        }
    }

    private void print(PrintWriter out, List<Entry> entries, List<String> contested, LocalDate to) {
        entries.stream()
                .sorted(Comparator.comparing(Entry::day).thenComparing(Entry::said))
                .forEach(e -> out.println(e.day() + "  " + e.said()));
        if (entries.isEmpty()) {
            out.println("Nothing known begins, ends or is to be reviewed" + (place == null ? "" : " in " + place)
                    + " up to " + to + ".");
        }
        if (!contested.isEmpty()) {
            out.println();
            contested.forEach(out::println);
        }
    }

    private List<String> contested(PolicyBook.Contents contents, LocalDate from, LocalDate to) {
        return contents.tables().stream()
                .filter(table -> wanted(table.head().layer()) && inForce(table.head(), from, to))
                .flatMap(table -> table.head().contested().stream().map(by -> "contested   " + table.id() + ": " + by))
                .toList();
    }

    private List<Entry> entries(PolicyBook.Contents contents, LocalDate from, LocalDate to) {
        var found = new ArrayList<Entry>();
        for (var table : contents.tables()) {
            var head = table.head();
            if (wanted(head.layer())) {
                add(found, head.from(), from, to, table.id() + " begins");
                head.to().ifPresent(end -> add(found, end, from, to, table.id() + " is no longer in force"));
            }
        }
        for (var order : contents.orders()) {
            if (wanted(order.layer())) {
                add(found, order.from(), from, to, order.id() + " begins: " + order.citation());
                add(found, order.to(), from, to, order.id() + " ends or is reviewed: " + order.citation());
            }
        }
        return found;
    }

    /** Whether the table is in force on some day of the window, both ends inside. */
    private static boolean inForce(DecisionTable.Head head, LocalDate from, LocalDate to) {
        return !head.from().isAfter(to)
                && head.to().map(end -> end.isAfter(from)).orElse(true);
    }

    private static void add(List<Entry> found, LocalDate day, LocalDate from, LocalDate to, String said) {
        if (!day.isBefore(from) && !day.isAfter(to)) {
            found.add(new Entry(day, said));
        }
    }

    private boolean wanted(String layer) {
        return place == null || layer.equals(place) || layer.startsWith(place + "/");
    }
}

package org.sallyport.cli.policy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.DayConverter;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.CourtOrder;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tables a command is about: a place, with all that governs it, or one table; an act; a day. */
final class ChosenTables {
    private static final Comparator<DecisionTable> SUPERIOR_FIRST = Comparator.comparingLong((DecisionTable table) ->
                    table.head().layer().chars().filter(c -> c == '/').count())
            .thenComparing(DecisionTable::id);

    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE|TABLE",
            description = "us/md/montgomery, or one table: us/md/notice.2026-06-01.")
    private @Nullable String about;

    @Option(names = "--act", paramLabel = "ACT", description = "Only tables about this act, such as notice.")
    private @Nullable String act;

    @Option(
            names = "--on",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "Only tables in force on this day, such as 2026-09-02.")
    private @Nullable LocalDate on;

    /** What was named, if anything was. */
    Optional<String> about() {
        return Optional.ofNullable(about);
    }

    /** The tables chosen, superior first, or every problem of the files that hold them. */
    Checked<List<DecisionTable>> of(PolicyFiles files) {
        var one = about != null && files.paths().contains(about + ".md");
        var place = about == null ? null : one ? about.substring(0, about.lastIndexOf('/')) : about;
        return switch (place == null ? files.all() : files.governing(place)) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                new Checked.Good<>(contents.tables().stream()
                        .filter(table -> !one || table.id().equals(about))
                        .filter(this::wanted)
                        .sorted(SUPERIOR_FIRST)
                        .toList());
        };
    }

    /** The court orders of the place chosen and of the layers above it; none where one table or act was named. */
    List<CourtOrder> orders(PolicyFiles files) {
        if (act != null || about != null && files.paths().contains(about + ".md")) {
            return List.of();
        }
        return switch (about == null ? files.all() : files.governing(about)) {
            case Checked.Bad<PolicyBook.Contents> _ -> List.of();
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                contents.orders().stream()
                        .filter(order -> on == null || order.applies(on))
                        .toList();
        };
    }

    private boolean wanted(DecisionTable table) {
        return (on == null || table.head().inForce(on))
                && (act == null
                        || table.head().acts().stream().anyMatch(a -> a.word().startsWith(act)));
    }

    /** What to say where nothing was chosen. */
    String nothing() {
        return "sallyport: no table speaks about " + about().orElse("this") + ": every question goes to a person.";
    }
}

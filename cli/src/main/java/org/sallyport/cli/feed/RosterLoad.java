package org.sallyport.cli.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import org.sallyport.problem.Problem;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Sends a roster file to the server and says what it came to. */
final class RosterLoad {
    private final ServerOption server;
    private final String facility;
    private final CommandLine command;

    RosterLoad(ServerOption server, String facility, CommandLine command) {
        this.server = server;
        this.facility = facility;
        this.command = command;
    }

    /** Whether a file is a roster, by its name. */
    static boolean isRoster(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".+\\.csv(\\.gz)?");
    }

    int load(Path file, @Nullable OffsetDateTime takenAt) {
        Answer answer;
        try {
            var at = Optional.ofNullable(takenAt)
                    .orElse(Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
            var address = "api/v1/feeds/" + facility + "/rosters?takenAt=" + at.toInstant();
            answer = server.postFile(address, file, "text/csv");
        } catch (IOException e) {
            throw new Unavailable("There is no roster " + file + " that can be read.", e);
        }
        var problems = new ArrayList<Problem>();
        for (var roster : answer.json().path("rosters")) {
            print(roster);
            roster.path("problems").forEach(p -> problems.add(FeedLoadCommand.problem(p)));
        }
        if (problems.isEmpty() && !answer.good()) {
            problems.addAll(answer.problems());
        }
        command.getOut().flush();
        return problems.isEmpty()
                ? ExitCode.OK
                : ProblemPrinter.print(command.getErr(), "not every roster was taken; the rest stands", problems);
    }

    private void print(JsonNode roster) {
        var out = command.getOut();
        out.println("Roster of " + Answer.text(roster, "takenAt") + ": " + Answer.text(roster, "status"));
        var sheet = new Sheet("  ");
        roster.path("counts").properties().forEach(c -> {
            if (c.getValue().asInt() > 0) {
                sheet.row(c.getKey(), c.getValue().asInt());
            }
        });
        sheet.lines(100).forEach(out::println);
        for (var remark : roster.path("remarks")) {
            out.println("  " + Answer.text(remark, "text"));
        }
        roster.path("unmapped")
                .properties()
                .forEach(
                        c -> out.println("  " + c.getKey() + ": " + c.getValue().size()
                                + " codes the mapping does not translate: "
                                + String.join(", ", c.getValue().propertyNames())));
    }
}

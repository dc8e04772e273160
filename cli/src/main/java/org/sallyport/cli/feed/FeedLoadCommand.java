package org.sallyport.cli.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.text.Sheet;
import org.sallyport.formats.input.Pieces;
import org.sallyport.formats.input.Unzipped;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feed load}: sends a file of feed events to a running server, in order. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        header = "Send a file of feed events, or a roster, to a running server.",
        description = {
            "",
            "Sends the file in batches, in order. Events the server knows already change nothing, so a load that was",
            "cut off is simply run again. What cannot be read waits in the server's quarantine and is named here. A",
            "roster (.csv, .csv.gz) is compared there with those before it; one known already changes nothing.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport feed load events.jsonl.gz --facility us/md/montgomery/mcdc",
            "  sallyport feed load roster.csv --facility us/md/montgomery/mcdc --taken-at 2026-09-02T06:00:00-04:00",
            "",
            "Exit codes: 0 everything is known there now, 1 something is not, 69 no server answers."
        })
final class FeedLoadCommand implements Callable<Integer> {
    private static final int BATCH_EVENTS = 500;
    private static final int BATCH_BYTES = 8 << 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(paramLabel = "FILE", description = "Events: JSON Lines or a JSON array. A roster: .csv. Plain or .gz.")
    private @Nullable Path file;

    @Option(names = "--facility", required = true, paramLabel = "F", description = "Such as us/md/montgomery/mcdc.")
    private String facility = "";

    @Option(
            names = "--taken-at",
            paramLabel = "TIME",
            description = "When a roster was taken, such as 2026-09-02T06:00:00-04:00; not needed where its mapping"
                    + " names a snapshot column. Otherwise: when the file was last changed.")
    private @Nullable OffsetDateTime takenAt;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Findings problems = new Findings();
    private long line;

    @Override
    public Integer call() {
        var path = Objects.requireNonNull(file);
        var command = Objects.requireNonNull(spec).commandLine();
        if (RosterLoad.isRoster(path)) {
            return new RosterLoad(server, facility, command).load(path, takenAt);
        }
        try (InputStream in = Files.newInputStream(path)) {
            send(new Pieces(Unzipped.open(in)));
        } catch (IOException e) {
            if (counts.isEmpty() && !Files.isReadable(path)) {
                throw new Unavailable("There is no feed " + path + " that can be read.", e);
            }
            problems.add(
                    line + 1,
                    new Problem(
                            "input.cut-off",
                            "end of the input",
                            "",
                            "A complete file.",
                            "Send it again whole; what was taken is not taken twice."));
        }
        var sheet = new Sheet("");
        counts.forEach(sheet::row);
        sheet.lines(100).forEach(command.getOut()::println);
        command.getOut().flush();
        return problems.none()
                ? ExitCode.OK
                : ProblemPrinter.print(
                        command.getErr(), "some events were not taken; the rest stands", problems.problems());
    }

    private void send(Pieces pieces) throws IOException {
        var batch = new ByteArrayOutputStream();
        int events = 0;
        long first = 1;
        for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
            var piece = next.get();
            line = piece.number();
            if (piece.tooLong()) {
                problems.add(
                        line,
                        new Problem(
                                "input.too-long",
                                "event",
                                "",
                                "An event of at most " + Pieces.LONGEST + " bytes.",
                                "Separate events by line ends."));
                continue;
            }
            if (events == 0) {
                first = line;
            }
            batch.writeBytes(oneLine(piece.bytes()));
            batch.write('\n');
            if (++events == BATCH_EVENTS || batch.size() > BATCH_BYTES) {
                post(batch.toByteArray(), first);
                batch.reset();
                events = 0;
            }
        }
        if (events > 0) {
            post(batch.toByteArray(), first);
        }
    }

    /** White space between tokens is the only place where JSON can hold a line end. */
    private static byte[] oneLine(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
        return json;
    }

    private void post(byte[] lines, long first) {
        var answer = server.postLines("api/v1/feeds/" + facility + "/events", lines);
        answer.json()
                .path("counts")
                .properties()
                .forEach(c -> counts.merge(c.getKey(), c.getValue().asLong(), Long::sum));
        var replies = answer.json().path("replies");
        for (int i = 0; i < replies.size(); i++) {
            for (var p : replies.get(i).path("problems")) {
                problems.add(first + i, problem(p));
            }
        }
        if (!answer.good() && replies.isEmpty()) {
            answer.problems().forEach(p -> problems.add(first, p));
        }
    }

    static Problem problem(tools.jackson.databind.JsonNode p) {
        return new Problem(
                Answer.text(p, "code"),
                Answer.text(p, "field"),
                Answer.text(p, "given"),
                Answer.text(p, "expected"),
                Answer.text(p, "remedy"));
    }
}

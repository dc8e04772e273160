package org.sallyport.cli.status;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.text.Sheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sallyport status}: how a running server and its facilities stand, for people and for monitors. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Say how a running server, its feeds and its alarms stand.",
        description = {
            "",
            "Asks the server (--server, SALLYPORT_URL). Without a key it says whether server and database answer and",
            "how many feeds are silent; with one (--key, SALLYPORT_KEY) how each facility of that key stands.",
            ""
        },
        footer = {
            "",
            "@|bold Example|@",
            "  sallyport status || page-the-on-call",
            "",
            "Exit codes: 0 all is well; 1 a feed is silent, sending is stopped, an alarm waits that no role was told",
            "of, a facility is not served because its record was altered, or the database does not answer; 69 no",
            "server answers."
        })
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--json", description = "Print what the server said as JSON.")
    private boolean json;

    /** Made by the command line. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        var health = server.get("actuator/health");
        boolean up = Answer.text(health.json(), "status").equals("UP");
        var database = Answer.text(health.json().at("/components/database"), "status");
        if (!up) {
            line.getOut().println("server    answers");
            line.getOut()
                    .println("database  "
                            + (database.isEmpty() ? "unknown" : database.equals("UP") ? "answers" : "does not answer"));
            line.getOut().flush();
            return ExitCode.PROBLEMS;
        }
        if (!server.hasKey()) {
            return withoutKey(health.json().at("/components/feed/details"));
        }
        var answer = server.get("api/v1/status");
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), "the server answers, but not to this key", answer.problems());
        }
        if (json) {
            line.getOut().println(answer.json());
        } else {
            print(answer.json());
            shadow(line.getOut());
        }
        line.getOut().flush();
        return answer.json().path("well").asBoolean() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private int withoutKey(JsonNode feeds) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        long silent = feeds.path("silent").asLong();
        long altered = feeds.path("altered").asLong();
        if (json) {
            out.println(feeds);
        } else {
            out.println("server    answers");
            out.println("database  answers");
            out.println("feeds     " + feeds.path("configured").asLong() + ", " + silent + " silent"
                    + (altered == 0 ? "" : ", " + altered + " NOT SERVED: the facility's record was altered"));
        }
        out.flush();
        return silent + altered == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private void print(JsonNode status) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var head = new Sheet("")
                .row("server", "answers, version " + Answer.text(status, "version"))
                .row("database", "answers, " + moment(status, "now"))
                .row("policy", "book " + Answer.text(status, "policyBook"));
        status.path("alteredAgencies")
                .forEach(agency ->
                        head.row("agency", agency.asString() + " ALTERED: nothing of it is taken in or sent"));
        head.lines(120).forEach(out::println);
        for (var place : status.path("facilities")) {
            out.println();
            out.println(Answer.text(place, "facility"));
            facility(place).lines(120).forEach(out::println);
        }
    }

    /** What would have been sent in shadow against what staff did; nothing where this key may not see cases. */
    private void shadow(PrintWriter out) {
        var answer = server.get("api/v1/status/shadow");
        for (var place : answer.good() ? answer.json() : List.<JsonNode>of()) {
            var findings = place.path("cases").properties().stream()
                    .map(f -> f.getValue().asLong() + " " + f.getKey())
                    .collect(Collectors.joining(", "));
            if (!findings.isEmpty()) {
                out.println();
                out.println("shadow against staff at " + Answer.text(place, "facility") + ": " + findings);
            }
        }
    }

    private static Sheet facility(JsonNode place) {
        var altered = Answer.text(place, "altered");
        if (!altered.isEmpty()) {
            return new Sheet("  ")
                    .row("record", "ALTERED, not served: " + altered + " Run sallyport audit check.")
                    .row("quarantine", place.path("quarantined").asLong() + " events");
        }
        var heard = moment(place, "lastHeard");
        var roster = Answer.text(place, "refusedRoster");
        var stopped = Answer.text(place, "stopped");
        var modes = place.path("modes").properties().stream()
                .map(m -> m.getKey() + " " + m.getValue().asString())
                .collect(Collectors.joining(", "));
        return new Sheet("  ")
                .row(
                        "feed",
                        (place.path("silent").asBoolean() ? "SILENT, " : "speaks, ")
                                + (heard.isEmpty()
                                        ? "never heard"
                                        : "last heard " + heard + ", next expected by "
                                                + moment(place, "expectedNext")))
                .row("roster", roster.isEmpty() ? "none waits" : "REFUSED, of " + roster + ", waits for a supervisor")
                .row("sending", stopped.isEmpty() ? "goes on" : "STOPPED: " + stopped)
                .row("modes", modes.isEmpty() ? "shadow for every requester" : modes + "; others shadow")
                .row("backlog", place.path("backlog").asLong() + " due and not yet taken up")
                .row("alarms", place.path("openAlarms").asLong() + " that no role was told of")
                .row("quarantine", place.path("quarantined").asLong() + " events");
    }

    /** A moment to the second; empty when there is none. */
    private static String moment(JsonNode node, String member) {
        return Answer.text(node, member).replaceFirst("\\.\\d+Z$", "Z");
    }
}

package org.sallyport.cli.upkeep;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code sallyport retention}: shows and destroys records whose time is over by the schedule. */
@Command(
        name = "retention",
        mixinStandardHelpOptions = true,
        header = "Show, and destroy, records whose time is over.",
        description = {
            "",
            "The schedule stands beside the tables, in retention.csv of each place: how long a kind of record is kept",
            "after it ended, by which citation. Of several rules the longest holds; where none speaks, all is kept. A",
            "rule from memory destroys nothing and is only reported. A legal hold keeps what it covers.",
            "",
            "check shows what a run would destroy now, and what is kept and why. run destroys exactly what a report",
            "showed, by its digest, under your account; each run is on record. Destroyed is what an expungement",
            "destroys: keys and everything derived. Entries, commitments and every proof stay.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport retention check --account r.diaz --facility us/md/montgomery/mcdc",
            "  sallyport retention run --dry-run --account r.diaz --facility us/md/montgomery/mcdc",
            "  sallyport retention run --account r.diaz --facility us/md/montgomery/mcdc --report 0123456789abcdef",
            "",
            "Exit codes: 0 done, 1 not possible and why, 69 no server answers."
        })
public final class RetentionCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public RetentionCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "What a run would destroy now, and why.")
    int check(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility) {
        var query = "api/v1/retention?facility=" + URLEncoder.encode(facility, StandardCharsets.UTF_8);
        return print(server.get(query), "not checked");
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Destroy what a report showed.")
    int run(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility,
            @Option(names = "--dry-run", description = "Destroy nothing: the same as check.") boolean dry,
            @Option(names = "--report", paramLabel = "DIGEST", description = "The report you read.") @Nullable
                    String report) {
        if (dry) {
            return check(server, facility);
        }
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("facility", facility)
                .put("report", report == null ? "" : report);
        var answer = server.post("api/v1/retention/run", Records.bytes(body), "");
        return print(answer, "nothing was destroyed");
    }

    private int print(Answer answer, String failed) {
        var line = Objects.requireNonNull(spec).commandLine();
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), failed, answer.problems());
        }
        var out = line.getOut();
        var json = answer.json();
        if (json.has("rules")) {
            rules(json.path("rules"));
        }
        var sheet = new Sheet("").row("record", "name", "ended", "kept until", "becomes", "by");
        json.path("records")
                .forEach(r -> sheet.row(
                        Answer.text(r, "record"),
                        Answer.text(r, "name"),
                        Answer.text(r, "ended"),
                        Answer.text(r, "keptUntil"),
                        word(Answer.text(r, "fate")),
                        Answer.text(r, "layer") + ", " + Answer.text(r, "citation") + " (" + Answer.text(r, "basis")
                                + ")"));
        if (!json.path("records").isEmpty()) {
            sheet.lines(160).forEach(out::println);
            out.println();
        }
        if (json.has("run")) {
            out.println(
                    "Destroyed: " + json.path("went").asInt() + ". Sallyport no longer holds what was destroyed. Run "
                            + Answer.text(json, "run") + " is on record.");
        } else {
            out.println("To be destroyed: " + json.path("goes").asInt() + ". Report " + Answer.text(json, "report")
                    + ": name it to retention run.");
        }
        out.flush();
        return ExitCode.OK;
    }

    /** The schedule itself, also while no record's time is over. */
    private void rules(JsonNode rules) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        if (rules.isEmpty()) {
            out.println("No rule speaks about this place: everything is kept.");
            return;
        }
        var sheet = new Sheet("").row("rule of", "record", "keep", "needs", "by");
        rules.forEach(r -> sheet.row(
                Answer.text(r, "layer"),
                Answer.text(r, "record"),
                Answer.text(r, "keep"),
                Answer.text(r, "needs"),
                Answer.text(r, "citation") + " (" + Answer.text(r, "basis") + ", read " + Answer.text(r, "read")
                        + ")"));
        sheet.lines(160).forEach(out::println);
        out.println();
    }

    private static String word(String fate) {
        return switch (fate) {
            case "goes" -> "destroyed";
            case "memory" -> "kept: the rule is from memory";
            case "order" -> "kept: the rule needs an order";
            case "held" -> "kept: a legal hold";
            case "open" -> "kept: a case is open";
            case "shared" -> "kept: a request is bound to a later stay";
            default -> fate;
        };
    }
}

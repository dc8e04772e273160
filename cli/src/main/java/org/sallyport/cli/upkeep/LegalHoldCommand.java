package org.sallyport.cli.upkeep;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code sallyport legal-hold}: places and lifts legal holds. */
@Command(
        name = "legal-hold",
        mixinStandardHelpOptions = true,
        header = "Place and lift legal holds: what they cover is not destroyed.",
        description = {
            "",
            "While a hold stands, neither an expungement nor the retention schedule destroys what it covers: one stay",
            "with its requests, or everything of a facility. Place and lift it under your own account (role supervisor",
            "or counsel). Reason and citation stay on record: they name no person.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport legal-hold place --account r.diaz --facility us/md/montgomery/mcdc \\",
            "      --stay 5f0c6a3e-0d1b-8c55-9f0e-2b7a5d3c1e90 \\",
            "      --reason \"a claim was filed\" --citation \"No. 24-1234\"",
            "  sallyport legal-hold lift --account r.diaz --facility us/md/montgomery/mcdc --citation \"settled\" ID",
            "  sallyport legal-hold list --account r.diaz --facility us/md/montgomery/mcdc",
            "",
            "Exit codes: 0 done, 1 not possible and why, 69 no server answers."
        })
public final class LegalHoldCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public LegalHoldCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(name = "place", mixinStandardHelpOptions = true, description = "Place a hold.")
    int place(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility,
            @Option(
                            names = "--stay",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "The name in the address of the stay's page; without it, everything there.")
                    String stay,
            @Option(names = "--reason", paramLabel = "WORDS", required = true) String reason,
            @Option(names = "--citation", paramLabel = "WORDS", required = true) String citation) {
        var body = body(facility).put("stay", stay).put("reason", reason).put("citation", citation);
        return print(server.post("api/v1/legal-holds/place", Records.bytes(body), ""), "no hold was placed");
    }

    @Command(name = "lift", mixinStandardHelpOptions = true, description = "Lift a hold.")
    int lift(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility,
            @Option(names = "--citation", paramLabel = "WORDS", required = true, description = "By what it is lifted.")
                    String citation,
            @Parameters(paramLabel = "ID") String id) {
        var body = body(facility).put("id", id).put("citation", citation);
        return print(server.post("api/v1/legal-holds/lift", Records.bytes(body), ""), "no hold was lifted");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Every hold of a facility.")
    int list(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility) {
        var query = "api/v1/legal-holds?facility=" + URLEncoder.encode(facility, StandardCharsets.UTF_8);
        return print(server.get(query), "not listed");
    }

    private static ObjectNode body(String facility) {
        return JsonNodeFactory.instance.objectNode().put("facility", facility);
    }

    private int print(Answer answer, String failed) {
        var line = Objects.requireNonNull(spec).commandLine();
        return new Records(
                        line,
                        List.of("id", "stands", "covers", "placed by", "lifted by", "citation"),
                        LegalHoldCommand::row)
                .print(answer, failed);
    }

    private static List<String> row(JsonNode h) {
        var stay = Answer.text(h, "stay");
        return List.of(
                Answer.text(h, "id"),
                h.path("stands").asBoolean() ? "yes" : "no",
                stay.isEmpty() ? "everything" : stay,
                Answer.text(h, "placedBy"),
                Answer.text(h, "liftedBy"),
                Answer.text(h, "citation"));
    }
}

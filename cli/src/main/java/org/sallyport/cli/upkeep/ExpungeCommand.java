package org.sallyport.cli.upkeep;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.Answer;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code sallyport expunge}: destroys, on an order and by two persons, what is kept of a stay. */
@Command(
        name = "expunge",
        mixinStandardHelpOptions = true,
        header = "Destroy, on an order and by two persons, what is kept of a stay.",
        description = {
            "",
            "Destroys keys, tokens and everything derived of one stay and of the requests bound to it. One person",
            "proposes it, another confirms it, each under their own account (--account; role supervisor or",
            "counsel): no key proposes or confirms.",
            "At the confirmation dispatch stops, and whoever was told is asked to delete; once they have been asked,",
            "at the latest a day later, the keys are destroyed, for good. Entries, commitments and every proof stay.",
            "",
            "Reason and citation stay on record: they name no person. Backups made before still hold the stay under",
            "the master key of their time: write the list (export) after each expungement and keep it elsewhere;",
            "restore --expunged carries it out again. See docs/operations.md.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport expunge propose --account r.diaz --facility us/md/montgomery/mcdc \\",
            "      --stay 5f0c6a3e-0d1b-3c55-9f0e-2b7a5d3c1e90 \\",
            "      --reason \"order of the court\" --citation \"Md. Crim. Proc. 10-105\"",
            "  sallyport expunge confirm --account c.okafor --facility us/md/montgomery/mcdc ID",
            "  sallyport expunge list --account r.diaz --facility us/md/montgomery/mcdc",
            "  sallyport expunge export /vault/sallyport-expunged.json       administrator's key",
            "",
            "Exit codes: 0 done, 1 not possible and why, 69 no server answers."
        })
public final class ExpungeCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public ExpungeCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(name = "propose", mixinStandardHelpOptions = true, description = "Propose; another person confirms.")
    int propose(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility,
            @Option(
                            names = "--stay",
                            paramLabel = "NAME",
                            required = true,
                            description = "The name in the address of the stay's page.")
                    String stay,
            @Option(names = "--reason", paramLabel = "WORDS", required = true, description = "Names no person.")
                    String reason,
            @Option(names = "--citation", paramLabel = "WORDS", required = true, description = "The order's.")
                    String citation) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("facility", facility)
                .put("stay", stay)
                .put("reason", reason)
                .put("citation", citation);
        return print(server.post("api/v1/expungements/propose", Records.bytes(body), ""), "nothing was proposed");
    }

    @Command(name = "confirm", mixinStandardHelpOptions = true, description = "Confirm what another person proposed.")
    int confirm(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility,
            @Parameters(paramLabel = "ID") String id) {
        return print(server.post("api/v1/expungements/confirm", named(facility, id), ""), "nothing was confirmed");
    }

    @Command(name = "drop", mixinStandardHelpOptions = true, description = "Take a proposal back, or refuse it.")
    int drop(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility,
            @Parameters(paramLabel = "ID") String id) {
        return print(server.post("api/v1/expungements/drop", named(facility, id), ""), "nothing was dropped");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Every expungement of a facility.")
    int list(
            @Mixin ServerOption server,
            @Option(names = "--facility", paramLabel = "PATH", required = true) String facility) {
        var query = "api/v1/expungements?facility=" + URLEncoder.encode(facility, StandardCharsets.UTF_8);
        return print(server.get(query), "not listed");
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write the list that restore carries out again; keep it outside backups.")
    int export(@Mixin ServerOption server, @Parameters(paramLabel = "FILE") Path file) throws IOException {
        var line = Objects.requireNonNull(spec).commandLine();
        var answer = server.get("api/v1/expunged");
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), "nothing was written", answer.problems());
        }
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, answer.json().toPrettyString() + "\n");
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        line.getOut().println(answer.json().path("expunged").size() + " expungements written to " + file);
        line.getOut().flush();
        return ExitCode.OK;
    }

    private static byte[] named(String facility, String id) {
        return Records.bytes(
                JsonNodeFactory.instance.objectNode().put("facility", facility).put("id", id));
    }

    private int print(Answer answer, String failed) {
        var line = Objects.requireNonNull(spec).commandLine();
        return new Records(
                        line,
                        List.of("id", "stage", "stay", "proposed by", "confirmed by", "citation"),
                        ExpungeCommand::row)
                .print(answer, failed);
    }

    private static List<String> row(JsonNode e) {
        return List.of(
                Answer.text(e, "id"),
                Answer.text(e, "stage"),
                Answer.text(e, "stay"),
                Answer.text(e, "proposedBy"),
                Answer.text(e, "confirmedBy"),
                Answer.text(e, "citation"));
    }
}

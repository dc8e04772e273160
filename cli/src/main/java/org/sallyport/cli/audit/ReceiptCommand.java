package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport audit receipt}: fetches the receipt of one thing on record from a running server. */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        description = {
            "Write the receipt of a request, determination, notice, sending or acknowledgement to a file.",
            "",
            "ID is a request's number (R-...), a notice's name (a UUID) or, for a determination, a case's. The receipt",
            "lays that one entry open, with the personal data in it: hand it only to who may read it. An agency gets",
            "receipts of its own requests, notices and acknowledgements, the facility of those and of determinations.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport audit receipt R-7F3A21C9-0B4D55E2",
            "  sallyport audit receipt 89e74e64-0b8c-3625-ba29-de0616794d5d --of acknowledgement --out ack.json"
        })
final class ReceiptCommand implements Callable<Integer> {
    /** What a receipt can be of. */
    enum Of {
        REQUEST,
        NOTICE,
        SENDING,
        ACKNOWLEDGEMENT,
        DETERMINATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(paramLabel = "ID", description = "A request's number, or a notice's or case's name.")
    private String id = "";

    @Option(
            names = "--of",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES} (default: request for R-..., else notice).")
    private @Nullable Of of;

    @Option(
            names = "--determination",
            paramLabel = "NAME",
            defaultValue = "",
            description = "A determination's own name; else the one the notice cites, or the case's present one.")
    private String determination = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there, not to standard output.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        var what = of != null ? of : id.startsWith("R-") ? Of.REQUEST : Of.NOTICE;
        var answer =
                server.get("api/v1/receipts/" + what + "/" + segment(id) + "?determination=" + segment(determination));
        if (!answer.good()) {
            return ProblemPrinter.print(line.getErr(), "no receipt of " + what + " " + id, answer.problems());
        }
        return switch (ReceiptFile.read(answer.json().toString().getBytes(UTF_8))) {
            case Checked.Bad<RecordReceipt>(var problems) ->
                ProblemPrinter.print(line.getErr(), "the server's answer is no receipt", problems);
            case Checked.Good<RecordReceipt>(var receipt) -> written(ReceiptFile.write(receipt));
        };
    }

    private int written(byte[] file) {
        var line = Objects.requireNonNull(spec).commandLine();
        if (out == null) {
            line.getOut().print(new String(file, UTF_8));
            line.getOut().flush();
            return ExitCode.OK;
        }
        try {
            Files.write(out, file);
        } catch (IOException e) {
            throw new Unavailable(out + " cannot be written.", e);
        }
        line.getOut()
                .println(
                        "Written to " + out + ". Verify it anywhere: sallyport audit verify " + out + " --log-key KEY");
        line.getOut().flush();
        return ExitCode.OK;
    }

    /** The name as a part of a path: names have no other characters. */
    private static String segment(String name) {
        return name.strip().replaceAll("[^0-9A-Za-z-]", "_");
    }
}

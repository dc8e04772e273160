package org.sallyport.formats.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.journal.Heading;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A receipt of record as one JSON file: written once by the facility, read by anyone. */
public final class ReceiptFile {
    /** The format's name and version, the first member of every file. */
    public static final String FORMAT = "sallyport-receipt-of-record/1";

    /** The longest file that is read: 4 MiB, far beyond what any entry needs. */
    public static final int BYTES_MOST = 4 << 20;

    private static final ObjectWriter JSON = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build()
            .writerWithDefaultPrettyPrinter();

    private ReceiptFile() {}

    /** The file. Equal receipts have equal bytes. */
    public static byte[] write(RecordReceipt receipt) {
        var file = JsonNodeFactory.instance.objectNode();
        file.put("format", FORMAT);
        file.put("log", receipt.proof().checkpoint().origin());
        file.put("position", receipt.entry().position());
        heading(file.putObject("heading"), receipt.entry().heading());
        file.put("payload", new String(receipt.entry().payload(), UTF_8));
        file.put("salt", Base64.getEncoder().encodeToString(receipt.entry().salt()));
        file.put("commitment", receipt.commitment().toString());
        file.put("proof", receipt.proof().toString());
        return (JSON.writeValueAsString(file) + "\n").getBytes(UTF_8);
    }

    private static void heading(ObjectNode to, Heading heading) {
        to.put("stream", heading.stream().toString());
        to.put("version", heading.version());
        to.put("type", heading.type());
        to.put("schema", heading.schema());
        to.put("recordedAt", heading.recordedAt().toString());
        to.put("facility", heading.facility());
        to.put("agency", heading.agency());
        to.put("cause", heading.cause());
        to.put("actor", heading.actor());
    }

    /** Reads a file, or says everything that is wrong with it. It may still prove nothing. */
    public static Checked<RecordReceipt> read(byte[] file) {
        if (file.length > BYTES_MOST) {
            return bad(new Problem(
                    "receipt.too-large",
                    "file",
                    "",
                    "At most " + BYTES_MOST + " bytes.",
                    "Give the file that the facility made; no receipt is that long."));
        }
        return switch (StrictJson.parse(file)) {
            case Checked.Bad<JsonNode>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<JsonNode>(var node) -> read(node);
        };
    }

    private static Checked<RecordReceipt> read(JsonNode file) {
        if (!file.path("format").asString("").equals(FORMAT)) {
            return bad(new Problem(
                    "receipt.format",
                    "format",
                    "",
                    "A receipt of record, which begins with \"format\": \"" + FORMAT + "\".",
                    "Give the file that sallyport audit receipt wrote; a newer format needs a newer version."));
        }
        var fields = new ReceiptFields(file);
        var entry = fields.entry();
        var commitment = fields.hash("commitment");
        var proof = fields.proof();
        fields.origin(proof);
        if (!fields.problems().isEmpty()) {
            return new Checked.Bad<>(fields.problems());
        }
        return new Checked.Good<>(
                new RecordReceipt(entry.orElseThrow(), commitment.orElseThrow(), proof.orElseThrow()));
    }

    private static Checked<RecordReceipt> bad(Problem problem) {
        return new Checked.Bad<>(List.of(problem));
    }

    /** What is on record, as a tree; empty when the payload is no JSON. */
    public static Optional<JsonNode> content(RecordReceipt receipt) {
        return switch (StrictJson.parse(receipt.entry().payload())) {
            case Checked.Good<JsonNode>(var node) -> Optional.of(node);
            case Checked.Bad<JsonNode> _ -> Optional.empty();
        };
    }
}

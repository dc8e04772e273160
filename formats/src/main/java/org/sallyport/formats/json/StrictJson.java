package org.sallyport.formats.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses JSON of outsiders: UTF-8 only, each member once, nothing after the value, bounded depth and length, no control
 * characters, no half of a surrogate pair, no number beyond an IEEE 754 double. Problems name a place, never the
 * content.
 */
public final class StrictJson {
    /** How deep objects and arrays may be nested. */
    public static final int DEEPEST = 32;

    private static final int NUMBER_LONGEST = 64;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(NUMBER_LONGEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private StrictJson() {}

    /** Parses one value. */
    public static Checked<JsonNode> parse(byte[] utf8) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            return bad("json.not-utf8", "", "Text in UTF-8.", "Save or send it as UTF-8.");
        }
        return parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** Parses one value. */
    public static Checked<JsonNode> parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            var unfit = unfit(node, "");
            return unfit.<Checked<JsonNode>>map(p -> new Checked.Bad<>(List.of(p)))
                    .orElseGet(() -> new Checked.Good<>(node));
        } catch (StreamConstraintsException e) {
            return bad(
                    "json.limit",
                    place(e),
                    "No more than " + DEEPEST + " levels and " + NUMBER_LONGEST + " characters in a number.",
                    "Send a smaller value.");
        } catch (UnexpectedEndOfInputException e) {
            return bad(
                    "json.cut-off",
                    place(e),
                    "A complete JSON value; this one ends too early.",
                    "Send it again whole.");
        } catch (JacksonException e) {
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
            return twice
                    ? bad("json.duplicate", place(e), "Each member once.", "Remove the second one.")
                    : bad(
                            "json.malformed",
                            place(e),
                            "JSON (RFC 8259), such as {\"id\":\"e-1\"}.",
                            "Correct the text.");
        }
    }

    private static Checked<JsonNode> bad(String code, String field, String expected, String remedy) {
        return new Checked.Bad<>(List.of(new Problem(code, field, "", expected, remedy)));
    }

    private static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static Optional<Problem> unfit(JsonNode node, String path) {
        return switch (node.getNodeType()) {
            case OBJECT ->
                node.properties().stream()
                        .flatMap(e -> fit(e.getKey())
                                ? unfit(e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey()).stream()
                                : text(path).stream())
                        .findFirst();
            case ARRAY -> {
                for (int i = 0; i < node.size(); i++) {
                    var found = unfit(node.get(i), path + "[" + i + "]");
                    if (found.isPresent()) {
                        yield found;
                    }
                }
                yield Optional.empty();
            }
            case STRING -> fit(node.stringValue()) ? Optional.empty() : text(path);
            case NUMBER -> Double.isFinite(node.decimalValue().doubleValue()) ? Optional.empty() : number(path);
            case BOOLEAN, NULL, BINARY, MISSING, POJO -> Optional.empty();
        };
    }

    private static Optional<Problem> text(String path) {
        return Optional.of(new Problem(
                "json.text",
                path,
                "",
                "Text without control characters (tab and line ends are allowed) and without half a surrogate pair.",
                "Remove them."));
    }

    private static Optional<Problem> number(String path) {
        return Optional.of(new Problem(
                "json.number", path, "", "A number that an IEEE 754 double can hold.", "Write large values as text."));
    }

    private static boolean fit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7F) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 >= text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}

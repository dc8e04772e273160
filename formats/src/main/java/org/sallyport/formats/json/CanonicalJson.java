package org.sallyport.formats.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/**
 * Writes JSON in the one form of RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no
 * spaces, numbers as ECMAScript writes them, so that equal values have equal bytes.
 *
 * <p>Numbers are IEEE 754 doubles, as the scheme has it: an integer beyond 2<sup>53</sup> loses digits, it belongs in a
 * string.
 */
public final class CanonicalJson {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /** The canonical form of a JSON value. */
    public static String of(JsonNode value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                var names = new ArrayList<>(value.propertyNames());
                names.sort(String::compareTo);
                var comma = "{";
                for (var name : names) {
                    quote(out.append(comma), name);
                    write(out.append(':'), value.get(name));
                    comma = ",";
                }
                out.append(names.isEmpty() ? "{}" : "}");
            }
            case ARRAY -> {
                out.append('[');
                for (var i = 0; i < value.size(); i++) {
                    write(i == 0 ? out : out.append(','), value.get(i));
                }
                out.append(']');
            }
            case STRING -> quote(out, value.stringValue());
            case NUMBER -> out.append(number(value.doubleValue()));
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException(
                        "Only JSON values have a canonical form, not " + value.getNodeType());
        }
    }

    /** Appends {@code text} as a JSON string: only what must be escaped is. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        var from = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                escape(out.append(text, from, i), c);
                from = i + 1;
            }
        }
        (from == 0 ? out.append(text) : out.append(text, from, text.length())).append('"');
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    /**
     * A number as ECMAScript's {@code Number.prototype.toString} writes it.
     *
     * @throws IllegalArgumentException for NaN and the infinities, which JSON does not have
     */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        if (value == 0) {
            return "0";
        }
        var shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        // Java writes at least two digits, ECMAScript one where one tells the double apart: 4.9E-324 is 5e-324.
        var oneDigit = shortest.round(new MathContext(1)).stripTrailingZeros();
        if (shortest.precision() == 2 && oneDigit.doubleValue() == Math.abs(value)) {
            shortest = oneDigit;
        }
        var digits = shortest.unscaledValue().toString();
        var count = digits.length();
        var point = count - shortest.scale();
        var sign = value < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            var exponent = point - 1;
            var fraction = count == 1 ? "" : "." + digits.substring(1);
            return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
        }
        if (point >= count) {
            return sign + digits + "0".repeat(point - count);
        }
        if (point > 0) {
            return sign + digits.substring(0, point) + "." + digits.substring(point);
        }
        return sign + "0." + "0".repeat(-point) + digits;
    }
}

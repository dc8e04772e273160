package org.sallyport.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes and text say the same. */
class JsonBytesTest {
    @Test
    void strings_are_escaped_as_canonical_json_escapes_them() {
        var random = new Random(11);
        var alphabet = "ab\"\\\u0000\b\t\n\u000b\f\r\u001f\u007f é€\u2028😀/"
                .codePoints()
                .toArray();
        var out = new JsonBytes(1);
        for (var n = 0; n < 20_000; n++) {
            var text = new StringBuilder();
            for (var length = random.nextInt(12); length > 0; length--) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            var expected = new StringBuilder();
            CanonicalJson.quote(expected, text.toString());
            out.clear();

            assertEquals(expected.toString(), out.text(text.toString()).toString());
        }
    }

    @Test
    void numbers_and_flags_are_written_as_json_has_them() {
        var out = new JsonBytes(1)
                .number(0)
                .raw(',')
                .number(9)
                .raw(',')
                .number(-7)
                .raw(',')
                .number(Integer.MIN_VALUE);
        out.raw(',').two(7).raw(',').flag(true).raw(',').flag(false);

        assertEquals("0,9,-7,-2147483648,07,true,false", out.toString());
        assertEquals(out.size(), out.bytes().length);
    }
}

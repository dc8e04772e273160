package org.sallyport.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON put together as UTF-8 bytes, for what is written a million times: strings are escaped as {@link CanonicalJson}
 * escapes them. The writer sees to commas and brackets. Not safe for several threads.
 */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ESCAPE_OF = new byte[0x80];

    static {
        for (var c = 0; c < 0x20; c++) {
            ESCAPE_OF[c] = 'u';
        }
        ESCAPE_OF['\b'] = 'b';
        ESCAPE_OF['\t'] = 't';
        ESCAPE_OF['\n'] = 'n';
        ESCAPE_OF['\f'] = 'f';
        ESCAPE_OF['\r'] = 'r';
        ESCAPE_OF['"'] = '"';
        ESCAPE_OF['\\'] = '\\';
    }

    private byte[] bytes;
    private int size;

    /** Room for so many bytes; it grows. */
    public JsonBytes(int room) {
        this.bytes = new byte[room];
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** Begins anew in the same room. */
    public void clear() {
        size = 0;
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** The last byte written. */
    public byte last() {
        return bytes[size - 1];
    }

    /** Appends bytes as they are: punctuation, names, parts written before. */
    public JsonBytes raw(byte[] utf8) {
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    /** Appends one ASCII character as it is. */
    public JsonBytes raw(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Appends a number of two digits. */
    public JsonBytes two(int number) {
        return raw((char) ('0' + number / 10)).raw((char) ('0' + number % 10));
    }

    /** Appends a whole number. */
    public JsonBytes number(int number) {
        return number >= 0 && number < 10
                ? raw((char) ('0' + number))
                : raw(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Appends {@code true} or {@code false}. */
    public JsonBytes flag(boolean flag) {
        return raw(flag ? TRUE : FALSE);
    }

    /** Appends a string in quotation marks, with what must be escaped escaped. */
    public JsonBytes text(String text) {
        var length = text.length();
        room(length + 2);
        bytes[size++] = '"';
        var at = size;
        for (var i = 0; i < length; i++) {
            var c = text.charAt(i);
            if (c >= 0x80 || ESCAPE_OF[c] != 0) {
                size = at;
                return rest(text, i);
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        size = at;
        return this;
    }

    /** The rest of a string that is not plain. */
    private JsonBytes rest(String text, int from) {
        var begin = from;
        for (var i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x80 && ESCAPE_OF[c] != 0) {
                raw(text.substring(begin, i).getBytes(StandardCharsets.UTF_8));
                raw('\\').raw((char) ESCAPE_OF[c]);
                if (ESCAPE_OF[c] == 'u') {
                    raw('0').raw('0').raw((char) HEX[c >> 4]).raw((char) HEX[c & 15]);
                }
                begin = i + 1;
            }
        }
        return raw(text.substring(begin).getBytes(StandardCharsets.UTF_8)).raw('"');
    }

    /** A copy of the bytes from a place on. */
    public byte[] from(int place) {
        return Arrays.copyOfRange(bytes, place, size);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return from(0);
    }

    /** The text. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}

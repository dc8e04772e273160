package org.sallyport.formats.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Cuts a stream into lines, or into the elements of a JSON array, holding no more than one piece at a time. Which of
 * the two it is, the first byte that is neither white space nor a byte order mark tells. Empty lines are passed over.
 */
public final class Pieces {
    /** The longest piece that is read, in bytes: 1 MiB. */
    public static final int LONGEST = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final int MARK = 3;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long number;
    private Kind kind = Kind.UNKNOWN;
    private boolean closed;
    private boolean ended;

    private enum Kind {
        UNKNOWN,
        LINES,
        ARRAY
    }

    /** Cuts {@code in}, which the caller closes. */
    public Pieces(InputStream in) {
        this.in = in;
    }

    /**
     * The next piece, or empty at the end.
     *
     * @throws IOException    if reading fails
     * @throws NotClosed      if a JSON array ends before its bracket, or something follows the bracket
     */
    public Optional<Piece> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        if (kind == Kind.UNKNOWN) {
            begin();
        }
        if (closed) {
            ended = true;
            requireNothingMore();
            return Optional.empty();
        }
        return kind == Kind.ARRAY ? element() : line();
    }

    /** A JSON array was not closed, or something follows it. */
    public static final class NotClosed extends IOException {
        private static final long serialVersionUID = 1L;

        NotClosed(String message) {
            super(message);
        }
    }

    private void begin() throws IOException {
        skipByteOrderMark();
        while (peek() == '\n' || peek() == '\r' || peek() == ' ' || peek() == '\t') {
            if (peek() == '\n') {
                number++;
            }
            position++;
        }
        kind = Kind.LINES;
        if (peek() == '[') {
            kind = Kind.ARRAY;
            number = 0;
            position++;
        }
    }

    private void skipByteOrderMark() throws IOException {
        if (peek() == 0xEF
                && limit - position >= MARK
                && (buffer[position + 1] & 0xff) == 0xBB
                && (buffer[position + 2] & 0xff) == 0xBF) {
            position += MARK;
        }
    }

    private Optional<Piece> line() throws IOException {
        var held = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        while (fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            tooLong |= held.size() + (end - position) > LONGEST;
            if (tooLong) {
                held.reset();
            } else {
                held.write(buffer, position, end - position);
            }
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                number++;
                if (tooLong || !blank(held)) {
                    return Optional.of(new Piece(number, held.toByteArray(), tooLong));
                }
                held.reset();
            }
        }
        ended = true;
        if (tooLong || !blank(held)) {
            return Optional.of(new Piece(number + 1, held.toByteArray(), tooLong));
        }
        return Optional.empty();
    }

    private static boolean blank(ByteArrayOutputStream held) {
        if (held.size() > 64) {
            return false;
        }
        for (byte b : held.toByteArray()) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private Optional<Piece> element() throws IOException {
        var held = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        boolean quoted = false;
        boolean escaped = false;
        int depth = 0;
        while (fill()) {
            byte b = buffer[position++];
            if (!quoted && depth == 0 && (b == ',' || b == ']')) {
                number++;
                if (b == ']') {
                    closed = true;
                    if (number == 1 && !tooLong && blank(stripped(held))) {
                        return next();
                    }
                }
                return Optional.of(new Piece(number, held.toByteArray(), tooLong));
            }
            if (quoted) {
                quoted = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            if (!tooLong) {
                held.write(b);
                tooLong = held.size() > LONGEST;
                if (tooLong) {
                    held.reset();
                }
            }
        }
        ended = true;
        throw new NotClosed("the array has no closing bracket");
    }

    private static ByteArrayOutputStream stripped(ByteArrayOutputStream held) {
        var rest = new ByteArrayOutputStream();
        for (byte b : held.toByteArray()) {
            if (b != '\n') {
                rest.write(b);
            }
        }
        return rest;
    }

    private void requireNothingMore() throws IOException {
        while (fill()) {
            byte b = buffer[position++];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                throw new NotClosed("something follows the array");
            }
        }
    }

    private int peek() throws IOException {
        return fill() ? buffer[position] & 0xff : -1;
    }

    /** Makes at least one byte available; at the very start three, for the byte order mark. */
    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = kind == Kind.UNKNOWN ? in.readNBytes(buffer, 0, MARK) : in.read(buffer);
        return limit > 0;
    }
}

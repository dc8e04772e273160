package org.sallyport.tidy;

/** Takes the words out of Java source: what is left has the same lines and columns, but only code. */
final class JavaText {
    private enum In {
        CODE,
        LINE_COMMENT,
        BLOCK_COMMENT,
        STRING,
        TEXT_BLOCK,
        CHARACTER
    }

    private JavaText() {}

    /** Blanks out comments and the contents of literals. Quotation marks and line ends stay. */
    static String withoutWords(String source) {
        var out = new StringBuilder(source.length());
        var in = In.CODE;
        for (int i = 0; i < source.length(); i++) {
            var c = source.charAt(i);
            var next = in == In.CODE ? opened(source, i) : in;
            if (in == In.CODE) {
                out.append(next == In.LINE_COMMENT || next == In.BLOCK_COMMENT ? ' ' : c);
                if (next == In.TEXT_BLOCK) {
                    out.append("\"\"");
                    i += 2;
                } else if (next == In.BLOCK_COMMENT) {
                    out.append(' ');
                    i++;
                }
                in = next;
                continue;
            }
            if (c == '\\' && in != In.LINE_COMMENT && in != In.BLOCK_COMMENT && i + 1 < source.length()) {
                out.append(' ').append(source.charAt(i + 1) == '\n' ? '\n' : ' ');
                i++;
                continue;
            }
            var length = closing(in, source, i);
            if (length > 0) {
                out.append(in == In.BLOCK_COMMENT ? "  " : source.substring(i, i + length));
                i += length - 1;
                in = In.CODE;
            } else {
                out.append(c == '\n' || c == '\r' ? c : ' ');
            }
        }
        return out.toString();
    }

    private static In opened(String source, int at) {
        if (source.startsWith("//", at)) {
            return In.LINE_COMMENT;
        }
        if (source.startsWith("/*", at)) {
            return In.BLOCK_COMMENT;
        }
        if (source.startsWith("\"\"\"", at)) {
            return In.TEXT_BLOCK;
        }
        return switch (source.charAt(at)) {
            case '"' -> In.STRING;
            case '\'' -> In.CHARACTER;
            default -> In.CODE;
        };
    }

    /** How many characters end this state here; none if it goes on. */
    private static int closing(In in, String source, int at) {
        var end = switch (in) {
            case CODE -> "";
            case LINE_COMMENT -> "\n";
            case BLOCK_COMMENT -> "*/";
            case STRING -> "\"";
            case TEXT_BLOCK -> "\"\"\"";
            case CHARACTER -> "'";
        };
        return source.startsWith(end, at) ? end.length() : 0;
    }
}

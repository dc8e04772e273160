package org.sallyport.audit;

import java.util.Base64;
import java.util.List;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * What a log says of itself at one size (C2SP tlog-checkpoint, read 2026-11-25); it counts once signed.
 *
 * @param origin     names the log, such as {@code jail.example/log}
 * @param head       its size and root
 * @param extensions further lines, which say nothing here; none in what we write
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {
    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    /** A checkpoint without further lines. */
    public Checkpoint(String origin, TreeHead head) {
        this(origin, head, List.of());
    }

    /** Reads the text of a note as a checkpoint, or says what is wrong with it. */
    public static Checked<Checkpoint> parse(String text) {
        if (!text.endsWith("\n")) {
            return bad("", "The last line is ended.");
        }
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
            return bad("", "At least three lines, none empty: origin, size, root.");
        }
        var size = lines.get(1);
        if (!size.matches("0|[1-9]\\d{0,17}")) {
            return bad("", "The second line is the size, a decimal number without leading zeroes.");
        }
        byte[] root;
        try {
            root = Base64.getDecoder().decode(lines.get(2));
        } catch (IllegalArgumentException e) {
            return bad("", "The third line is the root, base64 of 32 bytes.");
        }
        if (root.length != Hash.BYTES || !Hash.of(root).toString().equals(lines.get(2))) {
            return bad("", "The third line is the root, base64 of 32 bytes.");
        }
        var head = new TreeHead(Long.parseLong(size), Hash.of(root));
        if (head.size() == 0 && !head.equals(TreeHead.EMPTY)) {
            return bad("", "The root of a log without entries is the hash of nothing.");
        }
        return new Checked.Good<>(new Checkpoint(lines.get(0), head, lines.subList(3, lines.size())));
    }

    private static Checked<Checkpoint> bad(String given, String expected) {
        return new Checked.Bad<>(
                List.of(new Problem("checkpoint", "checkpoint", given, expected, "Fetch it again from the log.")));
    }

    /** The text that is signed. */
    public String text() {
        var text = new StringBuilder(origin)
                .append('\n')
                .append(head.size())
                .append('\n')
                .append(head.root())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}

package org.sallyport.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays text out in columns for a terminal: words left, numbers right, no line wider than the terminal. */
public final class Sheet {
    private static final int GAP = 2;
    private static final int LEAST = 16;
    private static final String NUMBER = "[0-9][0-9.,]*|-";

    private final List<List<String>> rows = new ArrayList<>();
    private final String margin;

    /** A sheet whose lines begin with this margin. */
    public Sheet(String margin) {
        this.margin = margin;
    }

    /** One line; a cell that is a number stands at the right of its column. */
    public Sheet row(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(
                    cell instanceof Long || cell instanceof Integer
                            ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
                            : String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** The lines; a last cell that does not fit goes on below itself, anything else too wide is cut. */
    public List<String> lines(int width) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
            if (row.size() == columns && row.getLast().matches(NUMBER)) {
                widths[columns - 1] =
                        Math.max(widths[columns - 1], row.getLast().length());
            }
        }
        var lines = new ArrayList<String>();
        rows.forEach(row -> lines.addAll(lines(row, widths, width)));
        return List.copyOf(lines);
    }

    private List<String> lines(List<String> row, int[] widths, int width) {
        var line = new StringBuilder(margin);
        for (int i = 0; i < row.size() - 1; i++) {
            line.append(padded(row.get(i), widths[i], i)).append(" ".repeat(GAP));
        }
        int hang = line.length();
        var last = row.getLast();
        if (row.size() == widths.length && last.matches(NUMBER)) {
            last = padded(last, widths[row.size() - 1], row.size() - 1);
        }
        var lines = new ArrayList<String>();
        for (var part : broken(last, Math.max(LEAST, width - hang))) {
            var text = (lines.isEmpty() ? line.toString() : " ".repeat(hang)) + part;
            text = text.stripTrailing();
            lines.add(text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…");
        }
        return lines;
    }

    private static String padded(String cell, int wide, int column) {
        var pad = " ".repeat(Math.max(0, wide - cell.length()));
        return cell.matches(NUMBER) && column > 0 ? pad + cell : cell + pad;
    }

    /** Breaks words at blanks so that each part fits. */
    private static List<String> broken(String words, int most) {
        var parts = new ArrayList<String>();
        var rest = words;
        while (rest.length() > most) {
            int cut = rest.lastIndexOf(' ', most);
            if (cut <= 0) {
                break;
            }
            parts.add(rest.substring(0, cut));
            rest = rest.substring(cut + 1);
        }
        parts.add(rest);
        return parts;
    }
}

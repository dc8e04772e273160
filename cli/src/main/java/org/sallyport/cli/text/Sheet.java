package org.sallyport.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays text out in columns for a terminal: words left, numbers right, no line wider than the terminal. */
public final class Sheet {
    private static final int GAP = 2;

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

    /** The lines; those wider than {@code width} are cut at it. */
    public List<String> lines(int width) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i < row.size() - 1 || row.size() == columns) {
                    widths[i] = Math.max(widths[i], row.get(i).length());
                }
            }
        }
        return rows.stream().map(row -> line(row, widths, width)).toList();
    }

    private String line(List<String> row, int[] widths, int width) {
        var line = new StringBuilder(margin);
        for (int i = 0; i < row.size(); i++) {
            var cell = row.get(i);
            var pad = " ".repeat(Math.max(0, widths[i] - cell.length()));
            line.append(i == 0 ? "" : " ".repeat(GAP));
            line.append(cell.matches("[0-9][0-9.,]*|-") && i > 0 ? pad + cell : cell + pad);
        }
        var text = line.toString().stripTrailing();
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}

package org.sallyport.policy;

import java.util.function.ToIntFunction;

/** A proved table as row masks: the matching row is the one bit left when every column has spoken. */
final class CompiledTable {
    private final DecisionTable table;
    private final int[] slots;
    private final int[] starts;
    private final long[] masks;
    private final int words;

    /**
     * Compiles a table.
     *
     * @param slots slot of each question among those its chain asks
     */
    CompiledTable(DecisionTable table, ToIntFunction<Question> slots) {
        this.table = table;
        var columns = table.columns();
        this.slots = columns.stream().mapToInt(slots).toArray();
        this.words = (table.rows().size() + 63) / 64;
        this.starts = new int[columns.size()];
        var length = 0;
        for (var c = 0; c < columns.size(); c++) {
            starts[c] = length;
            length += columns.get(c).answers().size() * words;
        }
        this.masks = new long[length];
        for (var r = 0; r < table.rows().size(); r++) {
            for (var c = 0; c < columns.size(); c++) {
                var cell = table.rows().get(r).cells().get(c);
                for (var a = 0; a < columns.get(c).answers().size(); a++) {
                    if ((cell >>> a & 1) != 0) {
                        masks[starts[c] + a * words + r / 64] |= 1L << (r % 64);
                    }
                }
            }
        }
    }

    DecisionTable table() {
        return table;
    }

    int rows() {
        return table.rows().size();
    }

    /** Index of the row that matches. */
    int row(EncodedCase answers) {
        for (var w = 0; w < words; w++) {
            var left = slots.length == 0 ? 1L : -1L;
            for (var c = 0; left != 0 && c < slots.length; c++) {
                left &= masks[starts[c] + answers.at(slots[c]) * words + w];
            }
            if (left != 0) {
                return w * 64 + Long.numberOfTrailingZeros(left);
            }
        }
        throw new IllegalStateException(table.id() + " has no row for a case, which its proof excludes");
    }
}

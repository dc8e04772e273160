package org.sallyport.policy;

import java.time.LocalDate;
import java.util.Map;

/** A proved table as row masks: the matching row is the one bit left when every column has spoken. */
final class CompiledTable {
    private final DecisionTable table;
    private final int[] slots;
    private final int[] starts;
    private final long[] masks;
    private final int words;
    private final Spoken[] spoken;

    /**
     * Compiles a table.
     *
     * @param slots   slot of each question
     * @param act     the act the table is asked about
     * @param adopted whether the facility adopted it
     */
    CompiledTable(DecisionTable table, Map<Question, Integer> slots, Act act, boolean adopted) {
        this.table = table;
        var columns = table.columns();
        this.slots = columns.stream().mapToInt(slots::get).toArray();
        this.words = (table.rows().size() + 63) / 64;
        this.starts = new int[columns.size()];
        var length = 0;
        for (var c = 0; c < columns.size(); c++) {
            starts[c] = length;
            length += columns.get(c).answers().size() * words;
        }
        this.masks = new long[length];
        this.spoken = new Spoken[table.rows().size()];
        for (var r = 0; r < spoken.length; r++) {
            var row = table.rows().get(r);
            spoken[r] = Spoken.of(table, row, act, adopted);
            for (var c = 0; c < columns.size(); c++) {
                for (var a = 0; a < columns.get(c).answers().size(); a++) {
                    if ((row.cells().get(c) >>> a & 1) != 0) {
                        masks[starts[c] + a * words + r / 64] |= 1L << (r % 64);
                    }
                }
            }
        }
    }

    DecisionTable table() {
        return table;
    }

    boolean inForce(LocalDate day) {
        return table.head().inForce(day);
    }

    Spoken spoken(int row) {
        return spoken[row];
    }

    /** Index of the row that matches. */
    int row(EncodedCase answers) {
        for (var w = 0; w < words; w++) {
            var left = -1L;
            for (var c = 0; left != 0 && c < slots.length; c++) {
                left &= masks[starts[c] + answers.at(slots[c]) * words + w];
            }
            if (slots.length == 0) {
                left = 1;
            }
            if (left != 0) {
                return w * 64 + Long.numberOfTrailingZeros(left);
            }
        }
        throw new IllegalStateException(table.id() + " has no row for a case, which its proof excludes");
    }
}

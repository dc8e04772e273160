package org.sallyport.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Proves that exactly one row matches every combination of answers, or finds what speaks against it.
 *
 * <p>Rows are boxes: each cell is a set of answers. No two boxes overlap, and their volumes add up to the volume of all
 * combinations, if and only if exactly one row matches each.
 */
final class TableProof {
    private static final int SHOWN = 5;

    /**
     * What was found.
     *
     * @param overlaps pairs of row indexes that match a common combination
     * @param gaps     combinations no row matches, one set of answers for each column; at most a handful are shown
     */
    record Finding(List<Overlap> overlaps, List<Gap> gaps) {
        boolean proved() {
            return overlaps.isEmpty() && gaps.isEmpty();
        }
    }

    /** Two rows that match a common combination: indexes into the rows, and the answers of that combination. */
    record Overlap(int first, int second, List<Long> common) {}

    /**
     * Combinations no row matches: a set of answers for each column, and the row that differs from it in the fewest
     * columns.
     */
    record Gap(List<Long> cells, int nearest) {}

    private final int[] domains;
    private final List<List<Long>> rows;

    private TableProof(int[] domains, List<List<Long>> rows) {
        this.domains = domains;
        this.rows = rows;
    }

    /**
     * Proves the rows over columns with {@code domains[i]} answers.
     *
     * @param domains number of answers of each column, at most 63
     * @param rows    cells of each row, one bit an answer, none of them empty
     */
    static Finding prove(int[] domains, List<List<Long>> rows) {
        return new TableProof(domains, rows).find();
    }

    private Finding find() {
        var overlaps = overlaps();
        var gaps = new ArrayList<Gap>();
        if (!overlaps.isEmpty() || !covered().equals(all())) {
            var every = new BitSet();
            every.set(0, rows.size());
            search(0, every, new ArrayList<>(), gaps);
        }
        return new Finding(overlaps, List.copyOf(gaps));
    }

    private List<Overlap> overlaps() {
        var found = new ArrayList<Overlap>();
        for (var i = 0; i < rows.size(); i++) {
            for (var j = i + 1; j < rows.size(); j++) {
                var common = common(rows.get(i), rows.get(j));
                if (!common.contains(0L)) {
                    found.add(new Overlap(i, j, common));
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<Long> common(List<Long> a, List<Long> b) {
        var common = new ArrayList<Long>(a.size());
        for (var i = 0; i < a.size(); i++) {
            common.add(a.get(i) & b.get(i));
        }
        return common;
    }

    private BigInteger covered() {
        var sum = BigInteger.ZERO;
        for (var row : rows) {
            var volume = BigInteger.ONE;
            for (var cell : row) {
                volume = volume.multiply(BigInteger.valueOf(Long.bitCount(cell)));
            }
            sum = sum.add(volume);
        }
        return sum;
    }

    private BigInteger all() {
        var volume = BigInteger.ONE;
        for (var domain : domains) {
            volume = volume.multiply(BigInteger.valueOf(domain));
        }
        return volume;
    }

    /** Splits each column into answers that the rows still in play do not tell apart, and follows each. */
    private void search(int column, BitSet inPlay, List<Long> path, List<Gap> gaps) {
        if (gaps.size() >= SHOWN || column == domains.length && !inPlay.isEmpty()) {
            return;
        }
        if (inPlay.isEmpty()) {
            var cells = new ArrayList<>(path);
            for (var i = column; i < domains.length; i++) {
                cells.add((1L << domains[i]) - 1);
            }
            gaps.add(new Gap(List.copyOf(cells), nearest(cells)));
            return;
        }
        var left = (1L << domains[column]) - 1;
        while (left != 0) {
            var answer = Long.lowestOneBit(left);
            var together = left;
            var next = new BitSet();
            for (var row = inPlay.nextSetBit(0); row >= 0; row = inPlay.nextSetBit(row + 1)) {
                var cell = rows.get(row).get(column);
                if ((cell & answer) != 0) {
                    next.set(row);
                    together &= cell;
                } else {
                    together &= ~cell;
                }
            }
            path.add(together);
            search(column + 1, next, path, gaps);
            path.removeLast();
            left &= ~together;
        }
    }

    private int nearest(List<Long> gap) {
        var best = 0;
        var fewest = Integer.MAX_VALUE;
        for (var row = 0; row < rows.size(); row++) {
            var apart = 0;
            for (var column = 0; column < domains.length; column++) {
                if ((rows.get(row).get(column) & gap.get(column)) == 0) {
                    apart++;
                }
            }
            if (apart < fewest) {
                fewest = apart;
                best = row;
            }
        }
        return best;
    }
}

package org.sallyport.policy;

import java.util.EnumMap;
import java.util.List;
import org.sallyport.policy.DecisionTable.Row;

/**
 * Rows of a proved table that no case reaches, because two of their cells contradict each other: {@code form is I-247A}
 * answered yes beside {@code form is I-247A or I-247D} answered no, or a conviction within five years beside no
 * conviction at all.
 */
public final class DeadRows {
    private static final int YES = 0;
    private static final int NO = 1;

    private DeadRows() {}

    /** The rows no case reaches, in the order of the file. */
    public static List<Row> of(DecisionTable table) {
        return table.rows().stream().filter(row -> dead(table, row)).toList();
    }

    private static boolean dead(DecisionTable table, Row row) {
        return noAttributeFits(table, row) || impossibleOffences(table, row);
    }

    private static boolean noAttributeFits(DecisionTable table, Row row) {
        var fitting = new EnumMap<Attribute, Long>(Attribute.class);
        for (var i = 0; i < table.columns().size(); i++) {
            var cell = row.cells().get(i);
            switch (table.columns().get(i)) {
                case Attribute attribute -> fitting.merge(attribute, cell, (a, b) -> a & b);
                case OneOf oneOf -> fitting.merge(oneOf.attribute(), fitting(oneOf, cell), (a, b) -> a & b);
                case Attached _, Stated _, Offence _, Composite _ -> {}
            }
        }
        return fitting.containsValue(0L);
    }

    /** The answers of the attribute, one bit each, that lead to an answer the cell has. */
    private static long fitting(OneOf oneOf, long cell) {
        var answers = oneOf.attribute().answers();
        var fitting = 0L;
        for (var a = 0; a < answers.size(); a++) {
            if ((cell >>> oneOf.of(answers.get(a)).ordinal() & 1) != 0) {
                fitting |= 1L << a;
            }
        }
        return fitting;
    }

    private static boolean impossibleOffences(DecisionTable table, Row row) {
        for (var i = 0; i < table.columns().size(); i++) {
            for (var j = 0; j < table.columns().size(); j++) {
                if (table.columns().get(i) instanceof Offence narrow
                        && table.columns().get(j) instanceof Offence wide
                        && i != j
                        && narrow.implies(wide)
                        && (only(row, i, YES) && lacks(row, j, YES) || only(row, j, NO) && lacks(row, i, NO))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean only(Row row, int column, int answer) {
        return row.cells().get(column) == 1L << answer;
    }

    private static boolean lacks(Row row, int column, int answer) {
        return (row.cells().get(column) >>> answer & 1) == 0;
    }
}

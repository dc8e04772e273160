package org.sallyport.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What changes from one table to another: for which answers the outcome, a time, or what goes with it differs. */
public final class TableDiff {
    /**
     * One change: where both rows match, the answer differs.
     *
     * @param where  the answers for which it holds, in words; "always" when for all
     * @param before the row of the first table
     * @param after  the row of the second table
     */
    public record Change(String where, DecisionTable.Row before, DecisionTable.Row after) {
        /** What a row gives, in a few words. */
        public static String gives(DecisionTable.Row row) {
            var said = new StringBuilder(row.answer().word().replace('-', ' '));
            row.notifyBy()
                    .ifPresent(lead ->
                            said.append(", notify by ").append(lead.toHours()).append(" hours"));
            row.notBefore()
                    .ifPresent(window -> said.append(", not before ")
                            .append(window.toHours())
                            .append(" hours"));
            if (!row.items().isEmpty()) {
                said.append(", ").append(String.join(" and ", row.items()));
            }
            if (!row.obligations().isEmpty()) {
                said.append(", with ").append(String.join(" and ", row.obligations()));
            }
            return said.toString();
        }
    }

    /** A question as both tables name it; what a name stands for may differ, and {@link #definitions} says so. */
    private record Asked(String text, List<String> answers) {}

    private TableDiff() {}

    /** What a defined name stands for in one table and not in the other, a sentence each. */
    public static List<String> definitions(DecisionTable before, DecisionTable after) {
        var said = new ArrayList<String>();
        for (var old : before.columns()) {
            for (var next : after.columns()) {
                if (old instanceof Composite was
                        && next instanceof Composite is
                        && was.text().equals(is.text())) {
                    is.parts().stream()
                            .filter(part -> !was.parts().contains(part))
                            .forEach(part -> said.add(is.text() + " now counts: " + part.text()));
                    was.parts().stream()
                            .filter(part -> !is.parts().contains(part))
                            .forEach(part -> said.add(is.text() + " no longer counts: " + part.text()));
                }
            }
        }
        return List.copyOf(said);
    }

    /** The changes, by the rows of the first table. A question only one of them asks is taken as independent. */
    public static List<Change> between(DecisionTable before, DecisionTable after) {
        var changes = new ArrayList<Change>();
        for (var old : before.rows()) {
            for (var next : after.rows()) {
                if (!Change.gives(old).equals(Change.gives(next))) {
                    var cells = new LinkedHashMap<Asked, Long>();
                    put(cells, before, old);
                    put(cells, after, next);
                    if (!cells.containsValue(0L)) {
                        changes.add(new Change(words(cells), old, next));
                    }
                }
            }
        }
        return List.copyOf(changes);
    }

    private static void put(LinkedHashMap<Asked, Long> cells, DecisionTable table, DecisionTable.Row row) {
        for (var i = 0; i < table.columns().size(); i++) {
            var question = table.columns().get(i);
            cells.merge(
                    new Asked(question.text(), question.answers()), row.cells().get(i), (a, b) -> a & b);
        }
    }

    private static String words(LinkedHashMap<Asked, Long> cells) {
        var said = new ArrayList<String>();
        cells.forEach((question, mask) -> {
            var answers = new ArrayList<String>();
            for (var i = 0; i < question.answers().size(); i++) {
                if ((mask >>> i & 1) != 0) {
                    answers.add(question.answers().get(i));
                }
            }
            if (answers.size() < question.answers().size()) {
                said.add(question.text() + ": " + String.join(" or ", answers));
            }
        });
        return said.isEmpty() ? "always" : String.join("; ", said);
    }
}

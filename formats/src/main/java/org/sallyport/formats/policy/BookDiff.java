package org.sallyport.formats.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.DecisionTable.Head;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

/**
 * Compares two books over cases: how many outcomes change, and how. Everything that can be adopted counts as adopted.
 */
public final class BookDiff {
    private final PolicyBook before;
    private final PolicyBook after;
    private final Map<String, Integer> moved = new TreeMap<>();
    private final List<String> changed = new ArrayList<>();
    private int cases;
    private int unread;

    /** Compares these two. */
    public BookDiff(PolicyBook before, PolicyBook after) {
        this.before = before.withAdoptions(new Adoptions.All());
        this.after = after.withAdoptions(new Adoptions.All());
    }

    /**
     * The contents with one table alone speaking, on every day, for its layer, acts and requesters: for asking what a
     * case would have been under it.
     */
    public static PolicyBook.Contents alone(PolicyBook.Contents contents, DecisionTable table) {
        var head = table.head();
        var always = new Head(
                head.acts(),
                head.layer(),
                head.requesters(),
                java.time.LocalDate.of(1, 1, 1),
                java.util.Optional.empty(),
                head.sources(),
                head.quotes(),
                head.read(),
                head.basis(),
                head.lowConfidence(),
                head.contested(),
                head.localRules(),
                head.serviceGates(),
                head.standingDuty(),
                head.open());
        var others = contents.tables().stream()
                .filter(t -> !t.head().layer().equals(head.layer())
                        || t.head().acts().stream().noneMatch(head.acts()::contains)
                        || t.head().requesters().stream().noneMatch(head.requesters()::contains));
        var tables = Stream.concat(
                        others,
                        Stream.of(new DecisionTable(
                                table.id(), table.title(), always, table.columns(), table.rows(), table.version())))
                .toList();
        return new PolicyBook.Contents(
                tables,
                contents.orders(),
                contents.adoptions(),
                contents.practices(),
                contents.zones(),
                contents.zoneData());
    }

    /** Adds a line of facts. */
    public void add(String line) {
        if (new FactsReader().read(line) instanceof Checked.Good<Facts>(var facts)) {
            add(facts);
        } else {
            unread++;
        }
    }

    /** Adds a case. */
    public void add(Facts facts) {
        cases++;
        var old = before.decide(facts).outcome().word();
        var next = after.decide(facts).outcome().word();
        if (!old.equals(next)) {
            moved.merge(old + " -> " + next, 1, Integer::sum);
            changed.add(facts.id() + ": " + old + " -> " + next);
        }
    }

    /** How many cases were compared. */
    public int cases() {
        return cases;
    }

    /** How many lines could not be read. */
    public int unread() {
        return unread;
    }

    /** How many cases moved from which outcome to which, sorted. */
    public Map<String, Integer> moved() {
        return moved;
    }

    /** The cases that moved, by id, in order. */
    public List<String> changed() {
        return changed;
    }
}

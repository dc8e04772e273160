package org.sallyport.cli.counsel;

import java.util.List;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.SourceBasis;
import org.sallyport.policy.StatuteList;

/**
 * A statute list as a page shows it, once for all tables that use it.
 *
 * @param name    its path, {@code us/md/crimes-of-violence}
 * @param anchor  the same as a target within the page
 * @param extent  how much of the source's list it holds, in words
 * @param version its content hash, which goes into the hash of each table that uses it
 * @param entries its offences
 */
public record ListSheet(String name, String anchor, String extent, String version, List<StatuteList.Entry> entries) {
    private static final String WHOLE = "the source's whole list.";

    /** The lists that some tables ask about, in the order they are first asked. */
    static List<ListSheet> of(List<DecisionTable> tables) {
        return tables.stream()
                .flatMap(table -> table.columns().stream())
                .flatMap(question -> question.lists().stream())
                .distinct()
                .map(list -> new ListSheet(list.name(), anchor(list), extent(list), list.version(), list.lines()))
                .toList();
    }

    /** Whether an offence on it may be missing, or nobody has read where one stands. */
    boolean leavesOpen() {
        return !extent.equals(entries.size() + " offences, " + WHOLE);
    }

    static String anchor(StatuteList list) {
        return "list-" + list.name().replaceAll("[^a-z0-9]+", "-");
    }

    private static String extent(StatuteList list) {
        var remembered = list.lines().stream()
                .filter(e -> e.basis() == SourceBasis.MEMORY)
                .count();
        return list.lines().size() + " offences, " + whole(list.extent())
                + (list.openSections().isEmpty()
                        ? ""
                        : " For a person to read: what is cited under " + String.join(", ", list.openSections()) + ".")
                + (remembered == 0
                        ? ""
                        : " From memory only, and therefore unknown until somebody reads the source: " + remembered
                                + ".");
    }

    private static String whole(StatuteList.Extent extent) {
        if (!extent.complete()) {
            return "not the source's whole list: an offence that is not here may be on it.";
        }
        return extent.whole().isEmpty()
                ? WHOLE
                : "the source's whole list for the code of " + extent.whole()
                        + ": an offence under another code may be the equivalent of one of them.";
    }
}

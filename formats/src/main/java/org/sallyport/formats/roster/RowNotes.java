package org.sallyport.formats.roster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sallyport.problem.Problem;

/** What is noted while the lines of one roster are read; bounded, so that a file of nonsense cannot fill the memory. */
final class RowNotes {
    private static final int CODES = 100;
    private static final int CODE_LONGEST = 30;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> remarks = new ArrayList<>();
    private final SortedMap<String, Map<String, Integer>> unmapped = new TreeMap<>();
    private int refusals;
    private int further;

    /** Notes what refuses the roster. */
    void refuse(long line, String column, String code, String expected, String remedy) {
        refusals++;
        add(problems, refusals, line, column, code, expected, remedy);
    }

    /** Notes what leaves one value unknown. */
    void remark(long line, String column, String code, String expected, String remedy) {
        further++;
        add(remarks, further, line, column, code, expected, remedy);
    }

    private static void add(
            List<Problem> to, int count, long line, String column, String code, String expected, String remedy) {
        if (count <= RosterReading.LISTED) {
            var where = column.isEmpty() ? "line " + line : "line " + line + ", column " + column;
            to.add(new Problem(code, where, "", expected, remedy));
        }
    }

    /** Counts a code the mapping does not translate. */
    void unmapped(String column, String code) {
        var codes = unmapped.computeIfAbsent(column, _ -> new HashMap<>());
        var shown = code.length() > CODE_LONGEST ? code.substring(0, CODE_LONGEST) : code;
        if (codes.size() < CODES || codes.containsKey(shown)) {
            codes.merge(shown, 1, Integer::sum);
        }
    }

    boolean refused() {
        return refusals > 0;
    }

    List<Problem> problems() {
        return ended(problems, refusals);
    }

    List<Problem> remarks() {
        return ended(remarks, further);
    }

    SortedMap<String, Map<String, Integer>> unmapped() {
        return Collections.unmodifiableSortedMap(unmapped);
    }

    private static List<Problem> ended(List<Problem> listed, int count) {
        if (count <= listed.size()) {
            return List.copyOf(listed);
        }
        var all = new ArrayList<>(listed);
        all.add(new Problem(
                "roster.more",
                "",
                String.valueOf(count - listed.size()),
                "Further lines have such problems.",
                "Correct those listed and look again."));
        return List.copyOf(all);
    }
}

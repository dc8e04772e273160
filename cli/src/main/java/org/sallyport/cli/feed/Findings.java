package org.sallyport.cli.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.problem.Problem;

/** Problems of a large input, counted by what is wrong: each kind once, with where it was first met and how often. */
final class Findings {
    private static final int PLACES_MOST = 5;

    private record Kind(String code, String field) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int byCode = code.compareTo(other.code);
            return byCode != 0 ? byCode : field.compareTo(other.field);
        }
    }

    private static final class Met {
        private final Problem first;
        private final List<Long> places = new ArrayList<>();
        private long times;

        Met(Problem first) {
            this.first = first;
        }
    }

    private final Map<Kind, Met> kinds = new TreeMap<>();

    /** Notes a problem at a line. */
    void add(long line, Problem problem) {
        var field = problem.field()
                .replaceAll("\\[\\d+]", "[]")
                .replaceAll("^after \\d+$", "end of the input")
                .replaceAll("^line 1, ", "");
        var met = kinds.computeIfAbsent(new Kind(problem.code(), field), _ -> new Met(problem));
        met.times++;
        if (met.places.size() < PLACES_MOST) {
            met.places.add(line);
        }
    }

    /** Whether there are none. */
    boolean none() {
        return kinds.isEmpty();
    }

    /** Every kind as one problem whose field says how often and where. */
    List<Problem> problems() {
        return kinds.entrySet().stream()
                .map(e -> new Problem(
                        e.getKey().code(),
                        e.getKey().field() + " (" + times(e.getValue()) + ")",
                        e.getValue().times == 1 ? e.getValue().first.given() : "",
                        e.getValue().first.expected(),
                        e.getValue().first.remedy()))
                .toList();
    }

    private static String times(Met met) {
        var where = met.places.stream().map(String::valueOf).collect(Collectors.joining(", "));
        var more = met.times > met.places.size() ? ", …" : "";
        return (met.times == 1 ? "" : String.format(Locale.ROOT, "%,d times, ", met.times))
                + (met.places.size() == 1 ? "line " : "lines ")
                + where
                + more;
    }
}

package org.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.problem.Problem;

/** Collects the problems of one file, each at its line. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /** Notes a problem at a line of the file, counted from 1; line 0 means the file as a whole. */
    void at(int line, String code, String given, String expected, String remedy) {
        found.add(new Problem(code, line == 0 ? file : file + ":" + line, given, expected, remedy));
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}

package org.sallyport.problem;

import java.util.List;

/**
 * What a reader gives back: the value, or every problem that kept it from being one.
 *
 * @param <T> what is read
 */
public sealed interface Checked<T> {
    /** The input was good. */
    record Good<T>(T value) implements Checked<T> {}

    /** The input was refused, with at least one problem; nothing of it was kept. */
    record Bad<T>(List<Problem> problems) implements Checked<T> {
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    /** The problems, none for a good input. */
    default List<Problem> all() {
        return switch (this) {
            case Good<T> _ -> List.of();
            case Bad<T>(var problems) -> problems;
        };
    }
}

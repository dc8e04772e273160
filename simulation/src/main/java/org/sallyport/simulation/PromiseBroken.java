package org.sallyport.simulation;

import java.util.List;

/** A promise does not hold: the exact counter-examples, each with its seed. */
public final class PromiseBroken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final List<String> counterExamples;

    PromiseBroken(List<String> counterExamples) {
        super(String.join("\n", counterExamples));
        this.counterExamples = List.copyOf(counterExamples);
    }

    /** Each with its seed and what it is about. */
    public List<String> counterExamples() {
        return counterExamples;
    }
}

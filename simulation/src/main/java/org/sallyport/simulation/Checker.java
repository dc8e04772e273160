package org.sallyport.simulation;

import java.util.List;
import java.util.function.Function;

/**
 * One promise of the product as a function over the evidence.
 *
 * @param promise its name, such as {@code S1}
 * @param says    what it promises, in one line
 * @param how     the counter-examples found; none when it holds
 */
public record Checker(String promise, String says, Function<Evidence, List<String>> how) {
    /** The counter-examples in this evidence. */
    public List<String> check(Evidence evidence) {
        return how.apply(evidence);
    }
}

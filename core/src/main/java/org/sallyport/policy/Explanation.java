package org.sallyport.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A determination with everything it was made from.
 *
 * @param determination the answer
 * @param day           the facility's calendar day the law was read on
 * @param said          what every layer said about every act, superior first, silent rows included
 * @param answers       the questions of the tables in force for {@code notice} and their answers in this case
 */
public record Explanation(
        Determination determination,
        LocalDate day,
        Map<Act, List<Spoken>> said,
        Map<DecisionTable, List<Answered>> answers) {
    /** One question and its answer in this case. */
    public record Answered(Question question, String answer) {}
}

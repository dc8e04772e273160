package org.sallyport.policy;

import java.util.List;
import java.util.Set;

/**
 * A question of the fixed vocabulary, with a finite set of answers: the heading of a table's column.
 *
 * <p>Two questions with the same {@link #text()} and the same {@link #lists()} are the same question.
 */
public sealed interface Question permits Attribute, Question.Holds {
    /** The question as a heading spells it, in its one canonical form. */
    String text();

    /** The answers, in a fixed order; at most 63. */
    List<String> answers();

    /** The answer for this case, as an index into {@link #answers()}. */
    int answer(Case found);

    /** The fields of the facts it reads, as paths of the format, such as {@code charges[].statute}. */
    Set<String> needs();

    /** The statute lists it reads. */
    Set<StatuteList> lists();

    /** A question answered yes, no or, where the facts can leave it open, unknown. */
    sealed interface Holds extends Question permits OneOf, Attached, Stated, Offence, Composite {
        List<String> YES_NO = List.of("yes", "no");
        List<String> YES_NO_UNKNOWN = List.of("yes", "no", "unknown");

        /** Whether it holds in this case. */
        Ternary holds(Case found);

        /** Whether facts can leave it open. */
        boolean canBeUnknown();

        @Override
        default List<String> answers() {
            return canBeUnknown() ? YES_NO_UNKNOWN : YES_NO;
        }

        @Override
        default int answer(Case found) {
            return holds(found).ordinal();
        }
    }
}

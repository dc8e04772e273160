package org.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of one chain of tables, each with a slot. Composite questions are taken apart, so that a ground two
 * tables name is worked out once a case.
 */
final class QuestionSlots {
    private static final int[] WHOLE = {};

    private final Map<Question, Integer> slots = new HashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<int[]> parts = new ArrayList<>();

    /** The slot of a question; a new one at its first mention. */
    int of(Question question) {
        var known = slots.get(question);
        if (known != null) {
            return known;
        }
        var apart = question instanceof Composite composite
                ? composite.parts().stream().mapToInt(this::of).toArray()
                : WHOLE;
        slots.put(question, questions.size());
        questions.add(question);
        parts.add(apart);
        return questions.size() - 1;
    }

    /** The questions as they stand, for cases to be encoded with. */
    Asked asked() {
        return new Asked(questions.toArray(Question[]::new), parts.toArray(int[][]::new));
    }

    /** Questions by slot, and the slots of the parts of those that are composite. */
    static final class Asked {
        private final Question[] questions;
        private final int[][] parts;

        private Asked(Question[] questions, int[][] parts) {
            this.questions = questions;
            this.parts = parts;
        }

        int size() {
            return questions.length;
        }

        int answer(int slot, EncodedCase answers) {
            if (!(questions[slot] instanceof Composite composite)) {
                return questions[slot].answer(answers.found());
            }
            var decisive = (composite.any() ? Ternary.YES : Ternary.NO).ordinal();
            var result = (composite.any() ? Ternary.NO : Ternary.YES).ordinal();
            for (var part : parts[slot]) {
                var answer = answers.at(part);
                if (answer == decisive) {
                    return decisive;
                }
                if (answer == Ternary.UNKNOWN.ordinal()) {
                    result = answer;
                }
            }
            return result;
        }
    }
}

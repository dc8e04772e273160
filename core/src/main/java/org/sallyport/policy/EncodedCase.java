package org.sallyport.policy;

import java.util.Arrays;

/** The answers of one case to the questions of one chain, each worked out once, when first asked. */
final class EncodedCase {
    private final Question[] questions;
    private final Case found;
    private final byte[] answers;

    EncodedCase(Question[] questions, Case found) {
        this.questions = questions;
        this.found = found;
        this.answers = new byte[questions.length];
        Arrays.fill(answers, (byte) -1);
    }

    Case found() {
        return found;
    }

    int at(int slot) {
        var answer = answers[slot];
        if (answer < 0) {
            answer = (byte) questions[slot].answer(found);
            answers[slot] = answer;
        }
        return answer;
    }
}

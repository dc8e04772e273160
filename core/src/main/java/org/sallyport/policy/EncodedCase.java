package org.sallyport.policy;

import java.util.Arrays;

/**
 * One case as small integers: its answers to the questions of the tables that govern it, each worked out once, when
 * first asked. {@link PolicyBook#encode} makes one; it belongs to the book that made it.
 */
public final class EncodedCase {
    private final Case found;
    private final Chain chain;
    private final Chain.Period period;
    private final int signs;
    private final QuestionSlots.Asked questions;
    private final byte[] answers;

    EncodedCase(Facts facts, Chain chain) {
        this.found = new Case(facts, chain.day(facts.asOf()));
        this.chain = chain;
        this.period = chain.period(found.day());
        this.signs = Stops.signs(found);
        this.questions = chain.questions();
        this.answers = new byte[questions.size()];
        Arrays.fill(answers, (byte) -1);
    }

    /** The facts it was made from. */
    public Facts facts() {
        return found.facts();
    }

    Case found() {
        return found;
    }

    Chain chain() {
        return chain;
    }

    /** The tables in force on the day of the case. */
    Chain.Period period() {
        return period;
    }

    /** What stops can come from, as {@link Stops#signs} packs it. */
    int signs() {
        return signs;
    }

    int at(int slot) {
        var answer = answers[slot];
        if (answer < 0) {
            answer = (byte) questions.answer(slot, this);
            answers[slot] = answer;
        }
        return answer;
    }
}

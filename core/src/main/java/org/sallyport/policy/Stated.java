package org.sallyport.policy;

import java.util.Set;
import org.sallyport.policy.Facts.Asked;
import org.sallyport.policy.Facts.Basis;

/** What the request itself states: a box marked, a thing asked for. Not stated is no. */
public sealed interface Stated extends Question.Holds {
    /** Whether a box is marked: {@code marked: pc-final-order}. */
    record Marked(Basis basis) implements Stated {
        @Override
        public String text() {
            return "marked: " + basis.word();
        }

        @Override
        public Ternary holds(Case found) {
            return Ternary.of(found.facts().request().basis().contains(basis));
        }

        @Override
        public Set<String> needs() {
            return Set.of("request.basis");
        }
    }

    /** Whether the request asks for something: {@code asks for: notice}. */
    record AsksFor(Asked asked) implements Stated {
        @Override
        public String text() {
            return "asks for: " + asked.word();
        }

        @Override
        public Ternary holds(Case found) {
            return Ternary.of(found.facts().request().asks().contains(asked));
        }

        @Override
        public Set<String> needs() {
            return Set.of("request.asks");
        }
    }

    @Override
    default boolean canBeUnknown() {
        return false;
    }

    @Override
    default Set<StatuteList> lists() {
        return Set.of();
    }
}

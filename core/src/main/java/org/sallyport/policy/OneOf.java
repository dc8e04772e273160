package org.sallyport.policy;

import java.util.List;
import java.util.Set;

/**
 * Whether an attribute has one of some values: {@code form is I-247A or I-247G}.
 *
 * @param attribute the attribute
 * @param values    its answers that count as yes, in the attribute's order; an unknown attribute leaves it unknown
 */
public record OneOf(Attribute attribute, List<String> values) implements Question.Holds {
    @Override
    public String text() {
        if (values.equals(List.of("yes"))) {
            return attribute.text();
        }
        return attribute.text() + " is " + String.join(" or ", values);
    }

    @Override
    public Ternary holds(Case found) {
        return of(attribute.answers().get(attribute.answer(found)));
    }

    /** What follows from an answer of the attribute. */
    Ternary of(String answer) {
        return values.contains(answer) ? Ternary.YES : answer.equals("unknown") ? Ternary.UNKNOWN : Ternary.NO;
    }

    @Override
    public boolean canBeUnknown() {
        return attribute.answers().contains("unknown") && !values.contains("unknown");
    }

    @Override
    public Set<String> needs() {
        return attribute.needs();
    }

    @Override
    public Set<StatuteList> lists() {
        return Set.of();
    }
}

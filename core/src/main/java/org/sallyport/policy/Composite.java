package org.sallyport.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Several questions folded into one, so that a table with thirty grounds stays a page.
 *
 * @param text  the heading: a name the table defines, or the questions themselves
 * @param any   true for three-valued or, false for three-valued and
 * @param parts the questions, at least one
 */
public record Composite(String text, boolean any, List<Question.Holds> parts) implements Question.Holds {
    public Composite {
        parts = List.copyOf(parts);
    }

    @Override
    public Ternary holds(Case found) {
        var result = any ? Ternary.NO : Ternary.YES;
        for (var part : parts) {
            result = any ? result.or(part.holds(found)) : result.and(part.holds(found));
            if (result == (any ? Ternary.YES : Ternary.NO)) {
                return result;
            }
        }
        return result;
    }

    @Override
    public boolean canBeUnknown() {
        return parts.stream().anyMatch(Question.Holds::canBeUnknown);
    }

    @Override
    public Set<String> needs() {
        var needs = new LinkedHashSet<String>();
        parts.forEach(part -> needs.addAll(part.needs()));
        return needs;
    }

    @Override
    public Set<StatuteList> lists() {
        var lists = new LinkedHashSet<StatuteList>();
        parts.forEach(part -> lists.addAll(part.lists()));
        return lists;
    }
}

package org.sallyport.formats.study;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.sallyport.policy.Facts;

/** Cases counted by group. Not safe for several threads at once: each counts for itself, the sums are added up. */
public final class Tally {
    private final Map<Group, Counts> groups = new HashMap<>();

    /** Counts one case. Two policies of one book ask its questions once. */
    public void add(Facts facts, Side before, Side after) {
        var first = before.book().encode(facts);
        var second = after.book() == before.book() ? first : after.book().encode(facts);
        groups.computeIfAbsent(Group.of(facts), _ -> new Counts())
                .add(facts, before.decide(first), after.decide(second));
    }

    /** Adds what another counted. */
    public void add(Tally other) {
        other.groups.forEach((group, counts) ->
                groups.computeIfAbsent(group, _ -> new Counts()).add(counts));
    }

    /** Every group, in order. */
    public Map<Group, Counts> groups() {
        return new TreeMap<>(groups);
    }

    /** Summed over groups with the same word, such as {@code Group::offence}, in order of the words. */
    public Map<String, Counts> by(Function<Group, String> word) {
        var sums = new TreeMap<String, Counts>();
        groups.forEach((group, counts) ->
                sums.computeIfAbsent(word.apply(group), _ -> new Counts()).add(counts));
        return sums;
    }

    /** Summed over everything. */
    public Counts all() {
        var sum = new Counts();
        groups.values().forEach(sum::add);
        return sum;
    }
}

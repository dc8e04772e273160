package org.sallyport.formats.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.sallyport.policy.Ternary;
import org.sallyport.policy.Worded;
import org.sallyport.problem.Problem;

/** The members of one JSON object, read with every problem noted under its path. A null member is absent. */
final class Fields {
    private static final OffsetDateTime NO_MOMENT = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final int GIVEN_MAX = 40;
    private static final int ALONE = -1;

    private final Parsed node;
    private final @Nullable Fields parent;
    private final String name;
    private final int place;
    private final List<Problem> problems;

    Fields(Parsed node) {
        this(node, null, "", ALONE, new ArrayList<>());
    }

    private Fields(Parsed node, @Nullable Fields parent, String name, int place, List<Problem> problems) {
        this.node = node;
        this.parent = parent;
        this.name = name;
        this.place = place;
        this.problems = problems;
    }

    List<Problem> problems() {
        return problems;
    }

    boolean isEmpty() {
        return node.isEmpty();
    }

    boolean has(String name) {
        return node.get(name) != null;
    }

    /** The object at {@code name}; an empty one when absent. */
    Fields inside(String name) {
        var member = node.get(name);
        if (member != null && !(member instanceof Parsed)) {
            type(name, "An object.");
        }
        return new Fields(member instanceof Parsed object ? object : Parsed.NOTHING, this, name, ALONE, problems);
    }

    /** The object at {@code name}, which must be there. */
    Fields needed(String name) {
        if (!has(name)) {
            missing(name, "an object");
            return new Fields(Parsed.NOTHING, this, name, ALONE, new ArrayList<>());
        }
        return inside(name);
    }

    List<Fields> each(String name) {
        var member = node.get(name);
        if (member == null) {
            return List.of();
        }
        if (!(member instanceof List<?> items)) {
            type(name, "A list of objects.");
            return List.of();
        }
        var found = new ArrayList<Fields>();
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Parsed object) {
                found.add(new Fields(object, this, name, i, problems));
            } else {
                type(name + "[" + i + "]", "An object.");
            }
        }
        return found;
    }

    String text(String name, String absent) {
        var member = node.get(name);
        if (member != null && !(member instanceof String)) {
            type(name, "A string.");
        }
        return member instanceof String text ? text : absent;
    }

    String neededText(String name, String example) {
        if (!has(name)) {
            missing(name, "such as \"" + example + "\"");
        }
        return text(name, "");
    }

    boolean flag(String name) {
        return ternary(name, Ternary.NO) == Ternary.YES;
    }

    Ternary ternary(String name, Ternary absent) {
        return node.get(name) instanceof Boolean flag ? Ternary.of(flag) : word(name, Ternary.class, absent);
    }

    <E extends Enum<E> & Worded> E word(String name, Class<E> type, E absent) {
        var member = node.get(name);
        if (member == null) {
            return absent;
        }
        if (!(member instanceof String word)) {
            type(name, "A string.");
            return absent;
        }
        var value = Worded.of(type, word);
        if (value.isEmpty()) {
            unknownWord(name, word, type);
        }
        return value.orElse(absent);
    }

    private <E extends Enum<E> & Worded> void unknownWord(String name, String word, Class<E> type) {
        wrong(name, word, "One of " + Worded.words(type) + ".");
    }

    <E extends Enum<E> & Worded> E neededWord(String name, Class<E> type, E instead) {
        if (!has(name)) {
            missing(name, "one of " + Worded.words(type));
        }
        return word(name, type, instead);
    }

    <E extends Enum<E> & Worded> List<E> words(String name, Class<E> type, List<E> absent) {
        var member = node.get(name);
        if (member == null) {
            return absent;
        }
        if (!(member instanceof List<?> items)) {
            type(name, "A list of " + Worded.words(type) + ".");
            return absent;
        }
        var found = new ArrayList<E>(items.size());
        for (var i = 0; i < items.size(); i++) {
            var word = items.get(i) instanceof String text ? text : "";
            var value = Worded.of(type, word);
            if (value.isEmpty()) {
                unknownWord(name + "[" + i + "]", word, type);
            } else if (!found.contains(value.get())) {
                found.add(value.get());
            }
        }
        return List.copyOf(found);
    }

    Optional<LocalDate> day(String name) {
        return parsed(name, Moments::day, "A calendar day such as 2026-09-01.");
    }

    Optional<OffsetDateTime> moment(String name) {
        return parsed(name, Moments::moment, "A moment with its offset such as 2026-09-02T12:00:00-04:00.");
    }

    OffsetDateTime neededMoment(String name) {
        if (!has(name)) {
            missing(name, "such as \"2026-09-02T12:00:00-04:00\"");
        }
        return moment(name).orElse(NO_MOMENT);
    }

    Optional<Duration> length(String name) {
        var length = parsed(name, Duration::parse, "An ISO 8601 duration such as PT48H.");
        if (length.isPresent() && !length.get().isPositive()) {
            wrong(name, text(name, ""), "A duration longer than nothing, such as PT48H.");
        }
        return length;
    }

    private <T> Optional<T> parsed(String name, java.util.function.Function<String, T> parse, String expected) {
        var member = node.get(name);
        if (!(member instanceof String text)) {
            if (member != null) {
                type(name, "A string.");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (DateTimeException e) {
            wrong(name, text, expected);
            return Optional.empty();
        }
    }

    OptionalInt days(String name) {
        var member = node.get(name);
        if (member == null) {
            return OptionalInt.empty();
        }
        if (!(member instanceof Integer days) || days < 0) {
            type(name, "A whole number of days, 0 or more, such as 1825.");
            return OptionalInt.empty();
        }
        return OptionalInt.of(days);
    }

    void wrong(String name, String given, String expected) {
        var shown = given.length() > GIVEN_MAX ? given.substring(0, GIVEN_MAX) + "…" : given;
        problems.add(new Problem("facts.value", at(name), shown, expected, "Correct the value."));
    }

    private void type(String name, String expected) {
        problems.add(new Problem("facts.type", at(name), "", expected, "Correct the value."));
    }

    private void missing(String name, String expected) {
        problems.add(new Problem(
                "facts.missing", at(name), "", "This field is needed: " + expected + ".", "Add the field."));
    }

    private String at(String member) {
        return path() + member;
    }

    private String path() {
        if (parent == null) {
            return "";
        }
        return parent.path() + name + (place == ALONE ? "." : "[" + place + "].");
    }
}

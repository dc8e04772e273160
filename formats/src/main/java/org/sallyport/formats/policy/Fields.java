package org.sallyport.formats.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.policy.Ternary;
import org.sallyport.policy.Worded;
import org.sallyport.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The members of one JSON object, read with every problem noted under its path. A null member is absent. */
final class Fields {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final OffsetDateTime NO_MOMENT = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final int GIVEN_MAX = 40;

    private final JsonNode node;
    private final Optional<Fields> parent;
    private final String name;
    private final List<Problem> problems;

    Fields(JsonNode node) {
        this(node, Optional.empty(), "", new ArrayList<>());
    }

    private Fields(JsonNode node, Optional<Fields> parent, String name, List<Problem> problems) {
        this.node = node;
        this.parent = parent;
        this.name = name;
        this.problems = problems;
    }

    List<Problem> problems() {
        return problems;
    }

    boolean isEmpty() {
        return node.isEmpty();
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(node.get(name)).filter(m -> !m.isNull());
    }

    boolean has(String name) {
        return member(name).isPresent();
    }

    /** The object at {@code name}; an empty one when absent. */
    Fields inside(String name) {
        var member = member(name);
        if (member.isPresent() && !member.get().isObject()) {
            type(name, "An object.");
        }
        return new Fields(member.filter(JsonNode::isObject).orElse(NOTHING), Optional.of(this), name, problems);
    }

    /** The object at {@code name}, which must be there. */
    Fields needed(String name) {
        if (!has(name)) {
            missing(name, "an object");
            return new Fields(NOTHING, Optional.of(this), name, new ArrayList<>());
        }
        return inside(name);
    }

    List<Fields> each(String name) {
        var member = member(name);
        if (member.isEmpty()) {
            return List.of();
        }
        if (!member.get().isArray()) {
            type(name, "A list of objects.");
            return List.of();
        }
        var found = new ArrayList<Fields>();
        for (var i = 0; i < member.get().size(); i++) {
            var item = member.get().get(i);
            if (item.isObject()) {
                found.add(new Fields(item, Optional.of(this), name + "[" + i + "]", problems));
            } else {
                type(name + "[" + i + "]", "An object.");
            }
        }
        return found;
    }

    String text(String name, String absent) {
        var member = member(name);
        if (member.isPresent() && !member.get().isString()) {
            type(name, "A string.");
        }
        return member.filter(JsonNode::isString).map(JsonNode::stringValue).orElse(absent);
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
        var member = member(name);
        if (member.isPresent() && member.get().isBoolean()) {
            return Ternary.of(member.get().booleanValue());
        }
        return word(name, Ternary.class, absent);
    }

    <E extends Enum<E> & Worded> E word(String name, Class<E> type, E absent) {
        if (!has(name)) {
            return absent;
        }
        return one(name, text(name, ""), type, absent);
    }

    private <E extends Enum<E> & Worded> E one(String name, String word, Class<E> type, E absent) {
        var value = Worded.of(type, word);
        if (value.isEmpty() && node.path(name).isString() || name.endsWith("]") && value.isEmpty()) {
            wrong(name, word, "One of " + Worded.words(type) + ".");
        }
        return value.orElse(absent);
    }

    <E extends Enum<E> & Worded> E neededWord(String name, Class<E> type, E instead) {
        if (!has(name)) {
            missing(name, "one of " + Worded.words(type));
        }
        return word(name, type, instead);
    }

    <E extends Enum<E> & Worded> List<E> words(String name, Class<E> type, List<E> absent) {
        var member = member(name);
        if (member.isEmpty()) {
            return absent;
        }
        if (!member.get().isArray()) {
            type(name, "A list of " + Worded.words(type) + ".");
            return absent;
        }
        var found = new LinkedHashSet<E>();
        for (var i = 0; i < member.get().size(); i++) {
            var item = member.get().get(i);
            var word = item.isString() ? item.stringValue() : "";
            found.add(one(name + "[" + i + "]", word, type, type.getEnumConstants()[0]));
        }
        return List.copyOf(found);
    }

    Optional<LocalDate> day(String name) {
        return parsed(name, LocalDate::parse, "A calendar day such as 2026-09-01.");
    }

    Optional<OffsetDateTime> moment(String name) {
        return parsed(name, OffsetDateTime::parse, "A moment with its offset such as 2026-09-02T12:00:00-04:00.");
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
        if (!has(name)) {
            return Optional.empty();
        }
        var text = text(name, "");
        if (!node.path(name).isString()) {
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
        var member = member(name);
        if (member.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!member.get().isInt() || member.get().intValue() < 0) {
            type(name, "A whole number of days, 0 or more, such as 1825.");
            return OptionalInt.empty();
        }
        return OptionalInt.of(member.get().intValue());
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
        return parent.map(p -> p.path() + name + ".").orElse("");
    }
}

package org.sallyport.formats.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sallyport.custody.Known;
import org.sallyport.formats.time.LocalMoment;
import org.sallyport.problem.Given;
import org.sallyport.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The members of one JSON object of an outsider, read one by one. Whatever is wrong is noted under its path and reading
 * goes on with a stand-in, so that all problems are named at once. A null member is absent; an unknown one is ignored.
 * Text comes without white space around it. Values are repeated in a problem only where the member can hold nothing
 * personal: words of a fixed list, moments, lengths of time.
 */
public final class Members {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final int TEXT_LONGEST = 2_000;
    private static final int LIST_LONGEST = 1_000;

    private final JsonNode node;
    private final String path;
    private final Notes notes;

    private Members(JsonNode node, String path, Notes notes) {
        this.node = node;
        this.path = path;
        this.notes = notes;
    }

    /** The members of {@code object}, whose problems go to {@code notes}. */
    public static Members of(JsonNode object, Notes notes) {
        return new Members(object, "", notes);
    }

    /** Whether {@code name} is there and not null. */
    public boolean has(String name) {
        var member = node.get(name);
        return member != null && !member.isNull();
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(node.get(name)).filter(m -> !m.isNull());
    }

    /**
     * Notes every member that is none of {@code names}: for files of settings, where a misspelt name must not be lost.
     */
    public void only(String... names) {
        var known = Set.of(names);
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                wrong(
                        name,
                        "unknown",
                        "",
                        "One of " + String.join(", ", names) + ".",
                        "Correct the name or remove the member.");
            }
        }
    }

    /** The members that are there, in the order of the input. */
    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /** Whether {@code name} is a JSON string. */
    public boolean isText(String name) {
        return node.path(name).isString();
    }

    /** The object at {@code name}; an empty one when absent. */
    public Members inside(String name) {
        var member = member(name);
        if (member.isPresent() && !member.get().isObject()) {
            wrong(name, "type", "", "An object.", "Write an object in braces.");
        }
        return new Members(member.filter(JsonNode::isObject).orElse(NOTHING), path + name + ".", notes);
    }

    /** The object at {@code name}, which must be there. */
    public Members needed(String name) {
        if (!has(name)) {
            missing(name, "An object.");
            return new Members(NOTHING, path + name + ".", notes.silent());
        }
        return inside(name);
    }

    /** The objects of the list at {@code name}; none when absent. */
    public List<Members> each(String name) {
        var found = new ArrayList<Members>();
        var list = list(name, "A list of objects.");
        for (int i = 0; i < list.size(); i++) {
            var item = name + "[" + i + "]";
            if (list.get(i).isObject()) {
                found.add(new Members(list.get(i), path + item + ".", notes));
            } else {
                wrong(item, "type", "", "An object.", "Write an object in braces.");
            }
        }
        return found;
    }

    /** The texts of the list at {@code name}; none when absent. */
    public List<String> texts(String name) {
        var found = new ArrayList<String>();
        var list = list(name, "A list of texts.");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isString() && !list.get(i).stringValue().isBlank()) {
                found.add(list.get(i).stringValue().strip());
            } else {
                wrong(name + "[" + i + "]", "type", "", "A text that is not empty.", "Write it in quotation marks.");
            }
        }
        return found;
    }

    private JsonNode list(String name, String expected) {
        var member = member(name);
        if (member.isPresent() && !member.get().isArray()) {
            wrong(name, "type", "", expected, "Write a list in square brackets.");
        }
        if (member.isPresent() && member.get().size() > LIST_LONGEST) {
            wrong(name, "length", "", "No more than " + LIST_LONGEST + " items.", "Send fewer.");
            return JsonNodeFactory.instance.arrayNode();
        }
        return member.filter(JsonNode::isArray).orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    /** The text at {@code name}; empty when absent. */
    public String text(String name) {
        var member = member(name);
        if (member.isEmpty()) {
            return "";
        }
        if (!member.get().isString()) {
            wrong(name, "type", "", "A text.", "Write it in quotation marks.");
            return "";
        }
        var text = member.get().stringValue().strip();
        if (text.length() > TEXT_LONGEST) {
            wrong(name, "length", "", "No more than " + TEXT_LONGEST + " characters.", "Shorten it.");
            return "";
        }
        return text;
    }

    /** The text at {@code name} with the white space around it; empty when absent or no text. */
    public String raw(String name) {
        return node.path(name).isString() ? node.path(name).stringValue() : "";
    }

    /** The text at {@code name}, when it is there and not blank. */
    public Optional<String> textIfAny(String name) {
        return Optional.of(text(name)).filter(t -> !t.isEmpty());
    }

    /** The text at {@code name}, which must be there and not empty. */
    public String neededText(String name, String example) {
        var text = text(name);
        if (text.isEmpty()
                && (!has(name)
                        || node.path(name).isString()
                                && node.path(name).stringValue().isBlank())) {
            missing(name, "A text such as \"" + example + "\".");
        }
        return text;
    }

    /** One of the words of {@code type} but {@code except}; {@code absent} when absent or wrong. */
    public <E extends Enum<E>> E word(String name, Class<E> type, Set<E> except, E absent) {
        if (!has(name)) {
            return absent;
        }
        var given = text(name);
        var read = Spelling.read(type, given).filter(v -> !except.contains(v));
        if (read.isEmpty() && node.path(name).isString()) {
            notListed(name, given, Spelling.list(type, except));
        }
        return read.orElse(absent);
    }

    /** One of the words of {@code type} but {@code except}, which must be there; {@code instead} stands in. */
    public <E extends Enum<E>> E neededWord(String name, Class<E> type, Set<E> except, E instead) {
        if (!has(name)) {
            missing(name, "One of " + Spelling.list(type, except) + ".");
        }
        return word(name, type, except, instead);
    }

    /** One of {@code words}; empty when absent. */
    public String oneOf(String name, List<String> words) {
        var given = text(name);
        if (!given.isEmpty() && !words.contains(given)) {
            notListed(name, given, String.join(", ", words));
        }
        return given;
    }

    /** One of {@code words}, which must be there. */
    public String neededOneOf(String name, List<String> words) {
        if (!has(name)) {
            missing(name, "One of " + String.join(", ", words) + ".");
        }
        return oneOf(name, words);
    }

    /** {@code yes}, {@code no} or {@code unknown}, or a JSON boolean; unknown when absent. */
    public Known known(String name) {
        var member = member(name);
        if (member.isPresent() && member.get().isBoolean()) {
            return member.get().booleanValue() ? Known.YES : Known.NO;
        }
        return word(name, Known.class, Set.of(), Known.UNKNOWN);
    }

    /** Whether {@code name} is a JSON boolean. */
    public boolean isBoolean(String name) {
        return node.path(name).isBoolean();
    }

    /** A JSON boolean, or {@code yes} or {@code no}; false when absent. */
    public boolean flag(String name) {
        return known(name) == Known.YES;
    }

    /** A calendar day from 1900 on and not after {@link Notes#latest()}. */
    public Optional<LocalDate> day(String name) {
        return day(name, false);
    }

    /** A calendar day that may lie ahead, from 1900 to 2199. */
    public Optional<LocalDate> dayAhead(String name) {
        return day(name, true);
    }

    private Optional<LocalDate> day(String name, boolean ahead) {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.parse(text(name));
            var bound = ahead ? Notes.LAST_DAY : LocalDate.ofInstant(notes.latest(), notes.zone());
            if (day.isBefore(Notes.FIRST_DAY) || day.isAfter(bound)) {
                wrong(name, "date.range", "", "A calendar day from " + Notes.FIRST_DAY + " to " + bound + ".", CORRECT);
                return Optional.empty();
            }
            return Optional.of(day);
        } catch (DateTimeException e) {
            wrong(name, "date", "", "A calendar day such as 2026-09-01.", CORRECT);
            return Optional.empty();
        }
    }

    private static final String CORRECT = "Correct the value.";

    /** A moment that has happened: from 1900 on and not after {@link Notes#latest()}. */
    public Optional<Instant> moment(String name) {
        return moment(name, notes.latest());
    }

    /** A moment that has happened, which must be there; {@code instead} stands in. */
    public Instant neededMoment(String name, Instant instead) {
        neededTime(name);
        return moment(name).orElse(instead);
    }

    /** A moment that may lie ahead, from 1900 to 2199. */
    public Optional<Instant> momentAhead(String name) {
        return moment(name, Notes.LAST_MOMENT);
    }

    /** A moment that may lie ahead, which must be there; {@code instead} stands in. */
    public Instant neededMomentAhead(String name, Instant instead) {
        neededTime(name);
        return momentAhead(name).orElse(instead);
    }

    private void neededTime(String name) {
        if (!has(name)) {
            missing(name, "A moment such as \"2026-09-02T14:05:00-04:00\".");
        }
    }

    private Optional<Instant> moment(String name, Instant latest) {
        if (!has(name)) {
            return Optional.empty();
        }
        var given = text(name);
        return instant(name, given).filter(at -> {
            boolean fits = !at.isBefore(Notes.FIRST_MOMENT) && !at.isAfter(latest);
            if (!fits) {
                wrong(name, "time.range", Given.shown(given), "A moment from 1900 to " + latest + ".", CORRECT);
            }
            return fits;
        });
    }

    private Optional<Instant> instant(String name, String given) {
        try {
            return Optional.of(OffsetDateTime.parse(given).toInstant());
        } catch (DateTimeException e) {
            return local(name, given);
        }
    }

    private Optional<Instant> local(String name, String given) {
        try {
            return switch (LocalMoment.of(LocalDateTime.parse(given), notes.zone())) {
                case LocalMoment.Single(var at) -> Optional.of(at);
                case LocalMoment.Repeated(var earlier, var later) -> {
                    notes.remark(new Problem(
                            notes.area() + ".time.repeated-hour",
                            path + name,
                            Given.shown(given),
                            "A moment with its offset: that hour came twice, at " + earlier + " and at " + later
                                    + "; the earlier was taken.",
                            "Send moments with their offset."));
                    yield Optional.of(earlier);
                }
                case LocalMoment.Skipped() -> {
                    wrong(
                            name,
                            "time.gap",
                            Given.shown(given),
                            "A time that existed: the clocks of " + notes.zone() + " were put forward over it.",
                            "Send moments with their offset.");
                    yield Optional.empty();
                }
            };
        } catch (DateTimeException e) {
            wrong(
                    name,
                    "time",
                    Given.shown(given),
                    "A moment with its offset such as 2026-09-02T14:05:00-04:00.",
                    CORRECT);
            return Optional.empty();
        }
    }

    /** A length of time above zero and at most {@code longest}, such as {@code PT48H}. */
    public Optional<Duration> length(String name, Duration longest) {
        if (!has(name)) {
            return Optional.empty();
        }
        var given = text(name);
        var expected = "An ISO 8601 duration such as PT48H, more than nothing and at most " + longest + ".";
        try {
            var length = Duration.parse(given);
            if (length.isPositive() && length.compareTo(longest) <= 0) {
                return Optional.of(length);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // falls through to the one problem both have
        }
        wrong(name, "duration", Given.shown(given), expected, "Write the unit: 48 hours are PT48H.");
        return Optional.empty();
    }

    /** A whole number of days from 0. */
    public OptionalInt days(String name) {
        var member = member(name);
        if (member.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!member.get().isInt() || member.get().intValue() < 0) {
            wrong(name, "number", "", "A whole number of days from 0, such as 1825.", CORRECT);
            return OptionalInt.empty();
        }
        return OptionalInt.of(member.get().intValue());
    }

    /** A decimal number, as a JSON number or as text, of at most {@code digits} digits and no exponent in text. */
    public Optional<BigDecimal> decimal(String name, int digits) {
        var member = member(name);
        if (member.isEmpty()) {
            return Optional.empty();
        }
        var given = member.get().isString() ? member.get().stringValue().strip() : "";
        boolean plain =
                member.get().isNumber() || given.length() <= digits + 2 && given.matches("-?[0-9]+(\\.[0-9]+)?");
        if (plain) {
            var number = member.get().isNumber() ? member.get().decimalValue() : new BigDecimal(given);
            if (number.precision() <= digits && Math.abs((long) number.scale()) <= digits) {
                return Optional.of(number);
            }
        }
        wrong(name, "number", "", "A decimal number of at most " + digits + " digits, such as 7 or 2500.00.", CORRECT);
        return Optional.empty();
    }

    /** Notes that {@code name} must be there. */
    public void missing(String name, String expected) {
        wrong(name, "missing", "", "This field is needed: " + expected, "Add it.");
    }

    private void notListed(String name, String given, String words) {
        wrong(name, "value", Given.shown(given), "One of " + words + ".", "Write it exactly as listed.");
    }

    /** Notes a problem of {@code name} under the code {@code area.kind}. */
    public void wrong(String name, String kind, String given, String expected, String remedy) {
        notes.problem(new Problem(notes.area() + "." + kind, path + name, given, expected, remedy));
    }
}

package org.sallyport.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sallyport.policy.Facts.Asked;
import org.sallyport.policy.Facts.AttachmentType;
import org.sallyport.policy.Facts.Basis;
import org.sallyport.policy.Facts.Grade;
import org.sallyport.policy.Facts.Issuer;
import org.sallyport.policy.Facts.Purpose;
import org.sallyport.policy.Facts.Severity;
import org.sallyport.policy.Offence.Kind;
import org.sallyport.policy.Offence.SentenceTest;
import org.sallyport.policy.Offence.SentenceTest.Measure;
import org.sallyport.policy.Offence.Stage;

/**
 * Reads a heading into a question. The vocabulary is docs/policy/questions.md.
 *
 * <p>A heading that is not understood throws {@link NotAQuestion}, which the table reader turns into a problem with its
 * file and line.
 */
final class QuestionReader {
    /** A heading outside the vocabulary; the message says what was expected. */
    static final class NotAQuestion extends Exception {
        private static final long serialVersionUID = 1L;

        NotAQuestion(String expected) {
            super(expected);
        }
    }

    private static final Pattern LOOK_BACK = Pattern.compile(" within (\\d{1,3}) (year|month|day)s?\\b");
    private static final Pattern SENTENCE =
            Pattern.compile(" (with a sentence of at least|with time to serve of at least|punishable by at least)"
                    + " (\\d{1,5}) (year|day)s?\\b");
    private static final Pattern GRAVE =
            Pattern.compile("(?:a )?(felony|misdemeanor|infraction|wobbler)(?: of class ([^;]+))?");

    private static final String UNDER = "an offence under ";

    private final Map<String, Question.Holds> named;
    private final Function<String, Optional<StatuteList>> lists;

    /**
     * A reader.
     *
     * @param named questions the table defines by name
     * @param lists finds a list by its path without extension
     */
    QuestionReader(Map<String, Question.Holds> named, Function<String, Optional<StatuteList>> lists) {
        this.named = named;
        this.lists = lists;
    }

    Question read(String heading) throws NotAQuestion {
        var text = heading.strip().replaceAll("\\s+", " ");
        var known = named.get(text);
        if (known != null) {
            return known;
        }
        var attribute = Attribute.named(text);
        return attribute.isPresent() ? attribute.get() : holds(text);
    }

    /** Reads a heading that must be answered yes, no or unknown. */
    Question.Holds holds(String heading) throws NotAQuestion {
        var text = heading.strip().replaceAll("\\s+", " ");
        var known = named.get(text);
        if (known != null) {
            return known;
        }
        if (text.startsWith("any of: ")) {
            return composite(text, true, text.substring("any of: ".length()));
        }
        if (text.startsWith("all of: ")) {
            return composite(text, false, text.substring("all of: ".length()));
        }
        if (text.startsWith("marked: ")) {
            return new Stated.Marked(one(Basis.class, text.substring("marked: ".length())));
        }
        if (text.startsWith("asks for: ")) {
            return new Stated.AsksFor(one(Asked.class, text.substring("asks for: ".length())));
        }
        if (text.startsWith("attached: ")) {
            return attached(text.substring("attached: ".length()));
        }
        for (var stage : Stage.values()) {
            if (text.startsWith(stage.words())) {
                return offence(stage, text.substring(stage.words().length()));
            }
        }
        for (var attribute : Attribute.values()) {
            if (text.startsWith(attribute.text() + " is ")) {
                return oneOf(attribute, text.substring(attribute.text().length() + 4));
            }
        }
        var yesNo = Attribute.named(text);
        if (yesNo.isPresent()
                && Question.Holds.YES_NO_UNKNOWN.containsAll(yesNo.get().answers())) {
            return new OneOf(yesNo.get(), List.of("yes"));
        }
        throw new NotAQuestion("A heading is a question of docs/policy/questions.md, such as \"convicted of a felony "
                + "within 5 years\", or a name this table defines above it.");
    }

    private Composite composite(String text, boolean any, String parts) throws NotAQuestion {
        var questions = new ArrayList<Question.Holds>();
        for (var part : parts.split(";", -1)) {
            questions.add(holds(part));
        }
        return new Composite(text, any, questions);
    }

    private static OneOf oneOf(Attribute attribute, String values) throws NotAQuestion {
        var wanted = Arrays.asList(values.split(" or ", -1));
        for (var value : wanted) {
            if (!attribute.answers().contains(value)) {
                throw new NotAQuestion("\"" + value + "\" is no answer of \"" + attribute.text() + "\". It has "
                        + String.join(", ", attribute.answers()) + ".");
            }
        }
        return new OneOf(
                attribute, attribute.answers().stream().filter(wanted::contains).toList());
    }

    private static Attached attached(String text) throws NotAQuestion {
        var parts = text.split(", ", -1);
        List<AttachmentType> types = several(AttachmentType.class, parts[0]);
        List<Issuer> issuers = List.of();
        List<Purpose> purposes = List.of();
        List<Grade> grades = List.of();
        var byJudge = false;
        for (var part : List.of(parts).subList(1, parts.length)) {
            if (part.equals("by a judge")) {
                byJudge = true;
            } else if (part.startsWith("by ")) {
                issuers = several(Issuer.class, part.substring(3));
            } else if (part.startsWith("for ")) {
                purposes = several(Purpose.class, part.substring(4));
            } else if (part.startsWith("grade ")) {
                grades = several(Grade.class, part.substring(6));
            } else {
                throw new NotAQuestion("After the kind of paper come \"by a judge\", \"by ISSUER\", \"for PURPOSE\" or "
                        + "\"grade GRADE\", separated by a comma and a space; \"" + part + "\" is none of them.");
            }
        }
        return new Attached(types, issuers, byJudge, purposes, grades);
    }

    private Offence offence(Stage stage, String text) throws NotAQuestion {
        var rest = text;
        var within = Optional.<Period>empty();
        var lookBack = LOOK_BACK.matcher(rest);
        if (lookBack.find()) {
            within = Optional.of(period(Integer.parseInt(lookBack.group(1)), lookBack.group(2)));
            rest = rest.substring(0, lookBack.start()) + rest.substring(lookBack.end());
        }
        var test = Optional.<SentenceTest>empty();
        var sentence = SENTENCE.matcher(rest);
        if (sentence.find()) {
            var words = sentence.group(1) + " ";
            var measure = Arrays.stream(Measure.values())
                    .filter(m -> m.words().equals(words))
                    .findFirst()
                    .orElseThrow();
            var count = Integer.parseInt(sentence.group(2));
            test = Optional.of(new SentenceTest(measure, sentence.group(3).equals("year") ? count * 365 : count));
            rest = rest.substring(0, sentence.start()) + rest.substring(sentence.end());
        }
        if (within.isPresent() && stage != Stage.CONVICTED) {
            throw new NotAQuestion("A look-back counts from a conviction: \"convicted of ... within N years\".");
        }
        var kinds = new ArrayList<Kind>();
        for (var kind : rest.split(" or (?=list |a |an |any )", -1)) {
            kinds.add(kind(kind));
        }
        return new Offence(stage, kinds, within, test);
    }

    private static Period period(int count, String unit) {
        return switch (unit) {
            case "year" -> Period.ofYears(count);
            case "month" -> Period.ofMonths(count);
            default -> Period.ofDays(count);
        };
    }

    private Kind kind(String text) throws NotAQuestion {
        if (text.equals("any crime")) {
            return new Kind.AnyCrime();
        }
        if (text.equals("any offence")) {
            return new Kind.AnyOffence();
        }
        if (text.startsWith(UNDER)) {
            return new Kind.Under(text.substring(UNDER.length()));
        }
        if (text.startsWith("list ")) {
            var as = text.indexOf(" as a ");
            var name = as < 0 ? text.substring(5) : text.substring(5, as);
            var grave = as < 0 ? new Kind.Grave(Severity.UNKNOWN, List.of()) : grave(text.substring(as + 4));
            var list = lists.apply(name)
                    .orElseThrow(() -> new NotAQuestion(
                            "There is no list \"" + name + "\". A list is a file " + name + ".csv beside the tables."));
            return new Kind.Listed(list, grave.severity(), grave.classes());
        }
        return grave(text);
    }

    private static Kind.Grave grave(String text) throws NotAQuestion {
        var grave = GRAVE.matcher(text);
        if (grave.matches()) {
            var classes = grave.group(2) == null
                    ? List.<String>of()
                    : List.of(grave.group(2).split(", | or ", -1));
            return new Kind.Grave(one(Severity.class, grave.group(1)), classes);
        }
        throw new NotAQuestion(
                "A kind of offence is \"list NAME\", \"list NAME as a felony\", \"a felony\", \"a misdemeanor\", "
                        + "\"a wobbler\", \"a felony of class A\", \"an offence under us\", \"any crime\" or "
                        + "\"any offence\"; \""
                        + text + "\" is none of them.");
    }

    private static <E extends Enum<E> & Worded> List<E> several(Class<E> type, String words) throws NotAQuestion {
        var values = new ArrayList<E>();
        for (var word : words.split(" or ", -1)) {
            values.add(one(type, word));
        }
        return List.copyOf(values);
    }

    private static <E extends Enum<E> & Worded> E one(Class<E> type, String word) throws NotAQuestion {
        return Worded.of(type, word)
                .orElseThrow(() -> new NotAQuestion("\"" + word + "\" is not one of " + Worded.words(type) + "."));
    }
}

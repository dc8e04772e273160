package org.sallyport.formats.dmn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.policy.Attached;
import org.sallyport.policy.Attribute;
import org.sallyport.policy.Composite;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Offence;
import org.sallyport.policy.OneOf;
import org.sallyport.policy.Question;
import org.sallyport.policy.Stated;

/**
 * What a table becomes in DMN. A question that reads facts directly is an input; a question folded from several is a
 * decision of its own, written out as three-valued logic over its inputs; the table is the last decision.
 *
 * <p>In the expression language of DMN {@code not("x")} is true of null, so {@code unknown} is a value of its own here,
 * never null, and no cell is written as a negation.
 */
public final class DmnModel {
    /** Name of the decision that holds the table. */
    public static final String DECISION = "determination";

    private final DecisionTable table;
    private final DmnNames names = new DmnNames(DECISION, "item");
    private final Map<Composite, Set<Question>> folded = new LinkedHashMap<>();
    private final Set<Question> inputs = new LinkedHashSet<>();
    private final Set<Question> readByTable = new LinkedHashSet<>();

    /** The model of one table. */
    public DmnModel(DecisionTable table) {
        this.table = table;
        for (var column : table.columns()) {
            var read = new LinkedHashSet<Question>();
            collect(column, read);
            inputs.addAll(read);
            if (column instanceof Composite composite) {
                folded.put(composite, read);
            } else {
                readByTable.addAll(read);
            }
        }
    }

    /** The inputs, each a question whose answer the caller supplies, with the name it goes by. */
    public Map<String, Question> inputs() {
        return inputs.stream().collect(Collectors.toMap(names::of, q -> q, (a, _) -> a, LinkedHashMap::new));
    }

    /** The file, in a version of the standard. */
    public String write(DmnVersion version) {
        return new DmnWriter(this, version).text();
    }

    DecisionTable table() {
        return table;
    }

    String name(Question question) {
        return names.of(question);
    }

    /** The folded questions, each with the inputs it reads. */
    Map<Composite, Set<Question>> folded() {
        return folded;
    }

    /** The inputs a folded question reads. */
    Set<Question> read(Composite question) {
        return folded.getOrDefault(question, Set.of());
    }

    /** The inputs that the table reads without a decision in between. */
    Set<Question> readByTable() {
        return readByTable;
    }

    /** How a column of the table is computed. */
    String column(Question question) {
        return question instanceof Composite ? names.of(question) : expression(question);
    }

    /** A question as an expression over inputs. */
    String expression(Question question) {
        return switch (question) {
            case Attribute _, Attached _, Stated _, Offence _ -> names.of(question);
            case OneOf one -> oneOf(one);
            case Composite composite -> fold(composite);
        };
    }

    private String oneOf(OneOf one) {
        var input = names.of(one.attribute());
        var known = "if list contains([" + quoted(one.values()) + "], " + input + ") then \"yes\" else ";
        return one.canBeUnknown()
                ? known + "if " + input + " = \"unknown\" then \"unknown\" else \"no\""
                : known + "\"no\"";
    }

    private String fold(Composite composite) {
        var parts = composite.parts().stream()
                .map(part -> part instanceof OneOf || part instanceof Composite
                        ? "(" + expression(part) + ")"
                        : expression(part))
                .collect(Collectors.joining(", ", "[", "]"));
        var decides = composite.any() ? "yes" : "no";
        var otherwise = composite.any() ? "no" : "yes";
        return "if list contains(" + parts + ", \"" + decides + "\") then \"" + decides + "\" else if list contains("
                + parts + ", \"unknown\") then \"unknown\" else \"" + otherwise + "\"";
    }

    private static void collect(Question question, Set<Question> read) {
        switch (question) {
            case Attribute _, Attached _, Stated _, Offence _ -> read.add(question);
            case OneOf one -> read.add(one.attribute());
            case Composite composite -> composite.parts().forEach(part -> collect(part, read));
        }
    }

    static String quoted(List<String> words) {
        return words.stream().map(w -> '"' + w + '"').collect(Collectors.joining(", "));
    }

    /** The answers a cell matches, as a unary test. */
    static String cell(Question question, long mask) {
        var matched = new ArrayList<String>();
        var answers = question.answers();
        for (var i = 0; i < answers.size(); i++) {
            if ((mask >>> i & 1) != 0) {
                matched.add(answers.get(i));
            }
        }
        return matched.size() == answers.size() ? "-" : quoted(matched);
    }
}

package org.sallyport.formats.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Spoken;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case worked out by a person from the source of one table: facts, the row that must match, what must come of it, and
 * a sentence why. One JSON object a line in {@code LAYER/examples/TABLE.jsonl}; {@code expect} holds members of a
 * result line, and only those given are compared.
 */
public final class WorkedExample {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String file;
    private final int line;
    private final JsonNode node;

    private WorkedExample(String file, int line, JsonNode node) {
        this.file = file;
        this.line = line;
        this.node = node;
    }

    /** Where the examples of a table lie. */
    public static String file(DecisionTable table) {
        var slash = table.id().lastIndexOf('/');
        return table.id().substring(0, slash) + "/examples" + table.id().substring(slash) + ".jsonl";
    }

    /** Reads the examples of a table. */
    public static Checked<List<WorkedExample>> of(DecisionTable table, String text) {
        var file = file(table);
        var found = new ArrayList<WorkedExample>();
        var problems = new ArrayList<Problem>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                var node = JSON.readTree(line);
                if (node.path("row").isInt()
                        && !node.path("reason").asString("").isBlank()
                        && node.path("facts").isObject()
                        && node.path("expect").isObject()) {
                    found.add(new WorkedExample(file, number, node));
                    continue;
                }
            } catch (JacksonException e) {
                // Said below, as for any line of the wrong shape.
            }
            problems.add(new Problem(
                    "example.shape",
                    file + ":" + number,
                    "",
                    "An object with row, reason, facts and expect.",
                    "Complete the example."));
        }
        return problems.isEmpty() ? new Checked.Good<>(found) : new Checked.Bad<>(problems);
    }

    /** The row it is an example of. */
    public int row() {
        return node.path("row").intValue();
    }

    /** Why the answer is what it is. */
    public String reason() {
        return node.path("reason").asString("");
    }

    /** The facts. */
    public Checked<Facts> facts() {
        return new FactsReader().read(node.path("facts"));
    }

    /** Works the example under a book, with everything adopted unless it says {@code "adopted":"none"}. */
    public List<Problem> run(PolicyBook book, DecisionTable table) {
        return switch (facts()) {
            case Checked.Bad<Facts>(var problems) ->
                problems.stream()
                        .map(p -> new Problem(
                                "example.facts", at(), p.field() + " " + p.given(), p.expected(), p.remedy()))
                        .toList();
            case Checked.Good<Facts>(var facts) -> {
                var adoptions = node.path("adopted").asString("all").equals("none")
                        ? new Adoptions.None()
                        : new Adoptions.All();
                yield compared(book.withAdoptions(adoptions), table, facts);
            }
        };
    }

    private List<Problem> compared(PolicyBook book, DecisionTable table, Facts facts) {
        var problems = new ArrayList<Problem>();
        var explained = book.explain(facts);
        for (var act : table.head().acts()) {
            var matched = matched(explained.said().getOrDefault(act, List.of()), table);
            if (matched.isEmpty() || matched.get().reason().row() != row()) {
                problems.add(wrong(
                        matched.map(s -> "row " + s.reason().row()).orElse("no row"),
                        "Row " + row() + " of " + table.id() + " for " + act.word() + "."));
            }
        }
        var result = JSON.readTree(DeterminationWriter.line(explained.determination()));
        node.path("expect").propertyStream().forEach(expected -> {
            var given = result.path(expected.getKey());
            if (expected.getKey().equals("acts")) {
                expected.getValue().propertyStream().forEach(act -> {
                    if (!given.path(act.getKey()).equals(act.getValue())) {
                        problems.add(wrong(
                                "acts." + act.getKey() + " = " + given.path(act.getKey()),
                                "acts." + act.getKey() + " = " + act.getValue() + "."));
                    }
                });
            } else if (!given.equals(expected.getValue())) {
                problems.add(wrong(
                        expected.getKey() + " = " + given, expected.getKey() + " = " + expected.getValue() + "."));
            }
        });
        return problems;
    }

    private static Optional<Spoken> matched(List<Spoken> said, DecisionTable table) {
        return said.stream().filter(s -> s.reason().table().equals(table.id())).findFirst();
    }

    private String at() {
        return file + ":" + line;
    }

    private Problem wrong(String given, String expected) {
        return new Problem(
                "example.answer", at(), given, expected + " " + reason(), "Correct the table or the example.");
    }
}

package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.formats.policy.DeterminationWriter;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** What comes with the program, for the tests of it. */
final class Shipped {
    static final PolicyFiles FILES = PolicyFiles.shipped();

    private Shipped() {}

    static PolicyBook book() {
        return switch (FILES.all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> fail(said(problems));
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                switch (PolicyBook.of(contents)) {
                    case Checked.Bad<PolicyBook>(var problems) -> fail(said(problems));
                    case Checked.Good<PolicyBook>(var good) -> good;
                };
        };
    }

    static String said(List<Problem> problems) {
        return String.join("\n", problems.stream().map(Problem::sentence).toList());
    }

    /** The worked examples of a table. */
    static List<WorkedExample> examples(DecisionTable table) {
        var file = WorkedExample.file(table);
        var text = FILES.paths().contains(file) ? FILES.text(file).orElse("") : "";
        return switch (WorkedExample.of(table, text)) {
            case Checked.Bad<List<WorkedExample>>(var problems) -> fail(said(problems));
            case Checked.Good<List<WorkedExample>>(var examples) -> examples;
        };
    }

    /** The result lines of all examples with everything adopted, and the name of the book. */
    static List<String> allDecided() {
        var book = book().withAdoptions(new Adoptions.All());
        var lines = new ArrayList<String>();
        for (var table : book.contents().tables()) {
            for (var example : examples(table)) {
                if (example.facts() instanceof Checked.Good<Facts>(var facts)) {
                    lines.add(DeterminationWriter.line(book.decide(facts).withFactsDigest(FactsDigest.of(facts))));
                }
            }
        }
        lines.add(book.hash());
        return lines;
    }

    /** Prints what {@link #allDecided} gives: what another Java process is asked for. */
    public static void main(String[] args) {
        allDecided().forEach(System.out::println);
    }
}

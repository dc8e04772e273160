package org.sallyport.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.sallyport.formats.policy.DeterminationWriter;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Everything shipped: every file is good, every row has a worked example, and every example comes out as written. */
class ShippedPoliciesTest {
    private static final PolicyFiles FILES = PolicyFiles.shipped();

    private static PolicyBook book() {
        return switch (FILES.all()) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> fail(said(problems));
            case Checked.Good<PolicyBook.Contents>(var contents) ->
                switch (PolicyBook.of(contents)) {
                    case Checked.Bad<PolicyBook>(var problems) -> fail(said(problems));
                    case Checked.Good<PolicyBook>(var good) -> good;
                };
        };
    }

    private static String said(List<Problem> problems) {
        return String.join("\n", problems.stream().map(Problem::sentence).toList());
    }

    @Test
    void every_row_has_a_worked_example_and_every_example_comes_out_as_written() {
        var book = book();
        var problems = new ArrayList<Problem>();
        for (var table : book.contents().tables()) {
            var text = FILES.paths().contains(WorkedExample.file(table))
                    ? FILES.text(WorkedExample.file(table)).orElse("")
                    : "";
            var covered = new HashSet<Integer>();
            switch (WorkedExample.of(table, text)) {
                case Checked.Bad<List<WorkedExample>>(var bad) -> problems.addAll(bad);
                case Checked.Good<List<WorkedExample>>(var examples) -> {
                    for (var example : examples) {
                        covered.add(example.row());
                        problems.addAll(example.run(book, table));
                    }
                }
            }
            table.rows().stream()
                    .filter(row -> !covered.contains(row.number()))
                    .map(row -> new Problem(
                            "example.missing", table.id(), "row " + row.number(), "A worked example.", "Write one."))
                    .forEach(problems::add);
        }
        assertTrue(problems.isEmpty(), () -> said(problems));
    }

    @Test
    void determinations_are_the_same_in_every_locale_and_zone() {
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            var here = allDecided();
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertEquals(here, allDecided());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static List<String> allDecided() {
        var book = book().withAdoptions(new Adoptions.All());
        var lines = new ArrayList<String>();
        for (var table : book.contents().tables()) {
            var text = FILES.text(WorkedExample.file(table)).orElse("");
            if (WorkedExample.of(table, text) instanceof Checked.Good<List<WorkedExample>>(var examples)) {
                for (var example : examples) {
                    if (example.facts() instanceof Checked.Good<Facts>(var facts)) {
                        lines.add(DeterminationWriter.line(book.decide(facts).withFactsDigest(FactsDigest.of(facts))));
                    }
                }
            }
        }
        lines.add(book.hash());
        return lines;
    }

    @Test
    void a_place_alone_gives_the_same_answers_as_the_whole_country() {
        PolicyBook.Contents place = switch (FILES.governing("us/md/montgomery")) {
            case Checked.Good<PolicyBook.Contents>(var contents) -> contents;
            case Checked.Bad<PolicyBook.Contents>(var problems) -> fail(said(problems));
        };

        assertEquals(
                book().contents().tables().stream()
                        .filter(t -> Set.of("us", "us/md", "us/md/montgomery")
                                .contains(t.head().layer()))
                        .toList(),
                place.tables());
    }

    @Test
    void the_index_names_every_file() throws IOException {
        var root = Path.of("").toAbsolutePath();
        try (var files = Files.walk(root.resolve("us"))) {
            var found = new ArrayList<>(files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList());
            found.add("zones.csv");
            found.sort(String::compareTo);
            assertEquals(
                    String.join("\n", found) + "\n",
                    Files.readString(root.resolve("index.txt")),
                    "policies/index.txt is stale: list of zones.csv and all files below policies/us, sorted");
        }
    }
}

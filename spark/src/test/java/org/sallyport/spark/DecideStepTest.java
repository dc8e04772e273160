package org.sallyport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.formats.policy.DecideLines;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

/** Spark over Parquet, on this machine, gives what the plain run gives. */
class DecideStepTest {
    private static final PolicyFiles FILES = PolicyFiles.shipped();

    @TempDir
    private Path folder;

    @Test
    void every_worked_example_has_the_same_result_from_parquet_as_from_the_plain_run() throws IOException {
        var book = book();
        var facts = facts(book);
        facts.add("{\"id\":\"c-1\",\"unreadable\":true}");
        var plain = plain(book, facts);

        try (var spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate()) {
            var in = folder.resolve("facts.parquet").toString();
            var out = folder.resolve("results.parquet").toString();
            spark.createDataset(facts, Encoders.STRING()).toDF("facts").write().parquet(in);
            var step = new DecideStep(DecideStep.texts(FILES), true);
            step.on(spark.read().parquet(in), "facts").write().parquet(out);

            var results = spark.read()
                    .parquet(out)
                    .select("result")
                    .as(Encoders.STRING())
                    .collectAsList();
            assertEquals(
                    plain.stream().sorted().toList(), results.stream().sorted().toList());
        }
        assertTrue(facts.size() > 300, "worked examples: " + facts.size());
    }

    private static PolicyBook book() {
        if (FILES.all() instanceof Checked.Good<PolicyBook.Contents>(var contents)
                && PolicyBook.of(contents.withAdoptions(new Adoptions.All()))
                        instanceof Checked.Good<PolicyBook>(var book)) {
            return book;
        }
        throw new AssertionError("the shipped tables do not load");
    }

    private static List<String> facts(PolicyBook book) {
        var found = new ArrayList<String>();
        for (var table : book.contents().tables()) {
            var text = FILES.text(WorkedExample.file(table)).orElse("");
            if (WorkedExample.of(table, text) instanceof Checked.Good<List<WorkedExample>>(var examples)) {
                for (var example : examples) {
                    if (example.facts() instanceof Checked.Good<Facts>(var facts)) {
                        found.add(FactsDigest.canonical(facts));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> plain(PolicyBook book, List<String> facts) throws IOException {
        var out = new ByteArrayOutputStream();
        new DecideLines(book, 1)
                .run(new ByteArrayInputStream(String.join("\n", facts).getBytes(StandardCharsets.UTF_8)), out, _ -> {});
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace("\"line\":" + facts.size(), "\"line\":0"))
                .toList();
    }
}

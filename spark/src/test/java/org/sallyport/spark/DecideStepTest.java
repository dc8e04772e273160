package org.sallyport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.formats.policy.DecideLines;
import org.sallyport.formats.policy.FactsDigest;
import org.sallyport.formats.policy.FactsReader;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.formats.policy.WorkedExample;
import org.sallyport.formats.study.LeadBand;
import org.sallyport.formats.study.Side;
import org.sallyport.formats.study.Tally;
import org.sallyport.parquet.StudyParquet;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Outcome;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;

/** Spark over Parquet, on this machine, gives what the plain run gives, and reads the Parquet that studies write. */
class DecideStepTest {
    private static final PolicyFiles FILES = PolicyFiles.shipped();

    @TempDir
    private static Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    @Test
    void every_worked_example_has_the_same_result_from_parquet_as_from_the_plain_run() throws IOException {
        var book = book();
        var facts = facts(book);
        facts.add("{\"id\":\"c-1\",\"unreadable\":true}");
        var plain = plain(book, facts);

        var in = folder.resolve("facts.parquet").toString();
        var out = folder.resolve("results.parquet").toString();
        spark.createDataset(facts, Encoders.STRING()).toDF("facts").write().parquet(in);
        DecideJob.run(spark, in, out, "shipped", "all");

        var results =
                spark.read().parquet(out).select("result").as(Encoders.STRING()).collectAsList();
        assertEquals(plain.stream().sorted().toList(), results.stream().sorted().toList());
        assertTrue(facts.size() > 300, "worked examples: " + facts.size());
    }

    @Test
    void a_study_written_as_parquet_has_two_rows_a_group_and_the_counts_of_the_study() throws IOException {
        var book = book();
        var side = new Side("as asked", book, Optional.empty());
        var tally = new Tally();
        for (var line : facts(book)) {
            if (new FactsReader().read(line) instanceof Checked.Good<Facts>(var facts)) {
                tally.add(facts, side, new Side("24 h", book, Optional.of(Duration.ofHours(24))));
            }
        }
        var file = folder.resolve("study.parquet");
        try (var out = Files.newOutputStream(file)) {
            StudyParquet.write(tally, out);
        }

        var rows = spark.read().parquet(file.toString());
        assertEquals(2 * tally.groups().size(), rows.count());
        var sums = rows.groupBy("policy")
                .sum("cases", "must", "too_short", "lead_72_h_or_more")
                .orderBy("policy")
                .collectAsList();
        for (var at = 0; at < 2; at++) {
            var all = tally.all();
            assertEquals(
                    List.of(all.cases(), all.of(at, Outcome.MUST), all.tooShort(at), all.band(at, LeadBand.FROM_72_H)),
                    List.of(
                            sums.get(at).getLong(1),
                            sums.get(at).getLong(2),
                            sums.get(at).getLong(3),
                            sums.get(at).getLong(4)));
        }
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

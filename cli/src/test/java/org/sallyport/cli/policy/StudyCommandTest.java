package org.sallyport.cli.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The study as a user runs it. */
class StudyCommandTest {
    private static final String CASE = "{\"id\":\"c-1\",\"asOf\":\"2026-09-02T12:00:00-05:00\","
            + "\"facility\":{\"jurisdiction\":\"us/tx/somewhere\",\"kind\":\"county-jail\"},"
            + "\"request\":{\"form\":\"I-247A\",\"requester\":\"immigration\",\"served\":{\"how\":\"mail\"}},"
            + "\"person\":{\"minor\":\"no\"},"
            + "\"release\":{\"at\":\"2026-09-04T00:00:00-05:00\",\"basis\":\"bond\"}}\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new StudyCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private String past(String lines) throws IOException {
        return Files.writeString(folder.resolve("past.jsonl"), lines).toString();
    }

    @Test
    void another_lead_time_is_summed_up_in_the_terminal_a_page_and_csv() throws IOException {
        var page = folder.resolve("study.html");
        var csv = folder.resolve("study.csv");
        var parquet = folder.resolve("study.parquet");
        var code = run(
                "--facts",
                past(CASE),
                "--lead-time",
                "PT24H",
                "--html",
                page.toString(),
                "--csv",
                csv.toString(),
                "--parquet",
                parquet.toString());

        assertEquals(0, code, err.toString());
        assertTrue(out.toString().contains("1 cases, 0 would be answered otherwise"), out.toString());
        assertTrue(Files.readString(page).contains("lead time PT24H"));
        assertTrue(Files.readString(csv).contains("us/tx/somewhere"));
        var bytes = Files.readAllBytes(parquet);
        assertEquals("PAR1", new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void a_line_that_cannot_be_read_is_named_by_number_and_the_study_goes_on() throws IOException {
        assertEquals(1, run("--facts", past(CASE + "{}\n"), "--lead-time", "PT24H"));

        assertTrue(err.toString().contains("line 2 not read"), err.toString());
        assertTrue(out.toString().contains("1 cases"), out.toString());
    }

    @Test
    void one_policy_alone_or_a_lead_time_that_is_none_is_refused_in_a_sentence() throws IOException {
        assertEquals(2, run("--facts", past(CASE)));
        assertEquals(2, run("--facts", past(CASE), "--lead-time", "24"));

        assertTrue(err.toString().contains("A study compares two policies"), err.toString());
        assertTrue(err.toString().contains("\"24\" is no length of time"), err.toString());
        assertFalse(err.toString().contains("Exception"), err.toString());
    }

    @Test
    void a_table_that_does_not_load_leaves_nothing_written() throws IOException {
        var tables = Files.createDirectories(folder.resolve("tables/us/zz"));
        Files.writeString(tables.resolve("notice.2020-01-01.md"), "no table");
        var page = folder.resolve("study.html");
        var code = run(
                "--facts",
                past(CASE),
                "--policy",
                "shipped",
                "--policy",
                folder.resolve("tables").toString(),
                "--html",
                page.toString());

        assertEquals(1, code);
        assertTrue(err.toString().contains("policy B not loaded, nothing was studied"), err.toString());
        assertFalse(Files.exists(page));
    }
}

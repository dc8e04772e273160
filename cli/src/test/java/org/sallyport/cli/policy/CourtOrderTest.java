package org.sallyport.cli.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A court order outranks the table between its dates, once its content is adopted by hash. */
class CourtOrderTest {
    private static final String TABLE = """
            ---
            act: notice
            requesters: immigration
            in force: 2020-01-01 to open
            source: ZZ Code 1 (fictional)
            read: 2026-11-25
            basis: text
            local rules: may not narrow
            ---
            # Must it be told?

            | # | answer | clause |
            |---|--------|--------|
            | 1 | must   | § 1    |
            """;
    private static final String ORDERS = """
            acts,requesters,from,to,answer,citation,text,basis
            notice,immigration,2026-01-01,2027-01-01,may-not,"D. ZZ, No. 1 (2026) (fictional)",Enjoined.,secondary
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return PolicyCommand.line(Optional.empty())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("law/us/zz"));
        Files.writeString(folder.resolve("law/us/zz/notice.2020-01-01.md"), TABLE);
        Files.writeString(folder.resolve("law/us/zz/court-orders.csv"), ORDERS);
    }

    private String decided(String day, String adopted) throws IOException {
        var facts = Files.writeString(
                folder.resolve("in.jsonl"),
                "{\"asOf\":\"" + day + "T12:00:00-05:00\","
                        + "\"facility\":{\"jurisdiction\":\"us/zz\",\"kind\":\"county-jail\"},"
                        + "\"request\":{\"form\":\"I-247A\",\"requester\":\"immigration\",\"served\":{\"on\":\"" + day
                        + "\"}},\"person\":{\"minor\":\"no\"}}\n");
        var results = folder.resolve("out.jsonl");
        assertEquals(
                0,
                run(
                        "decide",
                        "--policies",
                        folder.resolve("law").toString(),
                        "--facts",
                        facts.toString(),
                        "--out",
                        results.toString(),
                        "--adopted",
                        adopted),
                err.toString());
        return Files.readString(results);
    }

    @Test
    void it_replaces_the_answer_between_its_dates_and_cites_itself() throws IOException {
        assertTrue(decided("2025-12-31", "all").contains("\"outcome\":\"must\",\"notify\":\"yes\""));
        assertTrue(decided("2026-01-01", "all").contains("\"outcome\":\"may-not\",\"notify\":\"no\""));
        assertTrue(decided("2026-12-31", "all").contains("\"clause\":\"D. ZZ, No. 1 (2026) (fictional)\""));
        assertTrue(decided("2027-01-01", "all").contains("\"outcome\":\"must\""));
    }

    @Test
    void its_hash_is_printed_and_adopts_it_and_a_changed_order_is_un_adopted() throws IOException {
        run("show", "us/zz", "--policies", folder.resolve("law").toString(), "--hashes");
        var hashes =
                Files.writeString(folder.resolve("adopted.txt"), out.toString()).toString();
        assertTrue(out.toString().contains("# us/zz/court-orders#1"), out.toString());

        assertTrue(decided("2026-09-02", "none").contains("\"outcome\":\"ask\""), "a report of an order asks");
        assertTrue(decided("2026-09-02", hashes).contains("\"outcome\":\"may-not\""));

        Files.writeString(folder.resolve("law/us/zz/court-orders.csv"), ORDERS.replace("Enjoined.", "Stayed."));
        assertTrue(decided("2026-09-02", hashes).contains("\"outcome\":\"ask\""));
        assertTrue(err.toString().contains("names no table here"), err.toString());
    }

    @Test
    void an_order_without_citation_or_with_dates_reversed_is_named_by_file_and_line() throws IOException {
        Files.writeString(
                folder.resolve("law/us/zz/court-orders.csv"),
                ORDERS + "notice,immigration,2027-01-01,2026-01-01,ask,,x,text\n");

        assertEquals(1, run("check", "--policies", folder.resolve("law").toString()));
        var said = err.toString().replaceAll("\\s+", " ");
        assertTrue(said.contains("us/zz/court-orders.csv:3: \"to\" lies after \"from\"."), said);
        assertTrue(said.contains("us/zz/court-orders.csv:3: Court, docket and day."), said);
    }
}

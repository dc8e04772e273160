package org.sallyport.cli.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy commands as a user runs them. */
class PolicyCommandTest {
    private static final String CASE = "{\"id\":\"%s\",\"asOf\":\"2026-09-02T12:00:00-05:00\","
            + "\"facility\":{\"jurisdiction\":\"%s\",\"kind\":\"county-jail\"},"
            + "\"request\":{\"form\":\"I-247A\",\"requester\":\"immigration\",\"served\":{\"how\":\"mail\"}},"
            + "\"person\":{\"minor\":\"no\",\"sexOffenderRegistry\":\"no\"}}";

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

    @Test
    void what_ships_passes_the_check() {
        assertEquals(0, run("check"), err.toString());
        assertTrue(out.toString().contains("tables proved: exactly one row for every combination."));
        assertTrue(out.toString().contains("Open: The enrolled text and code section of SB 791 were not found"));
    }

    @ParameterizedTest(name = "{1} -> {2}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "notice.2025-10-01.md; | 2 | no    ; | 2 | unknown; both match listed ground = unknown",
                "notice.2025-10-01.md; | 3 | unknown; | 3 | no; no row matches listed ground = unknown",
                "notice.2025-10-01.md; listed ground |; listed grounds |; A heading is a question",
                "notice.2025-10-01.md; 2025-10-01 to open; 2025-10-01 to 2024-01-01; The second date lies",
                "notice.2019-10-01.md; 2019-10-01 to 2025-10-01; 2019-10-01 to open; One table at most speaks",
                "examples/notice.2025-10-01.jsonl; \"row\": 2; \"row\": 3; Row 3 of us/ct/notice.2025-10-01"
            })
    void a_planted_fault_is_named_by_file(String file, String from, String to, String said) throws IOException {
        copyOfConnecticut();
        var path = folder.resolve("us/ct").resolve(file);
        var text = Files.readString(path);
        assertTrue(text.contains(from), text);
        Files.writeString(path, text.replace(from, to));

        assertEquals(1, run("check", "--policies", folder.toString()));
        var flat = err.toString().replaceAll("\\s+", " ");
        assertTrue(flat.contains("us/ct/") && flat.contains(said), flat);
    }

    @Test
    void a_row_without_an_example_is_named() throws IOException {
        copyOfConnecticut();
        var path = folder.resolve("us/ct/examples/copy-to-person.2019-10-01.jsonl");
        Files.delete(path);

        assertEquals(1, run("check", "--policies", folder.toString()));
        assertTrue(err.toString().contains("copy-to-person.2019-10-01.md"), err.toString());
    }

    @Test
    void a_file_that_is_not_utf_8_loads_nothing() throws IOException {
        copyOfConnecticut();
        Files.write(folder.resolve("us/ct/notice.2025-10-01.md"), new byte[] {'-', (byte) 0xff});

        assertEquals(1, run("check", "--policies", folder.toString()));
        assertTrue(err.toString().contains("UTF-8"), err.toString());
    }

    private void copyOfConnecticut() throws IOException {
        var shipped = Path.of("..", "policies");
        try (var files = Files.walk(shipped.resolve("us/ct"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = folder.resolve(shipped.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.copy(shipped.resolve("zones.csv"), folder.resolve("zones.csv"));
    }

    @Test
    void the_page_for_counsel_holds_rows_citations_lists_examples_and_a_place_to_sign() throws IOException {
        var html = folder.resolve("page.html");
        var pdf = folder.resolve("page.pdf");

        assertEquals(
                0,
                run("show", "us/ct/notice.2025-10-01", "--html", html.toString(), "--pdf", pdf.toString()),
                err::toString);

        var page = Files.readString(html);
        try (var document = Loader.loadPDF(pdf.toFile())) {
            var text = new PDFTextStripper().getText(document);
            for (var part : List.of("54-192h", "listed ground", "us/ct/", "Worked examples", "Signature", "sha256:")) {
                assertTrue(page.contains(part), part);
                assertTrue(text.contains(part), part);
            }
            assertTrue(document.getDocumentCatalog().getMarkInfo().isMarked(), "a screen reader finds its way");
        }
        assertEquals("", err.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"us/ca", "us/nj", "us/ct", "us/ny/nyc", "us/tx/harris"})
    void the_page_of_a_place_leads_to_its_lists_and_begins_with_the_open_points(String place) throws IOException {
        var html = folder.resolve("page.html");
        var pdf = folder.resolve("page.pdf");

        assertEquals(0, run("show", place, "--html", html.toString(), "--pdf", pdf.toString()), err::toString);

        var page = Files.readString(html);
        assertEquals(
                List.of(),
                Pattern.compile("href=\"#([^\"]+)\"")
                        .matcher(page)
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !page.contains(" id=\"" + target + "\""))
                        .toList(),
                "links without a target");
        assertFalse(Pattern.compile("\\blist us/").matcher(page).find(), "a list is named where nothing leads to it");
        try (var document = Loader.loadPDF(pdf.toFile())) {
            var stripper = new PDFTextStripper();
            stripper.setEndPage(1);
            assertTrue(stripper.getText(document).contains("Open points"), "on the first page");
            for (var sheet : document.getPages()) {
                assertEquals(792, sheet.getMediaBox().getWidth(), "US Letter, landscape");
                assertEquals(612, sheet.getMediaBox().getHeight(), "US Letter, landscape");
            }
        }
    }

    @Test
    void tables_are_exported_one_file_each_and_an_unknown_version_is_named() throws IOException {
        assertEquals(0, run("export", "us/wa/king", "--act", "notice", "--out", folder.toString()), err.toString());

        var file = folder.resolve("us/wa/notice.2019-05-21.dmn");
        assertTrue(out.toString().contains(file.toString()), out.toString());
        assertTrue(err.toString().contains("add --dmn 1.3"), "who opens it in Camunda Modeler learns how");
        assertTrue(Files.readString(file).contains("https://www.omg.org/spec/DMN/20230324/MODEL/"));
        assertEquals(2, run("export", "us/wa", "--dmn", "1.4"));
        assertTrue(err.toString().contains("\"1.4\" is not 1.5 or 1.3"), err.toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "us/md/montgomery,       may-not",
        "us/md/baltimore-county, may-not",
        "us/wa/king,             may-not",
        "us/tx/harris,           must"
    })
    void the_same_request_gets_each_countys_answer(String county, String outcome) throws IOException {
        var facts = Files.writeString(folder.resolve("case.json"), CASE.formatted("c-1", county));

        assertEquals(0, run("explain", "--facts", facts.toString(), "--adopted", "all", "--json"), err.toString());
        assertTrue(out.toString().contains("\"outcome\":\"" + outcome + "\""), out.toString());
    }

    @Test
    void an_explanation_goes_down_to_row_and_clause() throws IOException {
        var facts = Files.writeString(folder.resolve("case.json"), CASE.formatted("c-1", "us/tx/harris"));

        assertEquals(0, run("explain", "--facts", facts.toString()));
        assertTrue(out.toString().contains("must: telling the release is a duty"), out.toString());
        assertTrue(out.toString().contains("art. 2.251(a), row 3 of us/tx/notice.2017-09-01"), out.toString());
        assertTrue(out.toString().contains("ask: a person decides"), "nothing is adopted");
        assertTrue(out.toString().contains("us/tx/harris is silent"), out.toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "us/ks/sedgwick, us/ks has no table about this request",
        "us/la/orleans,  order us/la/orleans/court-orders#1",
        "us/ks/sedgwick, no table speaks"
    })
    void an_explanation_says_where_there_is_no_table_or_an_order_instead(String place, String said) throws IOException {
        var facts = Files.writeString(folder.resolve("case.json"), CASE.formatted("c-1", place));

        assertEquals(0, run("explain", "--facts", facts.toString(), "--adopted", "all"));
        var text = out.toString().replaceAll("\\s+", " ");
        assertTrue(text.contains("ask: the tables do not settle it"), text);
        assertTrue(text.contains(said), text);
        assertTrue(!text.contains("row 0"), text);
    }

    @Test
    void bulk_decisions_go_to_a_file_and_bad_lines_are_answered() throws IOException {
        var facts = Files.writeString(
                folder.resolve("in.jsonl"), CASE.formatted("c-1", "us/wa/king") + "\n{\"id\":\"c-2\"}\n");
        var results = folder.resolve("out.jsonl");

        assertEquals(1, run("decide", "--facts", facts.toString(), "--out", results.toString(), "--adopted", "none"));
        var lines = Files.readAllLines(results);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("{\"id\":\"c-1\",\"outcome\":\"may-not\",\"notify\":\"no\""), lines.get(0));
        assertTrue(lines.get(1).contains("\"problems\":["));
        assertFalse(Files.exists(folder.resolve("out.jsonl.part")));
    }

    @Test
    void a_file_of_hashes_adopts_what_it_names() throws IOException {
        run("show", "us/tx/harris", "--hashes");
        var hashes = Files.writeString(folder.resolve("adopted.txt"), out.toString());
        var facts = Files.writeString(folder.resolve("in.jsonl"), CASE.formatted("c-1", "us/tx/harris"));
        var results = folder.resolve("out.jsonl");

        assertEquals(
                0,
                run(
                        "decide",
                        "--facts",
                        facts.toString(),
                        "--out",
                        results.toString(),
                        "--adopted",
                        hashes.toString()));
        assertTrue(Files.readString(results).contains("\"outcome\":\"must\",\"notify\":\"yes\""));
    }

    @Test
    void every_worked_example_comes_out_as_written() {
        assertEquals(0, run("test"), out.toString());
        assertTrue(out.toString().contains(", 0 came out otherwise."));
    }

    @Test
    void a_difference_is_said_in_words_and_counted_over_the_examples() {
        assertEquals(0, run("diff", "us/md/notice.undated", "us/md/notice.2026-06-01"), err.toString());
        assertTrue(out.toString().contains("facility kind is state-prison: no; listed ground: no"), out.toString());
        assertTrue(out.toString().contains("-> may not (row 2, SB 791 (2026))"), out.toString());
        assertTrue(out.toString().contains("worked examples, "), out.toString());

        run("diff", "us/ct/notice.2019-10-01", "us/ct/notice.2025-10-01");
        assertTrue(out.toString().contains("listed ground now counts: convicted of list us/ct/added-2025"));
    }

    @Test
    void the_calendar_names_what_begins_ends_and_is_contested() {
        assertEquals(0, run("calendar", "us/md", "--on", "2026-05-31", "--days", "1"));
        assertTrue(out.toString().contains("2026-06-01  us/md/notice.2026-06-01 begins"), out.toString());
        assertTrue(out.toString().contains("2026-06-01  us/md/notice.undated is no longer in force"));
        assertTrue(out.toString().contains("contested   us/md/frederick/notice.2026-02-17"));
    }

    @ParameterizedTest(name = "{0} us/zz")
    @ValueSource(strings = {"check", "test"})
    void a_place_without_a_table_is_named_and_not_taken_for_proved(String command) {
        assertEquals(1, run(command, "us/zz"));
        assertTrue(err.toString().contains("us/zz"), err.toString());
        assertTrue(err.toString().contains("nothing of that name is here"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void a_calendar_without_an_entry_and_a_comparison_without_a_difference_say_so() {
        assertEquals(0, run("calendar", "us/ca", "--on", "2026-11-25", "--days", "10"));
        assertEquals("Nothing known begins, ends or is to be reviewed in us/ca up to 2026-12-05.\n", out.toString());

        out.getBuffer().setLength(0);
        var shipped = Path.of("..", "policies").toString();
        assertEquals(0, run("diff", shipped, shipped), err::toString);
        assertTrue(out.toString().startsWith("No table differs.\n"), out.toString());
    }

    @Test
    void the_calendar_lists_contested_law_while_it_is_in_force_within_the_days_asked() throws IOException {
        var table = """
                ---
                act: notice
                requesters: immigration
                in force: 2026-03-10 to 2026-04-10
                source: ZZ Code 1 (fictional)
                read: 2026-11-25
                basis: text
                local rules: may narrow
                contested: a suit, ZZ No. 1 (fictional)
                ---
                # May it be told?

                | # | answer | clause |
                |---|--------|--------|
                | 1 | may    | § 1    |
                """;
        Files.createDirectories(folder.resolve("law/us/zz"));
        Files.writeString(folder.resolve("law/us/zz/notice.2026-03-10.md"), table);

        assertFalse(calendar("2026-02-01", 36).contains("contested"), "it begins a day after the days asked");
        assertTrue(calendar("2026-02-01", 37).contains("contested   us/zz/notice.2026-03-10: a suit"));
        assertTrue(calendar("2026-04-09", 0).contains("contested"), "its last day");
        assertFalse(calendar("2026-04-10", 30).contains("contested"), "no longer in force");
    }

    private String calendar(String on, int days) {
        out.getBuffer().setLength(0);
        var law = folder.resolve("law").toString();
        assertEquals(
                0,
                run("calendar", "us/zz", "--policies", law, "--on", on, "--days", Integer.toString(days)),
                err.toString());
        return out.toString();
    }
}

package org.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.problem.Problem;

/** A table is loaded whole and proved, or refused with every problem named by file and line. */
class TableReaderTest {
    private static final String PATH = "us/zz/notice.2020-01-01.md";
    private static final List<String> TABLE = List.of(
            "| # | attached: judicial-warrant, by a judge | convicted of a felony within 15 years | answer | clause |",
            "|---|---|---|---|---|",
            "| 1 | yes         | any         | may     | (b)(1) |",
            "| 2 | no          | yes         | may     | (b)(2) |",
            "| 3 | no          | no          | may not | (b)    |",
            "| 4 | no          | unknown     | ask     | (b)(2) |",
            "| 5 | unknown     | any         | ask     | (b)(1) |");

    private static List<Problem> problems(String front, List<String> table) {
        return Cases.read(PATH, front, table.toArray(String[]::new)).all();
    }

    private static List<Problem> problems(List<String> table) {
        return problems(Cases.front("notice", ""), table);
    }

    private static List<String> changed(int line, String from, String to) {
        var lines = new ArrayList<>(TABLE);
        assertTrue(lines.get(line).contains(from));
        lines.set(line, lines.get(line).replace(from, to));
        return lines;
    }

    @Test
    void a_good_table_is_read_with_its_rows() {
        var table = Cases.good(Cases.read(PATH, Cases.front("notice", ""), TABLE.toArray(String[]::new)));

        assertEquals(5, table.rows().size());
        assertEquals("us/zz", table.head().layer());
        assertEquals(Answer.MAY_NOT, table.rows().get(2).answer());
        assertTrue(table.version().matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void a_gap_names_the_combination_and_the_nearest_row() {
        var found = problems(changed(5, "unknown", "no     "));

        assertEquals(
                List.of("table.overlap", "table.gap"),
                found.stream().map(Problem::code).toList());
        assertEquals("rows 3 and 4", found.get(0).given());
        assertTrue(
                found.get(1)
                        .expected()
                        .contains("attached: judicial-warrant, by a judge = no;"
                                + " convicted of a felony within 15 years = unknown"),
                found.get(1).expected());
    }

    @Test
    void a_table_that_runs_on_from_the_text_above_is_no_table_to_its_readers() {
        var lines = new ArrayList<>(TABLE);
        lines.addFirst("- convicted of a felony");
        var found = problems(lines);

        assertEquals(List.of("table.run-in"), found.stream().map(Problem::code).toList());
        assertEquals(PATH + ":13", found.getFirst().field());
    }

    @Test
    void a_missing_row_is_a_gap() {
        var lines = new ArrayList<>(TABLE);
        lines.remove(6);
        var found = problems(lines);

        assertEquals(1, found.size());
        assertEquals("table.gap", found.getFirst().code());
        assertTrue(found.getFirst().expected().contains("by a judge = unknown"));
    }

    @Test
    void overlapping_rows_are_named_by_number_and_line() {
        var found = problems(changed(2, "yes         ", "yes, unknown"));

        assertEquals(1, found.size());
        assertEquals("rows 1 and 5", found.getFirst().given());
        assertEquals(PATH + ":18", found.getFirst().field());
    }

    @ParameterizedTest(name = "{1} -> {2}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0; convicted of a felony; convicted of a fellony; table.question;     a typo in a question",
                "0; by a judge;            by some judge;          table.question;     an unknown qualifier",
                "0; # ;                    nr ;                    table.headings;     a heading that is not known",
                "3; no  ;                  nope ;                  table.cell;     an answer it does not have",
                "3; may ;                  must, sometimes ;       table.answer;       an unknown answer",
                "3; (b)(2);                ' ';                    table.clause;       no citation",
                "4; | 3 |;                 | 2 |;                  table.row.number;   a number twice",
                "4; | 3 |;                 | 3 | no |;             table.row.width;    a cell too many"
            })
    void what_is_wrong_in_a_row_or_heading_is_named(int line, String from, String to, String code, String why) {
        var found = problems(changed(line, from, to));

        assertTrue(
                found.stream().anyMatch(p -> p.code().equals(code) && p.field().startsWith(PATH + ":")), why + found);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "in force: 2020-01-01 to open; in force: 2020-01-01 to 2019-01-01; table.in-force.reversed",
                "in force: 2020-01-01 to open; in force: 2021-01-01 to open;       table.in-force.name",
                "in force: 2020-01-01 to open; in force: 2020-01-01 to 2020-13-01; table.date",
                "source: ZZ Code 1;            '';                                 table.front-matter.missing",
                "basis: text;                  basis: rumour;                      table.front-matter.value",
                "basis: text;                  bases: text;                        table.front-matter.key",
                "basis: text;                  basis: practice;                    none"
            })
    void what_is_wrong_in_the_front_matter_is_named(String from, String to, String code) {
        var found = problems(Cases.front("notice", "").replace(from, to), TABLE);

        assertEquals(code.equals("none"), found.isEmpty(), found.toString());
        assertTrue(code.equals("none") || found.stream().anyMatch(p -> p.code().equals(code)), found.toString());
    }

    @Test
    void a_federal_duty_and_a_duty_by_practice_are_refused() {
        var must = List.of("| # | answer | clause |", "|---|---|---|", "| 1 | must | § 1 |");

        assertEquals(
                "table.federal-must",
                Cases.read("us/notice.2020-01-01.md", Cases.front("notice", ""), must.toArray(String[]::new))
                        .all()
                        .getFirst()
                        .code());
        assertEquals(
                "table.practice-must",
                problems(Cases.front("notice", "basis: practice\n"), must)
                        .getFirst()
                        .code());
    }

    @Test
    void a_hundred_thousand_rows_are_refused_with_one_sentence() {
        var lines = new ArrayList<>(TABLE);
        for (var i = 6; i < 100_000; i++) {
            lines.add("| " + i + " | any | any | ask | x |");
        }

        assertEquals(
                List.of("table.too-long"),
                problems(lines).stream().map(Problem::code).toList());
    }

    @Test
    void a_definition_folds_many_grounds_into_one_question() {
        var table = Cases.good(Cases.read(
                PATH,
                Cases.front("notice", ""),
                "**grave** is any of:",
                "",
                "- convicted of a felony",
                "- on a sex-crime registry",
                "",
                "| # | grave | answer | clause |",
                "|---|---|---|---|",
                "| 1 | yes | may | x |",
                "| 2 | no, unknown | ask | x |"));

        assertEquals(List.of("yes", "no", "unknown"), table.columns().getFirst().answers());
    }

    /** Random boxes: the proof agrees with counting every combination. */
    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void the_proof_agrees_with_counting(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            int[] domains = {2, 3, 4};
            var rows = new ArrayList<List<Long>>();
            for (var r = 0; r < 1 + random.nextInt(5); r++) {
                var row = new ArrayList<Long>();
                for (var domain : domains) {
                    row.add(1L + random.nextInt((1 << domain) - 1));
                }
                rows.add(row);
            }
            var exactlyOne = true;
            for (var a = 0; a < 2; a++) {
                for (var b = 0; b < 3; b++) {
                    for (var c = 0; c < 4; c++) {
                        var at = new int[] {a, b, c};
                        exactlyOne &= rows.stream().filter(r -> covers(r, at)).count() == 1;
                    }
                }
            }
            assertEquals(exactlyOne, TableProof.prove(domains, rows).proved(), "seed " + seed + " round " + round);
        }
    }

    private static boolean covers(List<Long> row, int[] at) {
        for (var i = 0; i < at.length; i++) {
            if ((row.get(i) >>> at[i] & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static StatuteList empty(String name, String version) {
        return new StatuteList(name, StatuteList.Extent.WHOLE, List.of(), version);
    }

    @Test
    void a_changed_list_changes_the_version_of_the_tables_that_use_it() {
        var text = "---\n" + Cases.front("notice", "")
                + "---\n# May it?\n\n| # | convicted of list us/zz/x | answer | clause |\n"
                + "|---|---|---|---|\n| 1 | any | ask | x |\n";
        var one = new TableReader(n -> Optional.of(empty(n, "v1"))).read(PATH, text);
        var two = new TableReader(n -> Optional.of(empty(n, "v2"))).read(PATH, text);

        assertTrue(!Cases.good(one).version().equals(Cases.good(two).version()));
    }
}

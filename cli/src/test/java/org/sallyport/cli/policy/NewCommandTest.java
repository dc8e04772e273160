package org.sallyport.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafting a county's tables from a few answers. */
class NewCommandTest {
    private static final String ANSWERS = String.join(
            "\n",
            "Garrett County Code 2-101 (fictional)",
            "2026-01-01",
            "2026-11-20",
            "text",
            "9",
            "3",
            "5",
            "",
            "2",
            "never",
            "yes",
            "Md. Code, Crim. Proc. 11-508 (not read)",
            "2026-01-01",
            "2026-11-20",
            "secondary",
            "must be told",
            "yes",
            "yes",
            "Jail Order 7 (fictional)",
            "2026-01-01",
            "2026-11-20",
            "practice",
            "1",
            "2",
            "24",
            "");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String answers, String... args) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(answers.getBytes(UTF_8)));
        try {
            return PolicyCommand.line(Optional.empty())
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void the_draft_is_proved_complete_its_examples_come_out_and_the_check_names_what_is_open() throws IOException {
        var garrett = folder.resolve("garrett");

        assertEquals(0, run(ANSWERS, "new", "us/md/garrett", "--out", garrett.toString()), err::toString);

        var notice = Files.readString(garrett.resolve("us/md/garrett/notice.2026-01-01.md"));
        assertTrue(notice.contains("- convicted of a felony within 5 years\n"), notice);
        assertTrue(notice.contains("| 1 | yes     | may     | 48 hours  |"), notice);
        var victim = Files.readString(garrett.resolve("us/md/garrett/notice.victim.2026-01-01.md"));
        assertTrue(victim.contains("| 1 | yes            | must   | event, release-date |"), victim);
        var agencies = Files.readString(garrett.resolve("us/md/garrett/notice.agencies.2026-01-01.md"));
        assertTrue(agencies.contains("| 1 | yes                                    | may    | 24 hours  |"), agencies);
        assertTrue(out.toString().contains("\"9\" is not an answer to that."), out.toString());

        assertEquals(0, run("", "check", "--policies", garrett.toString(), "us/md/garrett"), err::toString);
        assertTrue(out.toString().contains("5 tables proved"), out.toString());
        assertTrue(out.toString().contains("what must come of each under superior law"), out.toString());
    }

    @ParameterizedTest(name = "from {0}, immigration {1} {2}, basis {3}, victims {4}, agencies {5} with paper {6}")
    @CsvSource({
        "2026-01-01, 1, '',  text,      1, 1, 1",
        "2027-02-27, 2, '',  excerpt,   2, 2, 2",
        "2028-02-28, 3, 4,   secondary, 3, 3, 1",
        "2024-02-29, 3, 1,   text,      1, 2, 2",
        "2026-06-30, 3, '',  memory,    2, 1, 2",
        "2026-12-31, 4, '',  practice,  2, 1, 1",
        "2095-05-05, 3, 7,   text,      1, 1, 1"
    })
    void whatever_is_answered_the_draft_passes_the_check(
            String from, String notice, String years, String basis, String victims, String agencies, String paper) {
        var garrett = folder.resolve("garrett").toString();
        var source = List.of("Rule 1", from, "2026-11-20", basis);
        var answers = new ArrayList<>(source);
        answers.add(notice);
        if (notice.equals("3")) {
            answers.add(years);
        }
        if (!notice.equals("1")) {
            answers.add("");
        }
        answers.addAll(List.of("2", "3", "yes"));
        answers.addAll(source);
        answers.add(victims);
        answers.add("yes");
        answers.add("yes");
        if (basis.equals("practice") && victims.equals("2") || victims.equals("3")) {
            answers.removeLast();
        }
        answers.addAll(source);
        answers.addAll(List.of(agencies, paper, "12", "12"));

        assertEquals(
                0, run(String.join("\n", answers), "new", "us/md/garrett", "--out", garrett), () -> out + "" + err);

        assertEquals(0, run("", "check", "--policies", garrett, "us/md/garrett"), err::toString);
    }

    @Test
    void a_felony_conviction_six_years_old_no_longer_counts_under_a_look_back_of_five() throws IOException {
        var garrett = folder.resolve("garrett");
        run(ANSWERS, "new", "us/md/garrett", "--out", garrett.toString());
        var facts = Files.writeString(
                folder.resolve("case.json"),
                "{\"id\":\"c-1\",\"asOf\":\"2026-03-02T12:00:00-05:00\","
                        + "\"facility\":{\"jurisdiction\":\"us/md/garrett\",\"kind\":\"county-jail\"},"
                        + "\"request\":{\"form\":\"I-247A\",\"requester\":\"immigration\","
                        + "\"served\":{\"how\":\"mail\"}},"
                        + "\"person\":{\"minor\":\"no\"},\"charges\":[{\"severity\":\"felony\","
                        + "\"disposition\":\"convicted\",\"on\":\"2020-03-01\"}]}");

        assertEquals(
                0,
                run("", "explain", "--policies", garrett.toString(), "--facts", facts.toString(), "--adopted", "all"),
                err::toString);

        assertTrue(out.toString().contains("row 2 of us/md/garrett/notice.2026-01-01"), out.toString());
    }

    @Test
    void answers_that_end_early_write_nothing() {
        assertEquals(
                1,
                run(
                        "Code 1\n",
                        "new",
                        "us/md/garrett",
                        "--out",
                        folder.resolve("g").toString()));

        assertTrue(err.toString().contains("nothing was written"), err.toString());
        assertFalse(Files.exists(folder.resolve("g")));
    }

    @Test
    void a_place_with_tables_a_place_that_is_no_county_and_a_full_folder_are_refused() throws IOException {
        Files.writeString(folder.resolve("full"), "x");

        assertEquals(2, run(ANSWERS, "new", "us/md/montgomery"));
        assertEquals(2, run(ANSWERS, "new", "Garrett County"));
        assertEquals(2, run(ANSWERS, "new", "us/md/garrett", "--out", folder.toString()));

        assertTrue(err.toString().contains("There are tables for us/md/montgomery already."), err.toString());
        assertTrue(err.toString().contains("is not a county's path"), err.toString());
        assertTrue(err.toString().contains("is there already"), err.toString());
    }
}

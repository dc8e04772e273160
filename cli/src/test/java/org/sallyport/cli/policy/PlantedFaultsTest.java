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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted in a copy of the shipped tables is found by file and row, all of it in one run, and nothing loads. */
class PlantedFaultsTest {
    private static final Path SHIPPED = Path.of("..", "policies");

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
    void copy() throws IOException {
        for (var state : List.of("ct", "nj", "md", "or")) {
            try (var files = Files.walk(SHIPPED.resolve("us").resolve(state))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var to = folder.resolve(SHIPPED.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        Files.copy(SHIPPED.resolve("zones.csv"), folder.resolve("zones.csv"));
    }

    private void plant(String file, String pattern, String instead) throws IOException {
        var path = folder.resolve("us").resolve(file);
        var text = Files.readString(path);
        var planted = text.replaceFirst(pattern, instead);
        assertFalse(planted.equals(text), "nothing planted in " + file);
        Files.writeString(path, planted);
    }

    private int lineOf(String file, String start) throws IOException {
        var lines = Files.readAllLines(folder.resolve("us").resolve(file));
        return IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).startsWith(start))
                        .findFirst()
                        .orElseThrow()
                + 1;
    }

    @Test
    void the_copy_is_sound() {
        assertEquals(0, run("check", "--policies", folder.toString()), err.toString());
    }

    @Test
    void every_fault_is_named_by_file_and_row_in_one_run_and_nothing_is_loaded() throws IOException {
        plant("ct/notice.2025-10-01.md", "\\| 3 \\| unknown .*\n", "");
        plant("ct/hold.2025-10-01.md", "\\| 2 \\| no  +\\|", "| 2 | no, unknown |");
        plant("nj/notice.2019-03-15.md", "in force: 2019-03-15 to open", "in force: 2019-03-15 to 2019-01-01");
        plant("nj/hold.2019-03-15.md", "\\| may    \\| sec. II.B.6 \\|", "| may    |             |");
        plant("nj/copy-to-person.2019-03-15.md", "source: .*\n", "");
        plant("nj/examples/interview.2019-03-15.jsonl", "(?s).*", "");
        plant("md/notice.2026-06-01.md", "\\| listed ground \\|", "| listed grounds |");
        plant("md/hand-over.2026-06-01.md", "\\| may not \\|", "| perhaps |");
        plant("md/personal-information.2026-06-01.md", "(\\| 1 \\| yes .*\n)", "$1$1");
        plant("md/montgomery/serious-crimes.csv", "\\z", "us/zz,Crim. Law 1,,,x,county,text\n,,99Z,,y,county,text\n");
        plant("md/montgomery/serious-crimes.csv", "# complete: no", "# complete: mostly\n# open: an article");
        Files.write(folder.resolve("us/md/howard/interview.2026-02-06.md"), new byte[] {'-', (byte) 0xff});
        plant("md/frederick/notice.2026-02-17.md", "\\z", rows(100_000));
        Files.writeString(folder.resolve("us/nj/relay.2020-01-01.md"), DEAD);

        assertEquals(1, run("check", "--policies", folder.toString()));

        var said = err.toString().replaceAll("\\s+", " ");
        for (var fault : List.of(
                "us/md/montgomery/serious-crimes.csv: \"mostly\": \"no\", or the place whose code is whole",
                "us/md/montgomery/serious-crimes.csv: \"an article\": A section or article as cited, with its number.",
                "us/ct/notice.2025-10-01.md:" + lineOf("ct/notice.2025-10-01.md", "| 1 |") + ": \"near row 1\"",
                "us/ct/hold.2025-10-01.md:" + lineOf("ct/hold.2025-10-01.md", "| 3 |") + ": \"rows 2 and 3\"",
                "us/nj/notice.2019-03-15.md:4: \"2019-03-15 to 2019-01-01\": The second date lies after the first.",
                "us/nj/hold.2019-03-15.md:" + lineOf("nj/hold.2019-03-15.md", "| 1 |") + ": Row 1 cites a clause.",
                "us/nj/copy-to-person.2019-03-15.md:1: The front matter has no \"source\".",
                "us/nj/interview.2019-03-15.md:" + lineOf("nj/interview.2019-03-15.md", "| 1 |")
                        + ": \"row 1\": Each row",
                "us/md/notice.2026-06-01.md:" + lineOf("md/notice.2026-06-01.md", "| #") + ": \"listed grounds\"",
                "us/md/hand-over.2026-06-01.md:" + lineOf("md/hand-over.2026-06-01.md", "| 2 |") + ": \"perhaps\"",
                "us/md/personal-information.2026-06-01.md:"
                        + (lineOf("md/personal-information.2026-06-01.md", "| 1 |") + 1)
                        + ": \"1\": Row numbers are unique",
                "us/md/montgomery/serious-crimes.csv:8: \"us/zz\": Whose code",
                "us/md/montgomery/serious-crimes.csv:9: \"99Z\": An offence code",
                "us/md/howard/interview.2026-02-06.md: UTF-8 text.",
                "us/md/frederick/notice.2026-02-17.md:" + lineOf("md/frederick/notice.2026-02-17.md", "| #")
                        + ": \"100001\": At most 500 rows",
                "us/nj/relay.2020-01-01.md:" + lineOf("nj/relay.2020-01-01.md", "| 4 |")
                        + ": \"row 4\": A row some case")) {
            assertTrue(said.contains(fault), () -> fault + "\nnot in\n" + said);
        }

        var facts = Files.writeString(folder.resolve("in.jsonl"), "{}\n");
        var results = folder.resolve("out.jsonl");
        assertEquals(
                1,
                run(
                        "decide",
                        "--policies",
                        folder.toString(),
                        "--facts",
                        facts.toString(),
                        "--out",
                        results.toString()));
        assertFalse(Files.exists(results), "nothing is decided under tables with a fault");
        assertTrue(err.toString().contains("tables not loaded, nothing was decided"));
    }

    @Test
    void a_look_back_without_an_example_at_its_boundary_is_named() throws IOException {
        plant("nj/examples/notice.2019-03-15.jsonl", "(?m)^.*\"asOf\": \"2025-03-01T.*\n", "");

        assertEquals(1, run("check", "us/nj", "--policies", folder.toString()));

        var said = err.toString().replaceAll("\\s+", " ");
        assertTrue(
                said.contains(
                        "us/nj/examples/notice.2019-03-15.jsonl: \"convicted of a felony within 5 years\": A worked"
                                + " example at each boundary of this look-back; none stands at: convicted on 29"
                                + " February the first day outside."),
                said);
    }

    private static String rows(int count) {
        return IntStream.rangeClosed(2, count + 1)
                .mapToObj(i -> "| " + i + " | ask | x | x |\n")
                .collect(Collectors.joining());
    }

    private static final String DEAD = """
            ---
            act: relay
            requesters: immigration
            in force: 2020-01-01 to open
            source: planted
            read: 2026-11-25
            basis: text
            local rules: may narrow
            ---
            # May it be passed on?

            | # | form is I-247A | form is I-247A or I-247D | answer | clause |
            |---|----------------|--------------------------|--------|--------|
            | 1 | yes            | yes                      | may    | x      |
            | 2 | no             | yes                      | may    | x      |
            | 3 | no             | no                       | ask    | x      |
            | 4 | yes            | no                       | ask    | x      |
            """;

    @Test
    void days_without_cover_and_rows_the_state_overrules_are_said_though_nothing_is_wrong() throws IOException {
        plant("md/montgomery/notice.2019-07-22.md", "to 2024-02-28", "to 2024-02-20");
        plant("md/montgomery/examples/notice.2019-07-22.jsonl", ".*2024-02-27.*\\R", "");
        var county = folder.resolve("us/or/multnomah");
        Files.createDirectories(county.resolve("examples"));
        var table = Files.readString(folder.resolve("us/or/hold.2021-01-01.md"));
        Files.writeString(county.resolve("hold.2021-01-01.md"), table.replace("may not", "must"));
        Files.writeString(
                county.resolve("examples/hold.2021-01-01.jsonl"),
                Files.readString(folder.resolve("us/or/examples/hold.2021-01-01.jsonl"))
                        .replace("\"us/or\"", "\"us/or/multnomah\""));

        assertEquals(0, run("check", "--policies", folder.toString()), err.toString());

        var said = out.toString().replaceAll("\\s+", " ");
        assertTrue(
                said.contains("us/md/montgomery/notice.2019-07-22.md No table of this layer follows from that day on:"
                        + " it is silent. (2024-02-20)"),
                said);
        assertTrue(said.contains("us/or/hold.2021-01-01 always answers may-not; this row cannot matter"), said);
        assertTrue(said.contains("us/or/multnomah/hold.2021-01-01.md:"), said);
    }
}

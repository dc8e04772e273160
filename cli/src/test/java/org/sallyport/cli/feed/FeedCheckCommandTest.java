package org.sallyport.cli.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.terminal.ExitCode;
import picocli.CommandLine;

class FeedCheckCommandTest {
    private static final String MONTGOMERY = "us/md/montgomery/mcdc";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_feed_without_dispositions_never_answers_which_convictions_there_are() throws IOException {
        assertEquals(ExitCode.OK, check(file(booked("1", "2026-09-01T12:00:00-04:00"))));

        assertTrue(out.toString().contains("1 events of 1 bookings can be read, 0 cannot"), out.toString());
        assertTrue(
                out.toString()
                        .matches("(?s).*never +convicted of list us/md/montgomery/serious-crimes +needs charges.*"),
                out.toString());
        assertTrue(
                out.toString().matches("(?s).*immigration, I-247A +100 % +100 % because this feed leaves.*"),
                out.toString());
        assertTrue(out.toString().matches("(?s).*victim +0 %.*"), out.toString());
    }

    @Test
    void rosters_are_compared_by_their_mapping_and_nothing_is_saved() throws IOException {
        var mapping = Files.writeString(folder.resolve("m.json"), """
                {"version":1,"name":"Test roster","zone":"America/New_York","key":"no",
                 "snapshot":{"column":"day","format":"uuuu-MM-dd","at":"06:00"},
                 "person":{"family":"last","sex":{"column":"sex","codes":{"Male":"M"}}}}""");
        var roster = Files.writeString(folder.resolve("r.csv"), """
                day,no,last,sex
                2026-09-01,B1,Test,Male
                2026-09-01,B2,Test,Other
                2026-09-02,B1,Test,Male
                2026-09-02,,Test,Male
                """);
        var line =
                new CommandLine(new FeedCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertEquals(
                ExitCode.PROBLEMS,
                line.execute("check", roster.toString(), "--facility", MONTGOMERY, "--mapping", mapping.toString()));
        assertTrue(out.toString().contains("1 rosters, 2 rows"), out.toString());
        assertTrue(out.toString().contains("sex: codes the mapping does not translate: Other"), out.toString());
        assertTrue(err.toString().contains("line 5, column no"), err.toString());
        assertEquals(
                ExitCode.PROBLEMS,
                line.execute("check", roster.toString(), "--facility", MONTGOMERY, "--mapping", "none"));
        assertTrue(err.toString().contains("a roster needs a mapping"), err.toString());
    }

    @Test
    void every_kind_of_problem_is_named_once_with_its_lines() throws IOException {
        var good = booked("1", "2026-09-01T12:00:00-04:00");
        var feed = file(
                good,
                "{\"specversion\":\"1.0\", broken",
                booked("2", "1825-09-01T12:00:00-04:00"),
                booked("3", "1825-09-02T12:00:00-04:00"),
                good.replace("/us/md/montgomery/mcdc", "/us/zz/none/jail"),
                good.replace("custody.booked", "custody.boked"));

        assertEquals(ExitCode.PROBLEMS, check(feed));

        var said = err.toString();
        assertTrue(said.contains("nothing was saved (4 problems)"), said);
        assertTrue(said.contains("column 23 (line 2)"), said);
        assertTrue(said.contains("time (2 times, lines 3, 4)"), said);
        assertTrue(said.contains("source (line 5)"), said);
        assertTrue(said.contains("type (line 6)"), said);
        assertFalse(said.contains("Test Person 1"), said);
    }

    @Test
    void a_local_time_in_the_repeated_hour_is_read_and_pointed_out() throws IOException {
        var line = booked("1", "2026-11-01T01:30:00");

        assertEquals(ExitCode.OK, check(file(line)));

        assertTrue(out.toString().contains("that hour came twice"), out.toString());
    }

    @Test
    void a_truncated_gzip_is_named_and_what_stands_before_it_is_read() throws IOException {
        var lines = new StringBuilder();
        for (int i = 1; i <= 2_000; i++) {
            lines.append(booked(Integer.toString(i), "2026-09-01T12:00:00-04:00"))
                    .append('\n');
        }
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        var half = java.util.Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);

        assertEquals(ExitCode.PROBLEMS, check(Files.write(folder.resolve("half.jsonl.gz"), half)));

        assertTrue(err.toString().contains("end of the input"), err.toString());
        assertFalse(out.toString().startsWith(MONTGOMERY + ": 0 events"), out.toString());
    }

    /** Three gigabytes without a line end, read in bounded memory: the sparse file takes no space. */
    @Test
    void a_file_of_three_gigabytes_is_read_to_its_end_and_refused() throws IOException {
        var big = folder.resolve("big.jsonl");
        try (var sparse = new RandomAccessFile(big.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }

        assertEquals(ExitCode.PROBLEMS, check(big));

        assertTrue(err.toString().contains("An event of at most 1048576 bytes"), err.toString());
    }

    @Test
    void an_unknown_facility_and_a_missing_file_are_told_apart() throws IOException {
        var feed = file(booked("1", "2026-09-01T12:00:00-04:00"));

        assertEquals(ExitCode.PROBLEMS, run(feed.toString(), "--facility", "us/zz/none/jail"));
        assertTrue(err.toString().contains("\"us/zz/none/jail\""), err.toString());
        assertTrue(new CommandLine(new FeedCommand()).getSubcommands().containsKey("check"));
    }

    private int check(Path feed) {
        return run(feed.toString(), "--facility", MONTGOMERY);
    }

    private int run(String... args) {
        return new CommandLine(new FeedCheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("feed.jsonl"), String.join("\n", lines) + "\n");
    }

    private static String booked(String number, String at) {
        return """
                {"specversion":"1.0","id":"e-%s","source":"/us/md/montgomery/mcdc","subject":"B26-%s","sequence":"1",\
                "type":"custody.booked","time":"%s","data":{"person":{"name":{"family":"Test","given":"Person 1"},\
                "birthDate":"1990-01-01","sex":"M"},\
                "bookedAt":"2026-09-01T12:00:00-04:00"}}""".formatted(number, number, at);
    }
}

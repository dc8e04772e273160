package org.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.problem.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_names_every_command_and_the_exit_codes() {
        assertEquals(ExitCode.OK, run("--help"));

        for (var name : Main.names()) {
            assertTrue(out.toString().contains("\n  " + name + " "), name + " is missing in\n" + out);
        }
        assertTrue(out.toString().contains("69 something outside is missing"), out.toString());
    }

    @Test
    void a_command_that_does_not_exist_is_wrong_usage_and_prints_nothing_on_standard_output() {
        assertEquals(ExitCode.USAGE, run("polcy"));

        assertEquals("", out.toString());
        assertTrue(err.toString().contains("polcy"), err.toString());
        assertTrue(err.toString().endsWith("See sallyport --help." + System.lineSeparator()), err.toString());
    }

    @Test
    void a_fault_of_the_program_is_one_line_that_repeats_nothing_it_was_given() {
        assertEquals(ExitCode.INTERNAL, run("break"));

        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("IllegalStateException, at MainTest.java:"), err.toString());
        assertFalse(err.toString().contains("Test Person 1"), err.toString());
    }

    @Test
    void with_debug_the_fault_shows_where_it_arose() {
        assertEquals(ExitCode.INTERNAL, run("break", "--debug"));

        assertTrue(err.toString().contains("\tat org.sallyport.cli.MainTest"), err.toString());
    }

    @Test
    void what_is_missing_outside_has_its_own_code_and_says_what_to_do() {
        assertEquals(ExitCode.UNAVAILABLE, run("alone"));

        assertEquals(
                "sallyport: no server answers; start one with ./sallyport serve",
                err.toString().strip());
    }

    @Test
    void problems_are_printed_all_at_once_each_under_its_field() {
        var problems = List.of(
                new Problem(
                        "request.ori.length",
                        "ori",
                        "ZZ12345",
                        "an ORI has exactly 9 letters and digits, such as"
                                + " ZZ1234500 (NCIC Operating Manual, ORI File, 1.5).",
                        "Copy it from the header of the message."),
                new Problem("request.leadTime", "leadTime", "48", "an ISO 8601 duration, such as PT48H.", ""));

        assertEquals(
                ExitCode.PROBLEMS,
                ProblemPrinter.print(
                        new PrintWriter(err, true), "request R-2041 not accepted, nothing was saved", problems));

        assertEquals("""
                sallyport: request R-2041 not accepted, nothing was saved (2 problems)
                  ori: "ZZ12345": an ORI has exactly 9 letters and digits, such as ZZ1234500 (NCIC Operating Manual,
                       ORI File, 1.5). Copy it from the header of the message.
                  leadTime: "48": an ISO 8601 duration, such as PT48H.
                """, err.toString().replace("\r\n", "\n"));
    }

    private int run(String... args) {
        return Main.commandLine(args)
                .addSubcommand(new Breaking())
                .addSubcommand(new Alone())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(args);
    }

    @Command(name = "break")
    private static final class Breaking implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("no episode of Test Person 1");
        }
    }

    @Command(name = "alone")
    private static final class Alone implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new Unavailable("no server answers; start one with ./sallyport serve");
        }
    }
}

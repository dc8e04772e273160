package org.sallyport.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.sallyport.cli.terminal.ExitCode;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void one_seed_is_run_and_every_promise_named() {
        assertEquals(ExitCode.OK, run("--seed", "8"));

        assertTrue(out.toString().contains("s per simulated jail-year."), out.toString());
        assertTrue(out.toString().contains("Every promise holds: S1 S2 S3 S4 S5 S6 S8 BREAKER L1"), out.toString());
    }

    @Test
    void a_number_of_seeds_that_makes_no_sense_is_wrong_usage() {
        assertEquals(ExitCode.USAGE, run("--seeds", "0"));

        assertTrue(err.toString().contains("--seeds takes 1 to"), err.toString());
    }

    private int run(String... args) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

package org.sallyport.cli.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports a place's law asks for, as counsel looks them up. */
class ReportsCommandTest {
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
    void a_city_sees_its_own_reports_and_those_of_the_layers_above_it() {
        assertEquals(0, run("reports", "us/ny/nyc"), err.toString());

        assertTrue(out.toString().contains("us/ny/nyc  to Speaker of the City Council"), out.toString());
        assertTrue(out.toString().contains("without    names and other identifiers"), out.toString());
        assertFalse(out.toString().contains("us/ca"), out.toString());
    }

    @Test
    void where_none_is_known_it_says_that_this_proves_nothing() {
        assertEquals(0, run("reports", "us/mt"), err.toString());

        assertTrue(out.toString().contains("does not say that none is due"), out.toString());
    }

    @Test
    void a_report_without_citation_is_named_by_file_and_line() throws IOException {
        Files.createDirectories(folder.resolve("us/zz"));
        Files.writeString(
                folder.resolve("us/zz/reports.csv"),
                "to,when,elements,nil return,identifiers,citation,basis,note\n"
                        + "the state,annual,counts,yes,none,,text,\n");

        assertEquals(1, run("check", "--policies", folder.toString()));
        assertTrue(err.toString().contains("us/zz/reports.csv:2"), err.toString());
        assertTrue(err.toString().contains("\"citation\" is filled"), err.toString());
    }
}

package org.sallyport.formats.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.policy.RecordClass;
import org.sallyport.policy.RetentionRule;
import org.sallyport.policy.RetentionSchedule;
import org.sallyport.policy.SourceBasis;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Retention schedules as they lie beside the tables. */
class RetentionFilesTest {
    @TempDir
    private Path folder;

    private Checked<RetentionSchedule> read(String lines) throws IOException {
        Files.createDirectories(folder.resolve("us/zz/one"));
        Files.writeString(
                folder.resolve("us/zz/one/retention.csv"), "record,keep,needs,citation,read,basis,note\n" + lines);
        return PolicyFiles.in(folder).retention(_ -> true);
    }

    @Test
    void a_rule_is_read_with_its_place_period_citation_day_and_basis() throws IOException {
        var schedule = ((Checked.Good<RetentionSchedule>)
                        read("stay,P7Y,the board's order,ZZ Code 7,2026-11-25,text,\n"))
                .value();
        var rule = new RetentionRule(
                "us/zz/one",
                RecordClass.STAY,
                Period.ofYears(7),
                "the board's order",
                "ZZ Code 7",
                LocalDate.of(2026, 11, 25),
                SourceBasis.TEXT,
                "");
        assertEquals(List.of(rule), schedule.rules());
        assertEquals(LocalDate.of(2031, 2, 28), rule.keptUntil(LocalDate.of(2024, 2, 29)), "29 February");
        var ended = LocalDate.of(2024, 3, 1);
        assertTrue(schedule.governing("us/zz/one/jail", RecordClass.STAY, ended).isPresent());
        assertTrue(
                schedule.governing("us/zz", RecordClass.STAY, ended).isEmpty(),
                "a county does not speak for its state");
        assertTrue(schedule.governing("us/zz/one", RecordClass.REQUEST, ended).isEmpty());
    }

    @Test
    void every_fault_is_named_by_file_and_line() throws IOException {
        var problems = ((Checked.Bad<RetentionSchedule>)
                        read("person,7 years,,,yesterday,text,\nstay,-P1Y,,C,2026-01-01,hearsay,\n"))
                .problems();
        assertEquals(
                List.of("retention.citation", "csv.word", "retention.keep", "csv.day", "retention.keep", "csv.word"),
                problems.stream().map(Problem::code).toList());
        assertTrue(
                problems.getFirst().field().endsWith("us/zz/one/retention.csv:2"),
                problems.getFirst().field());
        assertTrue(
                problems.getLast().field().endsWith("us/zz/one/retention.csv:3"),
                problems.getLast().field());
    }
}

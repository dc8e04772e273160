package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.terminal.ExitCode;

/** An older state is restored and goes on, with the right keys: whoever saw more of the log tells. */
class RestoredStateTest {
    @TempDir
    private Path folder;

    @Test
    void a_restored_older_state_is_a_log_that_shrank_for_the_witness_and_for_whoever_kept_a_checkpoint()
            throws Exception {
        var backup = folder.resolve("backup");
        try (var operator = Operator.start();
                var witness = RunningWitness.start(folder.resolve("witness"), operator.logKey())) {
            operator.witnessedBy(witness.named());
            operator.record(6);
            TamperingTest.until("the older state is cosigned", () -> operator.uncosigned() == 0);
            var early = Files.writeString(folder.resolve("early"), operator.checkpoint(), UTF_8);
            operator.backUp(backup);
            operator.record(4);
            TamperingTest.until("the newer state is cosigned", () -> operator.uncosigned() == 0);
            var later = Files.writeString(folder.resolve("later"), operator.checkpoint(), UTF_8);

            var good = operator.checkBackup(backup, early);
            assertEquals(ExitCode.OK, good.code(), good.err());
            assertTrue(good.out().contains("Its audit log has 6 entries"), good.out());
            assertTrue(good.out().contains("continues every state"), good.out());
            var old = operator.checkBackup(backup, later);
            assertEquals(ExitCode.BROKEN, old.code(), old.out());
            assertTrue(old.err().contains("has 10 entries, the log only 6"), old.err());

            operator.restore(backup);
            TamperingTest.until("the witness tells", () -> operator.faults().equals(List.of("log-shrunk")));
            var alone = operator.run(new CheckCommand(operator::reach));
            assertEquals(ExitCode.OK, alone.code(), "by itself it is whole: " + alone.err());
            var told = operator.run(new CheckCommand(operator::reach), "--against", later.toString());
            assertEquals(ExitCode.BROKEN, told.code(), told.out());
            assertTrue(told.err().contains("(log-shrunk)"), told.err());
        }
    }
}

package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.audit.Hash;
import org.sallyport.audit.TreeHead;
import org.sallyport.cli.terminal.ExitCode;

/**
 * The operator, as PostgreSQL's superuser and with every key in hand, changes one row under a running server and makes
 * all of ours agree: seals anew, hashes anew, builds the tree and signs it anew. Our own check sees nothing then. An
 * auditor's copy names the entry, a cosigned checkpoint narrows it down, and the witness refuses to sign.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int VICTIM = 5;

    @TempDir
    private static Path folder;

    private Operator operator;
    private RunningWitness witness;
    private Path copy;
    private Path early;
    private Path cosigned;
    private Path receipt;

    @BeforeAll
    void aLogThatAWitnessCosignedAndAnAuditorCopied() throws Exception {
        operator = Operator.start();
        witness = RunningWitness.start(folder.resolve("witness"), operator.logKey());
        operator.record(4);
        operator.witnessedBy(witness.named());
        until("the first entries are cosigned", () -> operator.uncosigned() == 0);
        early = keep("early-checkpoint");
        operator.record(8);
        until("all is cosigned", () -> operator.uncosigned() == 0);
        cosigned = keep("cosigned-checkpoint");
        receipt = Files.write(folder.resolve("receipt.json"), operator.receipt());
        copy = folder.resolve("copy");
        var exported = operator.run(new ExportCommand(operator::reach), copy.toString());
        assertEquals(ExitCode.OK, exported.code(), exported.err());
        operator.keepSafe();
    }

    private Path keep(String name) throws IOException {
        var note = operator.checkpoint();
        assertTrue(note.contains("paper.example/witness"), note);
        return Files.writeString(folder.resolve(name), note, UTF_8);
    }

    @AfterEach
    void undo() {
        operator.undo();
    }

    @AfterAll
    void end() throws InterruptedException {
        operator.close();
        witness.close();
    }

    private Operator.Ran check(Path... against) {
        var args = Stream.of(against)
                .flatMap(path -> Stream.of("--against", path.toString()))
                .toArray(String[]::new);
        return operator.run(new CheckCommand(operator::reach), args);
    }

    /**
     * What is done to the row at one place of the log.
     *
     * @param first the first entry that differs then
     * @param fault what the server says of the witness afterwards
     */
    private record Attack(String name, How how, int first, String fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface How {
        void strike(Forger forger, long position) throws SQLException;
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                new Attack("alter", (f, at) -> f.alter(at, "another"), VICTIM, "log-rewritten"),
                new Attack("back-date", Forger::backDate, VICTIM, "log-rewritten"),
                new Attack("delete", Forger::delete, VICTIM, "log-shrunk"),
                new Attack("insert", Forger::insert, VICTIM + 1, "log-rewritten"),
                new Attack("reorder", Forger::reorder, VICTIM, "log-rewritten"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void a_row_changed_with_every_key_in_hand_is_named_by_a_copy_and_refused_by_the_witness(Attack attack)
            throws Exception {
        operator.forge(attack.how()::strike, VICTIM);
        until(attack + " is signed by the operator", () -> operator.unsequenced() == 0);

        var alone = check();
        assertEquals(ExitCode.OK, alone.code(), alone.err());
        assertTrue(alone.out().contains("Compared with nothing from outside"), alone.out());

        var named = check(copy);
        assertEquals(ExitCode.BROKEN, named.code(), named.out());
        assertTrue(named.err().contains("entry " + attack.first() + ", position "), named.err());
        assertTrue(named.err().contains("(entry-republished)"), named.err());

        var held = check(receipt);
        assertEquals(ExitCode.BROKEN, held.code(), held.out());
        assertTrue(
                held.err().contains("entry 5, position ") == !attack.name().equals("insert"),
                "who holds a receipt of the entry: " + held.err());

        var narrowed = check(early, cosigned);
        assertEquals(ExitCode.BROKEN, narrowed.code(), narrowed.out());
        assertTrue(
                narrowed.err().contains("an entry from 4 to 11 was altered, added or removed since")
                        || narrowed.err().contains("has 12 entries, the log only 11"),
                narrowed.err());

        until(attack + " is refused by the witness", () -> operator.faults().equals(List.of(attack.fault())));
        assertTrue(
                witness.said().contains("THE LOG WAS ROLLED BACK OR REWRITTEN")
                        || witness.said().contains("do not continue what was cosigned"),
                witness.said());
    }

    @Test
    void a_copy_that_is_cut_off_is_unusable_and_a_checkpoint_from_the_future_is_a_log_that_shrank() throws IOException {
        var tile = copy.resolve("tile/entries/000.p/12");
        var whole = Files.readAllBytes(tile);
        Files.write(tile, Arrays.copyOf(whole, whole.length - 5));
        var cutOff = check(copy);
        Files.write(tile, whole);
        assertEquals(ExitCode.PROBLEMS, cutOff.code(), cutOff.out());
        assertTrue(cutOff.err().contains("tile/entries/000.p/12: Whole: the 12 entries"), cutOff.err());

        var ahead = operator.sign(new TreeHead(1_000, Hash.leaf(new byte[0])));
        var future = check(Files.writeString(folder.resolve("future"), ahead));
        assertEquals(ExitCode.BROKEN, future.code(), future.out());
        assertTrue(future.err().contains("has 1000 entries, the log only 12"), future.err());

        var stranger = Files.writeString(
                folder.resolve("stranger"), ahead.replace("jail.example/audit", "other.example/audit"));
        var another = check(stranger);
        assertEquals(ExitCode.PROBLEMS, another.code(), another.out());
        assertTrue(another.err().contains("A checkpoint that this log's key signed"), another.err());
    }

    @Test
    void what_nobody_touched_passes_against_all_that_others_kept() throws InterruptedException {
        var checked = check(copy, early, cosigned, receipt);

        assertEquals(ExitCode.OK, checked.code(), checked.err());
        assertTrue(checked.out().contains("It continues every state it was compared with"), checked.out());
        until("the witness signs", () -> operator.faults().equals(List.of("")));
    }

    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        var pause = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not within " + SOON + ": " + what);
            }
            if (pause.await(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts down");
            }
        }
    }
}

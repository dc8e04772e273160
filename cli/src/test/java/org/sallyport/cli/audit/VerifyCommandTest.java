package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.Commitment;
import org.sallyport.audit.DisclosedEntry;
import org.sallyport.audit.Frontier;
import org.sallyport.audit.InclusionProof;
import org.sallyport.audit.LogProof;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.SignedNote;
import org.sallyport.formats.audit.ReceiptFile;
import org.sallyport.journal.Heading;
import picocli.CommandLine;

/** Verifying a receipt as somebody does who has the file and keys, and nothing else. */
class VerifyCommandTest {
    private static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");
    private static final NoteSigner LOG = signer("jail.example/audit", NoteKey.Kind.SIGNER, 1);
    private static final NoteSigner WITNESS = signer("paper.example/witness", NoteKey.Kind.COSIGNER, 2);
    private static final String KEY = LOG.key().toString();
    private static final String WITNESS_KEY = WITNESS.key().toString();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static NoteSigner signer(String name, NoteKey.Kind kind, int first) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return new NoteSigner(name, kind, seed);
    }

    private Path receipt() throws IOException {
        var heading = new Heading(
                new UUID(0, 7), 1, "request.withdrawn", 1, NOON, "us/md/montgomery/mcdc", "a", "withdraw", "a");
        var entry = new DisclosedEntry(
                3, heading, new byte[Commitment.SALT_BYTES], "{\"reason\":\"sealed words\"}".getBytes(UTF_8));
        var tree = new Frontier();
        tree.append(entry.leaf().hash());
        var checkpoint = new Checkpoint(LOG.key().name(), tree.head());
        var note = new SignedNote(checkpoint.text(), List.of())
                .with(LOG.sign(checkpoint.text(), NOON))
                .with(WITNESS.sign(checkpoint.text(), NOON));
        var proof = new LogProof(new InclusionProof(0, 1, List.of()), note, checkpoint);
        return Files.write(
                folder.resolve("receipt.json"), ReceiptFile.write(new RecordReceipt(entry, entry.commitment(), proof)));
    }

    private int verify(Instant now, Object file, String... options) {
        var line = new CommandLine(new VerifyCommand(InstantSource.fixed(now)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        var args = new String[options.length + 1];
        args[0] = file.toString();
        System.arraycopy(options, 0, args, 1, options.length);
        return line.execute(args);
    }

    @Test
    void a_receipt_is_proved_and_the_witness_named_and_its_content_shown_only_when_asked_for() throws IOException {
        var file = receipt();

        assertEquals(0, verify(NOON, file, "--log-key", KEY, "--witness-key", WITNESS_KEY), err::toString);

        assertTrue(out.toString().startsWith("PROVED: "), out::toString);
        assertTrue(out.toString().contains("paper.example/witness, 2026-09-02T12:00:00Z"), out::toString);
        assertTrue(out.toString().contains("An outside witness vouches for it"), out::toString);
        assertFalse(out.toString().contains("sealed words"), out::toString);
        assertEquals(0, verify(NOON, file, "--log-key", KEY, "--content"), err::toString);
        assertTrue(out.toString().contains("sealed words"), out::toString);
    }

    @Test
    void that_no_outside_witness_was_believed_is_said_plainly() throws IOException {
        assertEquals(0, verify(NOON, receipt(), "--log-key", KEY), err::toString);

        assertTrue(out.toString().contains("NO OUTSIDE WITNESS vouches for it"), out::toString);
        assertTrue(out.toString().contains("paper.example/witness. Check them with --witness-key"), out::toString);
    }

    @Test
    void an_altered_receipt_another_log_and_a_future_cosignature_prove_nothing() throws IOException {
        var file = receipt();
        var altered = Files.writeString(
                folder.resolve("altered.json"), Files.readString(file).replace("sealed words", "other words!"));
        var other = signer("prison.example/audit", NoteKey.Kind.SIGNER, 1).key().toString();

        assertEquals(1, verify(NOON, altered, "--log-key", KEY));
        assertTrue(err.toString().contains("NOT PROVED"), err::toString);
        assertTrue(err.toString().contains("One of the three was altered"), err::toString);
        assertEquals(1, verify(NOON, file, "--log-key", other));
        assertTrue(err.toString().contains("It is a receipt of another log"), err::toString);
        assertEquals(1, verify(NOON.minus(Duration.ofHours(1)), file, "--log-key", KEY, "--witness-key", WITNESS_KEY));
        assertTrue(err.toString().contains("computer's clock"), err::toString);
        assertTrue(out.toString().isEmpty(), out::toString);
    }

    /** Cut off or altered anywhere, a receipt ends in a verdict in words, and never in one of proof of something else. */
    @Test
    void a_receipt_damaged_anywhere_ends_in_a_verdict_and_never_in_a_trace() throws IOException {
        var whole = Files.readAllBytes(receipt());
        var dice = new Random(4711);
        for (int n = 0; n < 60; n++) {
            int at = dice.nextInt(whole.length);
            var other = n % 2 == 0 ? Arrays.copyOf(whole, at) : whole.clone();
            if (n % 2 == 1) {
                other[at] ^= (byte) (1 << dice.nextInt(7));
            }
            err.getBuffer().setLength(0);
            int code = verify(NOON, Files.write(folder.resolve("damaged.json"), other), "--log-key", KEY);
            boolean sameProof = code == 0; // a blank, the name of a member that says nothing, another's signature
            assertTrue(sameProof || code == 1 && err.toString().contains("NOT PROVED"), at + ": " + err);
            assertFalse(err.toString().contains("Exception") || err.toString().contains("\tat "), err::toString);
        }
    }

    @Test
    void a_receipt_that_another_key_of_the_same_name_signed_is_said_to_be_so() throws IOException {
        var wrong = signer("jail.example/audit", NoteKey.Kind.SIGNER, 9).key().toString();
        assertEquals(1, verify(NOON, receipt(), "--log-key", wrong));
        assertTrue(err.toString().replaceAll("\\s+", " ").contains("another key signed this one"), err::toString);
    }

    @Test
    void a_file_of_a_hundred_megabytes_is_refused_without_being_read() throws IOException {
        var large = folder.resolve("large.json");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100L << 20);
        }

        assertEquals(1, verify(NOON, large, "--log-key", KEY));

        assertTrue(err.toString().contains("no receipt is that long"), err::toString);
    }

    @Test
    void keys_of_the_wrong_kind_and_no_keys_at_all_are_wrong_usage() throws IOException {
        var file = receipt();

        assertEquals(2, verify(NOON, file));
        assertEquals(2, verify(NOON, file, "--log-key", "jail.example/audit"));
        assertEquals(2, verify(NOON, file, "--log-key", WITNESS_KEY));
        assertEquals(2, verify(NOON, file, "--log-key", KEY, "--witness-key", KEY));
    }
}

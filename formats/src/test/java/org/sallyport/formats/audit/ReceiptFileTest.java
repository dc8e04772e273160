package org.sallyport.formats.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.audit.RecordReceipt;
import org.sallyport.audit.RecordReceipt.Verdict;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Receipts as files: read back to the byte, and damaged ones answered with every problem. */
public final class ReceiptFileTest {
    private static final RecordReceipt RECEIPT = SampleReceipt.cosigned();

    private static List<String> fields(String file) {
        return ReceiptFile.read(file.getBytes(UTF_8)).all().stream()
                .map(Problem::field)
                .toList();
    }

    private static String file() {
        return new String(ReceiptFile.write(RECEIPT), UTF_8);
    }

    @Test
    void a_receipt_is_read_back_as_it_was_written() {
        var file = ReceiptFile.write(RECEIPT);

        switch (ReceiptFile.read(file)) {
            case Checked.Good<RecordReceipt>(var read) -> {
                assertEquals(RECEIPT, read);
                assertArrayEquals(file, ReceiptFile.write(read));
                assertInstanceOf(
                        Verdict.Holds.class,
                        read.check(SampleReceipt.LOG.key(), List.of(SampleReceipt.WITNESS.key()), SampleReceipt.NOON));
            }
            case Checked.Bad<RecordReceipt>(var problems) -> fail(problems.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "of-record/1\" | of-record/2\" | format",
                "\"position\" : 12 | \"position\" : 1.5 | position",
                "\"position\" : 12 | \"position\" : 99999999999999999999 | position",
                "\"version\" : 1 | \"version\" : -1 | heading.version",
                "2026-09-02T12:00:00Z | 2026-09-02T12:00:00.000Z | heading.recordedAt",
                "2026-09-02T12:00:00Z | +999999999-12-31T23:59:59Z | heading.recordedAt",
                "\"salt\" : \"A | \"salt\" : \"* | salt",
                "\"log\" : \"jail.example | \"log\" : \"prison.example | log",
                "tlog-proof@v1 | tlog-proof@v9 | proof",
            })
    void a_damaged_member_is_named(String was, String now, String field) {
        assertTrue(file().contains(was), was);
        assertEquals(List.of(field), fields(file().replace(was, now)));
    }

    @Test
    void everything_wrong_is_named_at_once() {
        var problems = fields("{\"format\":\"" + ReceiptFile.FORMAT + "\"}");

        assertTrue(problems.containsAll(List.of("position", "heading.stream", "payload", "salt", "commitment")));
        assertTrue(problems.contains("proof"));
    }

    @Test
    void what_is_no_receipt_at_all_is_refused_in_one_sentence() {
        assertEquals(List.of("format"), fields("{\"number\":\"R-2041\"}"));
        assertEquals(List.of("format"), fields("[]"));
        assertEquals(1, fields("{").size());
        assertEquals(1, fields("").size());
        assertEquals(
                List.of("file"),
                ReceiptFile.read(new byte[ReceiptFile.BYTES_MOST + 1]).all().stream()
                        .map(Problem::field)
                        .toList());
    }

    /** Any byte flipped, cut or repeated: a verdict, and never one that something else is on record. */
    @Test
    void damage_never_ends_in_an_exception_and_never_proves_another_entry() {
        var dice = new Random(5);
        var keys = List.of(SampleReceipt.WITNESS.key());
        for (int n = 0; n < 1_000; n++) {
            var bytes = ReceiptFile.write(RECEIPT);
            int at = dice.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << dice.nextInt(8));
            var given = dice.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, at) : bytes;
            if (ReceiptFile.read(given) instanceof Checked.Good<RecordReceipt>(var read)
                    && read.check(SampleReceipt.LOG.key(), keys, SampleReceipt.NOON) instanceof Verdict.Holds) {
                assertEquals(RECEIPT.entry(), read.entry());
                assertEquals(RECEIPT.proof().inclusion(), read.proof().inclusion());
                assertEquals(RECEIPT.proof().checkpoint(), read.proof().checkpoint());
            }
        }
    }
}

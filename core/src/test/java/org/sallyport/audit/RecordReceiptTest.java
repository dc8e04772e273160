package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.audit.RecordReceipt.Verdict;
import org.sallyport.journal.Heading;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Receipts of record: what a reader with nothing but public keys can tell from one. */
class RecordReceiptTest {
    private static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");
    private static final NoteSigner LOG = signer("jail.example/audit", NoteKey.Kind.SIGNER, 1);
    private static final NoteSigner PAPER = signer("paper.example/witness", NoteKey.Kind.COSIGNER, 2);
    private static final NoteSigner AUDITOR = signer("auditor.example/witness", NoteKey.Kind.COSIGNER, 3);
    private static final DisclosedEntry ENTRY = entry("{\"number\":\"R-2041\"}");

    private static final String REST = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 b AAAAAAAA\n";
    private static final String OF_ONE = "\n\no\n1\n" + REST;
    private static final String OF_TWO = "\n\no\n2\n" + REST;

    private static NoteSigner signer(String name, NoteKey.Kind kind, int first) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return new NoteSigner(name, kind, seed);
    }

    private static DisclosedEntry entry(String payload) {
        var heading = new Heading(
                new UUID(0, 7), 1, "request.received", 1, NOON, "us/md/montgomery/mcdc", "us-ice", "file", "us-ice");
        return new DisclosedEntry(12, heading, new byte[Commitment.SALT_BYTES], payload.getBytes(UTF_8));
    }

    /** The entry is the sixth of eleven. */
    private static RecordReceipt receipt(DisclosedEntry entry, NoteSigner log, NoteSigner... witnesses) {
        var leaves = new Hash[11];
        var tree = new Frontier();
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = i == 5 ? entry.leaf().hash() : Hash.leaf(new byte[] {(byte) i});
            tree.append(leaves[i]);
        }
        var checkpoint = new Checkpoint(log.key().name(), tree.head());
        var note = new SignedNote(checkpoint.text(), List.of()).with(log.sign(checkpoint.text(), NOON));
        for (var witness : witnesses) {
            note = note.with(witness.sign(checkpoint.text(), NOON));
        }
        var inclusion = InclusionProof.of(5, leaves.length, (level, index) -> node(leaves, level, index));
        return new RecordReceipt(entry, entry.commitment(), new LogProof(inclusion, note, checkpoint));
    }

    private static Hash node(Hash[] leaves, int level, long index) {
        return level == 0
                ? leaves[(int) index]
                : Hash.node(node(leaves, level - 1, 2 * index), node(leaves, level - 1, 2 * index + 1));
    }

    private static List<String> codes(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Holds _ -> List.of();
            case Verdict.Fails(var problems) ->
                problems.stream().map(Problem::code).toList();
        };
    }

    @Test
    void a_receipt_holds_by_the_key_of_the_log_and_names_the_witnesses_that_saw_it() {
        var receipt = receipt(ENTRY, LOG, PAPER);

        assertEquals(new Verdict.Holds(List.of()), receipt.check(LOG.key(), List.of(), NOON));
        assertEquals(
                new Verdict.Holds(List.of(new RecordReceipt.Seen(PAPER.key(), NOON))),
                receipt.check(LOG.key(), List.of(AUDITOR.key(), PAPER.key()), NOON));
    }

    @Test
    void a_witness_that_was_asked_for_and_did_not_sign_is_missed() {
        var alone = receipt(ENTRY, LOG);

        assertEquals(List.of("receipt.not-witnessed"), codes(alone.check(LOG.key(), List.of(PAPER.key()), NOON)));
    }

    @Test
    void another_log_another_key_and_an_altered_checkpoint_are_told_apart() {
        var other = signer("jail.example/audit", NoteKey.Kind.SIGNER, 9);
        var elsewhere = signer("prison.example/audit", NoteKey.Kind.SIGNER, 1);
        var receipt = receipt(ENTRY, LOG);
        var proof = receipt.proof();
        var larger = new SignedNote(
                proof.note().text().replace("\n11\n", "\n12\n"), proof.note().signatures());
        var altered = good(LogProof.parse(new LogProof(proof.inclusion(), larger, proof.checkpoint()).toString()));

        assertEquals(List.of("receipt.other-key"), codes(receipt.check(other.key(), List.of(), NOON)));
        assertEquals(List.of("receipt.other-log"), codes(receipt.check(elsewhere.key(), List.of(), NOON)));
        assertEquals(
                List.of("receipt.checkpoint-altered"),
                codes(new RecordReceipt(ENTRY, receipt.commitment(), altered).check(LOG.key(), List.of(), NOON)));
    }

    @Test
    void an_altered_payload_heading_or_salt_is_found_and_so_is_another_entry() {
        var receipt = receipt(ENTRY, LOG);
        var altered = new RecordReceipt(entry("{\"number\":\"R-2042\"}"), receipt.commitment(), receipt.proof());
        var made = new RecordReceipt(altered.entry(), altered.entry().commitment(), receipt.proof());
        var moved = new DisclosedEntry(13, ENTRY.heading(), ENTRY.salt(), ENTRY.payload());

        assertEquals(List.of("receipt.entry-altered"), codes(altered.check(LOG.key(), List.of(), NOON)));
        assertEquals(List.of("receipt.not-in-log"), codes(made.check(LOG.key(), List.of(), NOON)));
        assertEquals(
                List.of("receipt.not-in-log"),
                codes(new RecordReceipt(moved, moved.commitment(), receipt.proof()).check(LOG.key(), List.of(), NOON)));
    }

    @Test
    void a_cosignature_is_from_the_future_six_minutes_ahead_and_not_five() {
        var receipt = receipt(ENTRY, LOG, PAPER);
        var keys = List.of(PAPER.key());

        assertInstanceOf(Verdict.Holds.class, receipt.check(LOG.key(), keys, NOON.minusSeconds(300)));
        assertEquals(List.of("receipt.from-the-future"), codes(receipt.check(LOG.key(), keys, NOON.minusSeconds(301))));
    }

    @Test
    void a_cosignature_whose_time_was_altered_is_forged() {
        var receipt = receipt(ENTRY, LOG);
        var line = PAPER.sign(receipt.proof().note().text(), NOON);
        var later = line.signature();
        later[7]++;
        var note = receipt.proof().note().with(new SignedNote.Signed(line.name(), line.id(), later));
        var proof =
                new LogProof(receipt.proof().inclusion(), note, receipt.proof().checkpoint());
        var altered = new RecordReceipt(ENTRY, receipt.commitment(), proof);

        assertEquals(List.of("receipt.witness-forged"), codes(altered.check(LOG.key(), List.of(PAPER.key()), NOON)));
    }

    /** The shape of the example of the specification, with one signature. */
    @Test
    void a_proof_is_written_as_the_specification_has_it_and_read_back() {
        var text = """
                c2sp.org/tlog-proof@v1
                extra YWdlLXYxLjIuMQ==
                index 73894
                gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
                B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

                example.com/fancylog
                109482
                sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

                \u2014 example.com/fancylog hI2DJwAA
                """;

        var proof = good(LogProof.parse(text));

        assertEquals(text, proof.toString());
        assertEquals(73_894, proof.inclusion().index());
        assertEquals(109_482, proof.inclusion().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "c2sp.org/tlog-proof@v1",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v2\nindex 0" + OF_ONE,
                "c2sp.org/tlog-proof@v1\nindex 01" + OF_TWO,
                "c2sp.org/tlog-proof@v1\nindex 1" + OF_ONE,
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA" + OF_ONE
            })
    void what_is_no_proof_is_refused(String text) {
        assertInstanceOf(Checked.Bad.class, LogProof.parse(text));
    }

    /** Flipped, cut and repeated anywhere, a proof ends in a verdict, and holds only where nothing is changed. */
    @Test
    void damage_to_a_proof_never_ends_in_an_exception_and_never_proves_another_place() {
        var receipt = receipt(ENTRY, LOG, PAPER);
        var dice = new Random(11);
        for (var n = 0; n < 500; n++) {
            var text = new StringBuilder(receipt.proof().toString());
            var at = dice.nextInt(text.length());
            switch (dice.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << dice.nextInt(7)));
                case 1 -> text.setLength(at);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + dice.nextInt(40))));
            }
            if (LogProof.parse(text.toString()) instanceof Checked.Good<LogProof>(var read)
                    && new RecordReceipt(ENTRY, receipt.commitment(), read).check(LOG.key(), List.of(PAPER.key()), NOON)
                            instanceof Verdict.Holds) {
                assertEquals(receipt.proof().inclusion(), read.inclusion());
                assertEquals(receipt.proof().checkpoint(), read.checkpoint());
            }
        }
    }

    private static <T> T good(Checked<T> checked) {
        return switch (checked) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(var problems) -> fail(problems.toString());
        };
    }
}

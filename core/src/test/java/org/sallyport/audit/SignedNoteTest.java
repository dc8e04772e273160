package org.sallyport.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.problem.Checked;

/** Signed notes, checkpoints and cosignatures, against the examples of the C2SP specifications. */
class SignedNoteTest {
    /** The example of tlog-cosignature: a checkpoint of a log, cosigned by a witness. */
    private static final String COSIGNED = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9\
            nTo+zyWE+xeMcTOAYQ8=
            \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5\
            nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");
    private static final NoteSigner LOG = signer("jail.example/log", NoteKey.Kind.SIGNER, 1);
    private static final NoteSigner WITNESS = signer("paper.example/witness", NoteKey.Kind.COSIGNER, 2);
    private static final String TEXT =
            new Checkpoint("jail.example/log", new TreeHead(7, Hash.leaf(new byte[] {7}))).text();

    private static NoteSigner signer(String name, NoteKey.Kind kind, int first) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return new NoteSigner(name, kind, seed);
    }

    private static <T> T good(Checked<T> checked) {
        return switch (checked) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(var problems) -> fail(problems.toString());
        };
    }

    private static SignedNote signed() {
        return new SignedNote(TEXT, List.of()).with(LOG.sign(TEXT, NOON)).with(WITNESS.sign(TEXT, NOON));
    }

    @Test
    void the_example_of_the_specification_is_read_and_written_alike() {
        var note = good(SignedNote.parse(COSIGNED));
        var checkpoint = good(Checkpoint.parse(note.text()));

        assertEquals(COSIGNED, note.toString());
        assertEquals("example.com/behind-the-sofa", checkpoint.origin());
        assertEquals(20_852_163, checkpoint.head().size());
        assertEquals(note.text(), checkpoint.text());
        assertEquals(
                Optional.of(Instant.ofEpochSecond(1_679_315_147)),
                note.signatures().get(1).seenAt());
    }

    /** RFC 8032 section 7.1, test 1: the public key that belongs to a private key, and its signature of nothing. */
    @Test
    void keys_and_signatures_are_those_of_rfc_8032() {
        var hex = java.util.HexFormat.of();
        var seed = hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

        assertEquals(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                hex.formatHex(Ed25519.publicKey(seed)));
        assertEquals(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                hex.formatHex(Ed25519.sign(seed, new byte[0])));
    }

    @Test
    void a_note_is_trusted_by_the_keys_that_signed_it_and_others_say_nothing() {
        var stranger = signer("jail.example/log", NoteKey.Kind.SIGNER, 3);

        assertEquals(
                new SignedNote.Verdict.Trusted(List.of(LOG.key(), WITNESS.key())),
                signed().verify(List.of(WITNESS.key(), LOG.key(), stranger.key())));
        assertEquals(new SignedNote.Verdict.NotSigned(), signed().verify(List.of(stranger.key())));
    }

    @Test
    void a_changed_text_is_forged_for_log_and_witness() {
        var changed = new SignedNote(TEXT.replace("\n7\n", "\n8\n"), signed().signatures());

        assertEquals(new SignedNote.Verdict.Forged(LOG.key()), changed.verify(List.of(LOG.key())));
        assertEquals(new SignedNote.Verdict.Forged(WITNESS.key()), changed.verify(List.of(WITNESS.key())));
    }

    @Test
    void a_witness_signs_the_time_too() {
        var line = WITNESS.sign(TEXT, NOON);
        var later = line.signature();
        later[7]++;
        var altered = new SignedNote(TEXT, List.of(new SignedNote.Signed(line.name(), line.id(), later)));

        assertEquals(Optional.of(NOON), line.seenAt());
        assertEquals(new SignedNote.Verdict.Forged(WITNESS.key()), altered.verify(List.of(WITNESS.key())));
    }

    @Test
    void a_key_is_read_back_from_its_text_and_one_with_a_wrong_id_is_refused() {
        var text = WITNESS.key().toString();

        assertEquals(WITNESS.key(), good(NoteKey.parse(text)));
        var other = text.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+");
        assertTrue(NoteKey.parse(other).all().getFirst().sentence().contains("belongs to another key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a\n\n",
                "a\n\n- b AAAAAAA=\n",
                "a\n\n\u2014 b AAAA\n",
                "a\n\n\u2014 b+c AAAAAAAA\n",
                "a\n\n\u2014 b ####\n",
                "a\rb\n\n\u2014 b AAAAAAAA\n",
                "a\n\n\u2014 b AAAAAAAA"
            })
    void what_is_no_signed_note_is_refused(String text) {
        assertInstanceOf(Checked.Bad.class, SignedNote.parse(text));
    }

    @Test
    void a_thousand_signatures_are_too_many_and_sixteen_are_not() {
        var line = LOG.sign(TEXT, NOON).line();

        assertInstanceOf(Checked.Good.class, SignedNote.parse(TEXT + "\n" + line.repeat(16)));
        assertInstanceOf(Checked.Bad.class, SignedNote.parse(TEXT + "\n" + "\u2014 b AAAAAAAA\n".repeat(1_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o\n1\n",
                "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "o\n1\nAAAA\n",
                "o\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nx\n"
            })
    void what_is_no_checkpoint_is_refused(String text) {
        assertInstanceOf(Checked.Bad.class, Checkpoint.parse(text));
    }

    /** Flipped, cut and repeated anywhere, a note ends in a verdict, and never in one of trust in another text. */
    @Test
    void damage_never_ends_in_an_exception_or_in_trust() {
        var keys = List.of(LOG.key(), WITNESS.key());
        var dice = new Random(7);
        for (var n = 0; n < 500; n++) {
            var note = new StringBuilder(signed().toString());
            var at = dice.nextInt(note.length());
            switch (dice.nextInt(3)) {
                case 0 -> note.setCharAt(at, (char) (note.charAt(at) ^ 1 << dice.nextInt(7)));
                case 1 -> note.setLength(at);
                default -> note.insert(at, note.substring(at, Math.min(note.length(), at + dice.nextInt(40))));
            }
            if (SignedNote.parse(note.toString()) instanceof Checked.Good<SignedNote>(var read)
                    && read.verify(keys) instanceof SignedNote.Verdict.Trusted) {
                assertEquals(TEXT, read.text());
            }
        }
    }
}

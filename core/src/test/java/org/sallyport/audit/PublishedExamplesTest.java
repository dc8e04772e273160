package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sallyport.problem.Checked;

/** The examples that the C2SP specifications publish, each under the name of its specification (read 2026-11-25). */
class PublishedExamplesTest {
    private static final NoteSigner WITNESS = signer(NoteKey.Kind.COSIGNER);

    private static NoteSigner signer(NoteKey.Kind kind) {
        return new NoteSigner("paper.example/witness", kind, new byte[NoteSigner.SEED_BYTES]);
    }

    private static <T> T good(Checked<T> checked) {
        return switch (checked) {
            case Checked.Good<T>(var value) -> value;
            case Checked.Bad<T>(var problems) -> fail(problems.toString());
        };
    }

    @Nested
    class Signed_note {
        private static final String NOTE = """
                This is an example message.

                \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72\
                IneyaQM=
                """;

        @Test
        void the_verifier_key_verifies_the_note_and_no_other_text() {
            var key = good(NoteKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"));
            var note = good(SignedNote.parse(NOTE));

            assertEquals("This is an example message.\n", note.text());
            assertEquals(new SignedNote.Verdict.Trusted(List.of(key)), note.verify(List.of(key)));
            assertEquals(NoteKey.Kind.SIGNER, key.kind());
            assertEquals("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", key.toString());
            var altered = good(SignedNote.parse(NOTE.replace("an example", "another")));
            assertEquals(new SignedNote.Verdict.Forged(key), altered.verify(List.of(key)));
        }

        @Test
        void the_text_may_hold_empty_lines_and_ends_at_the_last() {
            var poem = """
                    Ognuno sta solo sul cuor della terra
                    trafitto da un raggio di sole:

                    ed \u00e8 subito sera.

                    \u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMc\
                    Xxj99ihAQwaqP3ZekRwNtIc=
                    """;
            var note = good(SignedNote.parse(poem));

            assertEquals(poem, note.toString());
            assertEquals(4, note.text().lines().count());
            assertEquals(
                    "quasimodo.example/salvatore", note.signatures().getFirst().name());
        }

        /** Sixteen signatures of nearly five thousand bytes each must be taken. */
        @Test
        void sixteen_signatures_of_another_kind_and_size_are_read_and_say_nothing() {
            var line = new SignedNote.Signed("pq.example", 7, new byte[4_900]);
            var note = new SignedNote("a\n", java.util.Collections.nCopies(16, line));

            assertEquals(
                    note.toString(), good(SignedNote.parse(note.toString())).toString());
            assertEquals(new SignedNote.Verdict.NotSigned(), note.verify(List.of(WITNESS.key())));
        }

        /** key ID = SHA-256(key name || 0x0A || signature type || public key)[:4]. */
        @Test
        void the_id_of_a_key_is_worked_out_as_recommended() {
            for (var kind : NoteKey.Kind.values()) {
                var key = signer(kind).key();
                var typed = java.util.Base64.getDecoder().decode(key.toString().split("\\+", 3)[2]);
                var hash = Hash.sha256("paper.example/witness\n".getBytes(UTF_8), typed);
                var id = HexFormat.of().formatHex(hash.bytes(), 0, 4);
                assertEquals(kind == NoteKey.Kind.SIGNER ? 1 : 4, typed[0]);
                assertEquals(id, key.toString().split("\\+", 3)[1]);
            }
        }
    }

    @Nested
    class Tlog_checkpoint {
        private static final String CHECKPOINT = """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9\
                nTo+zyWE+xeMcTOAYQ8=
                """;

        @Test
        void the_example_is_read_and_written_alike() {
            var note = good(SignedNote.parse(CHECKPOINT));
            var checkpoint = good(Checkpoint.parse(note.text()));

            assertEquals("example.com/behind-the-sofa", checkpoint.origin());
            assertEquals(20_852_163, checkpoint.head().size());
            assertEquals(
                    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                    checkpoint.head().root().toString());
            assertEquals(List.of(), checkpoint.extensions());
            assertEquals(CHECKPOINT, note.toString());
            assertEquals(note.text(), checkpoint.text());
        }

        @Test
        void further_lines_are_kept_and_an_origin_need_not_be_an_address() {
            var text = "any words + more\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n";
            var checkpoint = good(Checkpoint.parse(text));

            assertEquals("any words + more", checkpoint.origin());
            assertEquals(TreeHead.EMPTY, checkpoint.head());
            assertEquals(List.of("extension"), checkpoint.extensions());
            assertEquals(text, checkpoint.text());
        }
    }

    /** Further examples of tiles are in {@link TileTest}: every path, and the tree of 70,000. */
    @Nested
    class Tlog_tiles {
        @Test
        void index_1234067_is_written_in_groups_of_three() {
            assertEquals("tile/0/x001/x234/067", new Tile(0, 1_234_067, Tile.FULL).path());
        }

        /** 273 full and one of 112, one full and one of 17, one of 1; and 256 entries are a full tile and one of 1. */
        @Test
        void a_tree_of_70_000_and_one_of_256_have_the_tiles_of_the_example() {
            assertEquals(273, full(0, 70_000));
            assertEquals(112, last(0, 70_000));
            assertEquals(1, full(1, 70_000));
            assertEquals(17, last(1, 70_000));
            assertEquals(0, full(2, 70_000));
            assertEquals(1, last(2, 70_000));
            assertEquals(Optional.empty(), new Tile(3, 0, 1).asIn(70_000));
            assertEquals(List.of(new Tile(0, 0, 256), new Tile(1, 0, 1)), Tile.grown(0, 256));
        }

        private static long full(int level, long size) {
            return Tile.grown(0, size).stream()
                    .filter(t -> t.level() == level && t.width() == Tile.FULL)
                    .count();
        }

        private static int last(int level, long size) {
            return Tile.grown(0, size).stream()
                    .filter(t -> t.level() == level && t.width() < Tile.FULL)
                    .mapToInt(Tile::width)
                    .sum();
        }

        /** MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l]), by the definition of RFC 6962 itself. */
        @Test
        void a_hash_of_level_1_is_the_tree_hash_of_a_full_tile_below() {
            var leaves = MerkleTreeTest.leaves(600);
            var tree = new Frontier();
            var level1 = new java.util.ArrayList<Hash>();
            leaves.forEach(leaf -> tree.append(leaf, (level, _, hash) -> {
                if (level == Tile.HEIGHT) {
                    level1.add(hash);
                }
            }));
            assertEquals(List.of(MerkleTreeTest.slow(leaves, 0, 256), MerkleTreeTest.slow(leaves, 256, 512)), level1);
        }

        @Test
        void a_bundle_is_a_row_of_entries_each_after_its_length() {
            assertArrayEquals(
                    new byte[] {0, 1, 9, 0, 2, 7, 8}, EntryBundle.write(List.of(new byte[] {9}, new byte[] {7, 8})));
        }
    }

    @Nested
    class Tlog_cosignature {
        private static final String CHECKPOINT = """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """;
        private static final String SIGNED_MESSAGE = "cosignature/v1\ntime 1679315147\n" + CHECKPOINT;
        private static final Instant THEN = Instant.ofEpochSecond(1_679_315_147);

        @Test
        void the_example_of_a_cosignature_says_when() {
            var line =
                    "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
                            + "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
            var cosignature = good(SignedNote.lines(line)).getFirst();

            assertEquals(Optional.of(THEN), cosignature.seenAt());
            assertEquals(8 + 64, cosignature.signature().length);
            assertEquals(line, cosignature.line());
        }

        /** What is signed is the two lines of the example before the checkpoint, and the time stands before it. */
        @Test
        void what_a_witness_signs_is_the_message_of_the_example() {
            var made = WITNESS.sign(CHECKPOINT, THEN).signature();
            var seed = new byte[NoteSigner.SEED_BYTES];

            assertEquals(1_679_315_147L, ByteBuffer.wrap(made).getLong());
            assertArrayEquals(
                    Ed25519.sign(seed, SIGNED_MESSAGE.getBytes(UTF_8)), Arrays.copyOfRange(made, 8, made.length));
        }
    }

    @Nested
    class Tlog_witness {
        private static final String REQUEST = """
                old 20852014
                PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
                jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
                5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
                /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9\
                nTo+zyWE+xeMcTOAYQ8=
                \u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QU\
                XTS5Rovnzv++qbSzm9Q=
                """;
        private static final String RESPONSE = """
                \u2014 witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5\
                G2HgLatVs0pWh6Up69HVOw==
                \u2014 witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+Ufzu\
                OBMh9ChdMkP1vi/lCAsmlw==
                \u2014 witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kW\
                l7oJlqU3rXXvpysAdyP3wQ==
                """;

        @Test
        void the_request_is_read_and_written_alike() {
            var submission = good(Submission.parse(REQUEST));

            assertEquals(20_852_014, submission.from());
            assertEquals(4, submission.path().size());
            assertEquals(20_852_163, submission.checkpoint().head().size());
            assertEquals(2, submission.note().signatures().size());
            assertEquals(REQUEST, submission.body());
        }

        @Test
        void a_witness_without_that_key_does_not_sign_the_request_and_one_without_that_log_does_not_know_it() {
            var submission = good(Submission.parse(REQUEST));
            var stranger = List.of(signer(NoteKey.Kind.SIGNER).key());

            assertEquals(
                    new WitnessDecider.Answer.NotSigned(),
                    WitnessDecider.decide(stranger, Optional.empty(), submission));
            assertEquals(
                    new WitnessDecider.Answer.UnknownLog(),
                    WitnessDecider.decide(List.of(), Optional.empty(), submission));
        }

        @Test
        void the_lines_of_the_response_are_read_and_those_of_unknown_witnesses_say_nothing() {
            var lines = good(SignedNote.lines(RESPONSE));
            var text = good(Submission.parse(REQUEST)).note().text();

            assertEquals(
                    List.of("witness.example/w1", "witness.example/w1", "witness.example/w2"),
                    lines.stream().map(SignedNote.Signed::name).toList());
            assertEquals(
                    new SignedNote.Verdict.NotSigned(), new SignedNote(text, lines).verify(List.of(WITNESS.key())));
            assertInstanceOf(Checked.Bad.class, SignedNote.lines(RESPONSE.replace("\u2014 ", "- ")));
        }

        @Test
        void sixty_four_hashes_are_more_than_a_proof_has() {
            var hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";

            assertInstanceOf(Checked.Good.class, Submission.parse(REQUEST.replaceFirst("(?m)^P.*\n", hash.repeat(60))));
            assertInstanceOf(Checked.Bad.class, Submission.parse(REQUEST.replaceFirst("(?m)^P.*\n", hash.repeat(61))));
        }
    }
}

package org.sallyport.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.audit.WitnessDecider.Answer;
import org.sallyport.problem.Checked;

/** Given what a witness saw, when a log submits a checkpoint, then it cosigns or says why not. */
class WitnessDeciderTest {
    private static final String ORIGIN = "jail.example/log";
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, NoteKey.Kind.SIGNER, seed(1));
    private static final List<NoteKey> KEYS = List.of(LOG.key());
    private static final List<Hash> LEAVES = leaves(0, 20);

    private static byte[] seed(int first) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return seed;
    }

    private static List<Hash> leaves(int salt, int count) {
        var leaves = new ArrayList<Hash>();
        for (var n = 0; n < count; n++) {
            leaves.add(Hash.leaf(new byte[] {(byte) salt, (byte) n}));
        }
        return leaves;
    }

    private static HashSource source(List<Hash> leaves) {
        return (level, index) -> root(leaves, (int) (index << level), (int) (index + 1 << level));
    }

    /** RFC 6962 section 2.1, word by word: independent of the tree that is tested elsewhere. */
    private static Hash root(List<Hash> leaves, int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        var middle = from + Integer.highestOneBit(to - from - 1);
        return Hash.node(root(leaves, from, middle), root(leaves, middle, to));
    }

    private static TreeHead head(List<Hash> leaves, int size) {
        return size == 0 ? TreeHead.EMPTY : new TreeHead(size, root(leaves, 0, size));
    }

    private static Submission submit(List<Hash> leaves, int from, int size) {
        var checkpoint = new Checkpoint(ORIGIN, head(leaves, size));
        var note = new SignedNote(checkpoint.text(), List.of()).with(LOG.sign(checkpoint.text(), Instant.EPOCH));
        var path = from == 0 || from > size
                ? List.<Hash>of()
                : ConsistencyProof.of(from, size, source(leaves)).path();
        return new Submission(from, path, note, checkpoint);
    }

    private static Answer decide(int seen, Submission submission) {
        return WitnessDecider.decide(KEYS, seen < 0 ? Optional.empty() : Optional.of(head(LEAVES, seen)), submission);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 19})
    void a_log_that_continues_is_cosigned(int seen) {
        assertEquals(new Answer.Cosign(head(LEAVES, 20)), decide(seen, submit(LEAVES, seen, 20)));
    }

    @Test
    void the_first_checkpoint_is_cosigned_without_a_proof_and_the_same_again_too() {
        assertEquals(new Answer.Cosign(head(LEAVES, 5)), decide(-1, submit(LEAVES, 0, 5)));
        assertEquals(new Answer.Cosign(head(LEAVES, 5)), decide(5, submit(LEAVES, 5, 5)));
    }

    @Test
    void a_log_restored_from_an_older_copy_is_told_what_the_witness_saw() {
        assertEquals(new Answer.Conflict(head(LEAVES, 9), true), decide(9, submit(LEAVES, 5, 8)));
        assertEquals(new Answer.Conflict(head(LEAVES, 9), false), decide(9, submit(LEAVES, 0, 12)));
    }

    @Test
    void another_tree_is_never_cosigned_whatever_its_size() {
        var rewritten = new ArrayList<>(LEAVES);
        rewritten.set(3, Hash.leaf(new byte[] {99}));

        assertEquals(new Answer.Conflict(head(LEAVES, 9), true), decide(9, submit(rewritten, 9, 9)));
        assertEquals(new Answer.NotConsistent(), decide(9, submit(rewritten, 9, 12)));
    }

    @Test
    void a_stranger_s_signature_an_unknown_log_and_a_step_backwards_are_refused() {
        var stranger = new NoteSigner(ORIGIN, NoteKey.Kind.SIGNER, seed(2));
        var known = submit(LEAVES, 0, 5);
        var forged = new SignedNote(known.note().text(), List.of())
                .with(stranger.sign(known.note().text(), Instant.EPOCH));

        assertEquals(new Answer.NotSigned(), decide(-1, new Submission(0, List.of(), forged, known.checkpoint())));
        assertEquals(new Answer.UnknownLog(), WitnessDecider.decide(List.of(), Optional.empty(), known));
        assertEquals(new Answer.Backwards(), decide(9, submit(LEAVES, 9, 5)));
    }

    /** Whatever is submitted, in any order, all that was ever cosigned lies in one line. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void what_a_witness_cosigned_always_continues_itself(long seed) {
        var dice = new Random(seed);
        var trees = List.of(LEAVES, leaves(1, 20), leaves(2, 20));
        Optional<TreeHead> latest = Optional.empty();
        for (var n = 0; n < 300; n++) {
            var tree = trees.get(dice.nextInt(trees.size()));
            var size = dice.nextInt(21);
            var answer = WitnessDecider.decide(KEYS, latest, submit(tree, dice.nextInt(size + 1), size));
            if (answer instanceof Answer.Cosign(var now)) {
                var before = latest.orElse(TreeHead.EMPTY);
                assertEquals(true, now.size() >= before.size());
                var same = trees.stream()
                        .anyMatch(t -> head(t, (int) now.size()).equals(now)
                                && head(t, (int) before.size()).equals(before));
                assertEquals(true, same, "one tree holds both");
                latest = Optional.of(now);
            }
        }
    }

    @Test
    void a_submission_is_read_back_from_its_body_and_a_damaged_one_is_named() {
        var sent = submit(LEAVES, 5, 12);

        switch (Submission.parse(sent.body())) {
            case Checked.Good<Submission>(var read) -> assertEquals(sent, read);
            case Checked.Bad<Submission>(var problems) -> fail(problems.toString());
        }
        for (var body : List.of(
                "",
                "old 05\n\n" + sent.note(),
                "old x\n\n" + sent.note(),
                "old 5\nAAAA\n\n" + sent.note(),
                "old 5\n" + (Hash.EMPTY + "\n").repeat(64) + "\n" + sent.note(),
                "old 5\n\n",
                "old 5\n\nnothing\n\n\u2014 a AAAAAAAA\n")) {
            assertInstanceOf(Checked.Bad.class, Submission.parse(body), body);
        }
    }
}

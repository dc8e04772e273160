package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tree, its growth and its proofs, against the definition of RFC 6962 written down once more, slowly. */
class MerkleTreeTest {
    private static final int MOST = 66;
    private static final List<Hash> LEAVES = leaves(MOST);

    /** The roots that RFC 6962's reference tests give for the trees over these eight entries. */
    @Test
    void the_roots_of_the_reference_tests_come_out() {
        var entries = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        var roots = List.of(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        var tree = new Frontier();
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                hex(tree.head().root()));
        for (int i = 0; i < entries.size(); i++) {
            tree.append(Hash.leaf(HexFormat.of().parseHex(entries.get(i))));
            assertEquals(roots.get(i), hex(tree.head().root()), "after " + (i + 1) + " entries");
        }
    }

    @Test
    void a_tree_grown_leaf_by_leaf_has_the_defined_root_and_can_be_taken_up_again_anywhere() {
        var source = source(LEAVES);
        var tree = new Frontier();
        for (int size = 0; size <= MOST; size++) {
            assertEquals(new TreeHead(size, slow(LEAVES, 0, size)), tree.head());
            assertEquals(tree.head(), Frontier.of(size, tree.roots()).head());
            assertEquals(tree.head(), Frontier.of(size, source).head());
            if (size < MOST) {
                tree = Frontier.of(size, tree.roots());
                tree.append(LEAVES.get(size));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Frontier.of(3, new byte[Hash.BYTES]));
    }

    @Test
    void every_leaf_of_every_tree_has_a_proof_that_no_other_leaf_index_or_root_passes() {
        for (int size = 1; size <= MOST; size++) {
            var root = slow(LEAVES, 0, size);
            for (int index = 0; index < size; index++) {
                var proof = InclusionProof.of(index, size, source(LEAVES));
                assertTrue(proof.proves(LEAVES.get(index), root), index + " of " + size);
                assertFalse(proof.proves(LEAVES.get(index), Hash.EMPTY));
                assertFalse(proof.proves(Hash.EMPTY, root));
                for (int other = 0; other < size; other++) {
                    var moved = new InclusionProof(other, size, proof.path());
                    assertEquals(other == index, moved.proves(LEAVES.get(index), root));
                }
            }
        }
    }

    @Test
    void every_tree_is_shown_to_continue_every_earlier_one_and_no_other() {
        var forged = new ArrayList<>(LEAVES);
        forged.set(0, Hash.leaf("another".getBytes(UTF_8)));
        for (int to = 1; to <= MOST; to++) {
            for (int from = 1; from <= to; from++) {
                var proof = ConsistencyProof.of(from, to, source(LEAVES));
                assertTrue(proof.proves(slow(LEAVES, 0, from), slow(LEAVES, 0, to)), from + " to " + to);
                assertFalse(proof.proves(slow(forged, 0, from), slow(LEAVES, 0, to)));
                assertFalse(proof.proves(slow(LEAVES, 0, from), slow(forged, 0, to)));
            }
        }
    }

    @Test
    void every_subtree_is_shown_to_be_part_of_every_tree_that_holds_it() {
        int shown = 0;
        for (int size = 1; size <= 33; size++) {
            for (int start = 0; start < size; start++) {
                for (int end = start + 1; end <= size; end++) {
                    var subtree = new Subtree(start, end);
                    if (subtree.isValid()) {
                        var root = subtree.root(source(LEAVES));
                        assertEquals(slow(LEAVES, start, end), root);
                        var path = subtree.pathIn(size, source(LEAVES));
                        assertTrue(subtree.isPartOf(size, root, slow(LEAVES, 0, size), path), subtree + " in " + size);
                        assertFalse(subtree.isPartOf(size, Hash.EMPTY, slow(LEAVES, 0, size), path));
                        shown++;
                    }
                }
            }
        }
        assertTrue(shown > 1_700, shown + " subtrees");
    }

    @Test
    void what_cannot_be_proved_is_refused_at_once() {
        assertThrows(IllegalArgumentException.class, () -> InclusionProof.of(3, 3, source(LEAVES)));
        assertThrows(IllegalArgumentException.class, () -> ConsistencyProof.of(0, 3, source(LEAVES)));
        assertThrows(IllegalArgumentException.class, () -> ConsistencyProof.of(4, 3, source(LEAVES)));
        assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[31]));
    }

    @Test
    void a_hash_is_its_bytes() {
        var hash = Hash.leaf(new byte[] {1});
        assertEquals(hash, Hash.of(hash.bytes()));
        assertEquals(hash.hashCode(), Hash.of(hash.bytes()).hashCode());
        hash.bytes()[0] ^= 1;
        assertArrayEquals(Hash.leaf(new byte[] {1}).bytes(), hash.bytes());
    }

    static List<Hash> leaves(int size) {
        var leaves = new ArrayList<Hash>();
        for (int i = 0; i < size; i++) {
            leaves.add(Hash.leaf(("entry " + i).getBytes(UTF_8)));
        }
        return leaves;
    }

    /** Every full subtree, kept as the tree grows. */
    static HashSource source(List<Hash> leaves) {
        Map<Integer, Map<Long, Hash>> nodes = new HashMap<>();
        var tree = new Frontier();
        leaves.forEach(leaf -> tree.append(
                leaf,
                (level, index, hash) ->
                        nodes.computeIfAbsent(level, _ -> new HashMap<>()).put(index, hash)));
        return (level, index) -> {
            var hash = nodes.getOrDefault(level, Map.of()).get(index);
            if (hash == null) {
                throw new HashSource.MissingHash(level + "/" + index);
            }
            return hash;
        };
    }

    /** MTH of RFC 6962, as it is written there. */
    static Hash slow(List<Hash> leaves, int from, int to) {
        int n = to - from;
        if (n == 0) {
            return Hash.EMPTY;
        }
        if (n == 1) {
            return leaves.get(from);
        }
        int k = Integer.highestOneBit(n - 1);
        return Hash.node(slow(leaves, from, from + k), slow(leaves, from + k, to));
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }
}

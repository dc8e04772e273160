package org.sallyport.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles as C2SP tlog-tiles names and cuts them. */
class TileTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1234067, 256, tile/0/x001/x234/067",
        "0, 0, 256, tile/0/000",
        "1, 273, 112, tile/1/273.p/112",
        "-1, 1000, 1, tile/entries/x001/000.p/1",
        "7, 999999999999999, 255, tile/7/x999/x999/x999/x999/999.p/255"
    })
    void a_path_says_which_tile_and_is_read_back(int level, long index, int width, String path) {
        var tile = new Tile(level, index, width);
        assertEquals(path, tile.path());
        assertEquals(Optional.of(tile), Tile.parse(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/00/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/0",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000.p/999",
                "tile/0/000/",
                "tile/entries",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/٠٠٠",
                "checkpoint",
                ""
            })
    void nothing_but_the_one_way_of_writing_is_a_path(String path) {
        assertEquals(Optional.empty(), Tile.parse(path));
    }

    /** The example of the specification: 273 full tiles and one of 112, then 1 and 17, then 1. */
    @Test
    void a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() {
        var tiles = Tile.grown(0, 70_000);
        assertEquals(274 + 2 + 1, tiles.size());
        assertTrue(tiles.containsAll(List.of(
                new Tile(0, 272, 256),
                new Tile(0, 273, 112),
                new Tile(1, 0, 256),
                new Tile(1, 1, 17),
                new Tile(2, 0, 1))));
        assertEquals(List.of(new Tile(0, 0, 256), new Tile(1, 0, 1)), Tile.grown(0, 256));
        assertEquals(List.of(new Tile(0, 1, 3)), Tile.grown(257, 259));
        assertEquals(List.of(), Tile.grown(259, 259));
        assertTrue(new Tile(0, 273, 112).isIn(70_000));
        assertTrue(!new Tile(0, 273, 113).isIn(70_000));
        assertTrue(!new Tile(0, Long.MAX_VALUE, 1).isIn(Long.MAX_VALUE));
    }

    /** Three tile levels, and the proofs out of tiles are the ones out of every node. */
    @Test
    void proofs_out_of_tiles_are_the_same_as_out_of_every_node() {
        var leaves = MerkleTreeTest.leaves(66_000);
        var tiles = new HashMap<Tile, byte[]>();
        var tree = new Frontier();
        leaves.forEach(leaf -> tree.append(leaf, (level, index, hash) -> {
            if (level % Tile.HEIGHT == 0) {
                var tile = new Tile(level / Tile.HEIGHT, index / Tile.FULL, Tile.FULL);
                hash.copyTo(
                        tiles.computeIfAbsent(tile, _ -> new byte[Tile.FULL * Hash.BYTES]),
                        (int) (index % Tile.FULL) * Hash.BYTES);
            }
        }));
        for (int size : IntStream.of(1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, 66_000)
                .toArray()) {
            var hashes = new TileHashes(
                    tile -> Arrays.copyOf(
                            tiles.get(new Tile(tile.level(), tile.index(), Tile.FULL)), tile.width() * Hash.BYTES),
                    size);
            var root = MerkleTreeTest.slow(leaves, 0, size);
            assertEquals(root, Frontier.of(size, hashes).head().root());
            for (int index : new int[] {0, size / 3, size - 1}) {
                assertTrue(InclusionProof.of(index, size, hashes).proves(leaves.get(index), root));
                var earlier = MerkleTreeTest.slow(leaves, 0, index + 1);
                assertTrue(ConsistencyProof.of(index + 1, size, hashes).proves(earlier, root));
            }
        }
    }

    @Test
    void a_tile_cut_short_is_missing_not_a_wrong_proof() {
        Map<Tile, byte[]> short1 = Map.of(new Tile(0, 0, 3), new byte[2 * Hash.BYTES]);
        var hashes = new TileHashes(tile -> short1.getOrDefault(tile, new byte[0]), 3);
        var missing = assertThrows(HashSource.MissingHash.class, () -> InclusionProof.of(0, 3, hashes));
        assertEquals("tile/0/000.p/3 has 64 bytes, not the 96 of 3 hashes.", missing.getMessage());
        assertThrows(HashSource.MissingHash.class, () -> hashes.node(0, 3));
    }

    @Test
    void a_bundle_holds_each_entry_after_its_length() {
        var bundle = EntryBundle.write(List.of(new byte[] {7, 8}, new byte[0]));
        assertArrayEquals(new byte[] {0, 2, 7, 8, 0, 0}, bundle);
        assertArrayEquals(
                new byte[] {7, 8}, EntryBundle.read(bundle).orElseThrow().getFirst());
        assertEquals(Optional.empty(), EntryBundle.read(new byte[] {0, 2, 7}));
        assertEquals(Optional.empty(), EntryBundle.read(new byte[] {0}));
    }
}

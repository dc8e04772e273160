package org.sallyport.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.sallyport.problem.Problem;

/**
 * A whole copy of a log: every entry and every tile of hashes, which must lead to the root that was signed. It needs
 * nobody's word but the signature's.
 */
public final class LogCopy {
    private static final int NAMED_MOST = 10;
    private static final String AGAIN = "Take the copy again; if it comes back so, the log itself is not what it was.";

    private final Function<Tile, Optional<byte[]>> tiles;
    private final TreeHead head;
    private final List<TreeHead> earlier;
    private final Frontier tree = new Frontier();
    private final Map<Integer, Kept> kept = new HashMap<>();
    private final Set<String> named = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** The tile of a level that the tree is growing through; no bytes when it is missing or cut off. */
    private record Kept(Tile tile, byte[] hashes) {}

    private LogCopy(Function<Tile, Optional<byte[]>> tiles, TreeHead head, List<TreeHead> earlier) {
        this.tiles = tiles;
        this.head = head;
        this.earlier = earlier;
    }

    /**
     * Derives the tree anew from the entries of a copy and compares every hash.
     *
     * @param tiles    the bytes of a tile or bundle of the copy, at least as wide as it is named; empty when missing
     * @param head     the state that was signed
     * @param earlier  smaller states that were signed before: the log must continue each
     * @param progress hears how many entries were read
     * @return everything found to be wrong, ten at most; empty when the copy is what was signed
     */
    public static List<Problem> check(
            Function<Tile, Optional<byte[]>> tiles, TreeHead head, List<TreeHead> earlier, LongConsumer progress) {
        return new LogCopy(tiles, head, earlier).checked(progress);
    }

    private List<Problem> checked(LongConsumer progress) {
        while (tree.size() < head.size()) {
            var bundle = new Tile(Tile.ENTRIES, tree.size() / Tile.FULL, Tile.FULL)
                    .asIn(head.size())
                    .orElseThrow();
            var entries = entries(bundle);
            if (entries.isEmpty()) {
                return problems;
            }
            for (var entry : entries.get().subList(0, bundle.width())) {
                tree.append(Hash.leaf(entry), this::compare);
                earlier.stream().filter(e -> e.size() == tree.size()).forEach(this::continues);
                if (problems.size() >= NAMED_MOST) {
                    return problems;
                }
            }
            progress.accept(tree.size());
        }
        if (!tree.head().equals(head)) {
            wrong(
                    "root",
                    "checkpoint",
                    "The root that the " + head.size() + " entries lead to.",
                    "An entry was altered, or the checkpoint is of another tree. " + AGAIN);
        }
        return problems;
    }

    private Optional<List<byte[]>> entries(Tile bundle) {
        var bytes = tiles.apply(bundle);
        if (bytes.isEmpty()) {
            missing(bundle);
            return Optional.empty();
        }
        var entries = EntryBundle.read(bytes.get()).filter(all -> all.size() >= bundle.width());
        if (entries.isEmpty()) {
            cutOff(bundle, "the " + bundle.width() + " entries of its name, each after its length");
        }
        return entries;
    }

    private void compare(int level, long index, Hash hash) {
        if (level % Tile.HEIGHT != 0 || level / Tile.HEIGHT > Tile.LEVEL_MAX) {
            return;
        }
        var tile = new Tile(level / Tile.HEIGHT, index / Tile.FULL, Tile.FULL)
                .asIn(head.size())
                .orElseThrow();
        var at = kept.get(tile.level());
        if (at == null || !at.tile().equals(tile)) {
            at = new Kept(tile, read(tile));
            kept.put(tile.level(), at);
        }
        int place = (int) (index % Tile.FULL);
        if (at.hashes().length > 0
                && !Hash.at(at.hashes(), place * Hash.BYTES).equals(hash)
                && named.add(tile.path())) {
            wrong(
                    "tile-altered",
                    tile.path(),
                    "Hash " + place + " as the entries lead to it"
                            + (level == 0 ? "; it stands for entry " + index : "") + ".",
                    "This tile or an entry below it was altered. " + AGAIN);
        }
    }

    private byte[] read(Tile tile) {
        var bytes = tiles.apply(tile);
        if (bytes.isEmpty()) {
            missing(tile);
        } else if (bytes.get().length < tile.width() * Hash.BYTES) {
            cutOff(tile, tile.width() * Hash.BYTES + " bytes; it has " + bytes.get().length);
        } else {
            return bytes.get();
        }
        return new byte[0];
    }

    private void continues(TreeHead before) {
        if (!tree.head().equals(before)) {
            wrong(
                    "rewritten",
                    "checkpoint",
                    "The first " + before.size() + " entries as they were signed before.",
                    "The log shows other entries than it did: one of them was altered, added or removed. Keep both.");
        }
    }

    private void missing(Tile tile) {
        wrong("tile-missing", tile.path(), "This file: the log has it.", AGAIN);
    }

    private void cutOff(Tile tile, String expected) {
        wrong("tile-cut-off", tile.path(), "Whole: " + expected + ".", AGAIN);
    }

    private void wrong(String code, String field, String expected, String remedy) {
        problems.add(new Problem("copy." + code, field, "", expected, remedy));
    }
}

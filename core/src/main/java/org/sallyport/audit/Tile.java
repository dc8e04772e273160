package org.sallyport.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one tile of the log: a run of at most 256 hashes of one level, or the entries below such a run.
 *
 * <p>Source: C2SP tlog-tiles, read 2026-11-25: "tiles are 8 hashes tall", a path is {@code tile/<L>/<N>[.p/<W>]} or
 * {@code tile/entries/<N>[.p/<W>]}, where N is written in groups of three digits, all but the last with an {@code x}
 * before it, as in {@code x001/x234/067}.
 *
 * @param level {@link #ENTRIES}, or 0 to 7: the tile's hashes stand at tree level {@code 8 * level}
 * @param index which tile of its level, from 0
 * @param width how many hashes or entries, 1 to 255 in a partial tile, 256 in a full one
 */
public record Tile(int level, long index, int width) {
    /** How many hashes a full tile holds. */
    public static final int FULL = 256;

    /** How many levels of the tree one tile spans. */
    public static final int HEIGHT = 8;

    /** The level of bundles, which hold entries, not hashes. */
    public static final int ENTRIES = -1;

    /** The highest level that a tree with fewer than 2^63 entries reaches. */
    public static final int LEVEL_MAX = 7;

    private static final Pattern PATH =
            Pattern.compile("tile/(entries|[0-7])/((?:x\\d{3}/)*\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");
    private static final long INDEX_MAX = Long.MAX_VALUE / FULL - 1;
    private static final int DIGITS_MAX = 18;

    /**
     * Reads a path.
     *
     * @return empty for anything but the one way a tile's path is written
     */
    public static Optional<Tile> parse(String path) {
        var parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var digits = parts.group(2).replaceAll("[x/]", "");
        if (digits.length() > DIGITS_MAX) {
            return Optional.empty();
        }
        int level = "entries".equals(parts.group(1)) ? ENTRIES : Integer.parseInt(parts.group(1));
        long index = Long.parseLong(digits);
        int width = parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3));
        var tile = new Tile(level, index, width);
        boolean partialAsFull = parts.group(3) != null && width >= FULL;
        return partialAsFull || !tile.path().equals(path) ? Optional.empty() : Optional.of(tile);
    }

    /** Its path, below the address of the log. */
    public String path() {
        var text = new StringBuilder();
        long rest = index;
        do {
            var group = digits(rest % 1000);
            text.insert(0, text.isEmpty() ? group : "x" + group + "/");
            rest /= 1000;
        } while (rest > 0);
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + text + (width == FULL ? "" : ".p/" + width);
    }

    private static String digits(long group) {
        var text = Long.toString(group);
        return "0".repeat(3 - text.length()) + text;
    }

    /** How many hashes this level has in a tree of a size, or entries. */
    public static long lengthOf(int level, long size) {
        return level == ENTRIES ? size : size >> (HEIGHT * level);
    }

    /** Whether a tree of a size has this tile, with at least this width. */
    public boolean isIn(long size) {
        return index >= 0 && index <= INDEX_MAX && index * FULL + width <= lengthOf(level, size);
    }

    /** The same tile as wide as a tree of a size has it; empty when that tree does not reach it. */
    public Optional<Tile> asIn(long size) {
        if (index < 0 || index > INDEX_MAX) {
            return Optional.empty();
        }
        long held = Math.min(FULL, lengthOf(level, size) - index * FULL);
        return held < 1 ? Optional.empty() : Optional.of(new Tile(level, index, (int) held));
    }

    /** The tiles, without bundles, in which a tree differs after growing from one size to another. */
    public static List<Tile> grown(long from, long to) {
        var tiles = new ArrayList<Tile>();
        for (int level = 0; level <= LEVEL_MAX; level++) {
            long before = lengthOf(level, from);
            long after = lengthOf(level, to);
            for (long index = before / FULL; before < after && index * FULL < after; index++) {
                new Tile(level, index, FULL).asIn(to).ifPresent(tiles::add);
            }
        }
        return tiles;
    }
}

package org.sallyport.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hashes of a tree, out of its tiles. Levels that no tile holds are hashed anew from the tile below them. A few
 * tiles are kept, so that one proof reads each only once. Not for use by two threads at once.
 */
public final class TileHashes implements HashSource {
    private static final int KEPT = 64;

    private final TileSource tiles;
    private final long size;
    private final Map<Tile, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    /** The hashes of the tree of a size; the source may hold a larger one. */
    public TileHashes(TileSource tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    public Hash node(int level, long index) {
        if (level < 0 || index < 0 || index >= size >> level) {
            throw new MissingHash("A tree of " + size + " entries has no node " + index + " at level " + level + ".");
        }
        int tileLevel = Math.min(level / Tile.HEIGHT, Tile.LEVEL_MAX);
        int above = level - tileLevel * Tile.HEIGHT;
        return within(tileLevel, index << above, above);
    }

    /** The node so many levels above a tile's own, over the hashes of that tile level from {@code first} on. */
    private Hash within(int tileLevel, long first, int above) {
        if (above == 0) {
            var bytes = tile(tileLevel, first / Tile.FULL);
            return Hash.at(bytes, (int) (first % Tile.FULL) * Hash.BYTES);
        }
        return Hash.node(
                within(tileLevel, first, above - 1), within(tileLevel, first + (1L << (above - 1)), above - 1));
    }

    private byte[] tile(int level, long index) {
        var tile = new Tile(level, index, Tile.FULL)
                .asIn(size)
                .orElseThrow(() -> new MissingHash("No tile " + index + " of level " + level + "."));
        return kept.computeIfAbsent(tile, this::read);
    }

    private byte[] read(Tile tile) {
        var bytes = tiles.tile(tile);
        if (bytes.length < tile.width() * Hash.BYTES) {
            throw new MissingHash(tile.path() + " has " + bytes.length + " bytes, not the " + tile.width() * Hash.BYTES
                    + " of " + tile.width() + " hashes.");
        }
        return bytes;
    }
}

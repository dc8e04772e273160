package org.sallyport.audit;

/** Where tiles are kept. */
@FunctionalInterface
public interface TileSource {
    /**
     * The bytes of a tile: its hashes, 32 bytes each, at least as many as its width says.
     *
     * @throws HashSource.MissingHash when it is not there
     */
    byte[] tile(Tile tile);
}

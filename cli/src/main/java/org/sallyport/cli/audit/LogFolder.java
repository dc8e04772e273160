package org.sallyport.cli.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.Tile;
import org.sallyport.postgres.audit.Published;

/** A copy of the log in a folder, laid out as it is published: {@code checkpoint}, {@code key}, {@code tile/...}. */
final class LogFolder implements Published {
    private final Path folder;
    private final long size;
    private long bundle = -1;
    private List<byte[]> entries = List.of();

    /** The copy in a folder, of the log at a size. */
    LogFolder(Path folder, long size) {
        this.folder = folder;
        this.size = size;
    }

    static Path checkpoint(Path folder) {
        return folder.resolve("checkpoint");
    }

    /** Every tile and bundle of the tree of a size. */
    static List<Tile> tiles(long size) {
        var bundles = LongStream.range(0, (size + Tile.FULL - 1) / Tile.FULL)
                .mapToObj(n -> new Tile(Tile.ENTRIES, n, Tile.FULL).asIn(size))
                .flatMap(Optional::stream);
        return java.util.stream.Stream.concat(bundles, Tile.grown(0, size).stream())
                .toList();
    }

    /** Whether the folder has a tile already: what was published once never changes. */
    boolean has(Tile tile) {
        return Files.exists(folder.resolve(tile.path()));
    }

    /** Writes a file whole or not at all. */
    void write(String path, byte[] bytes) throws IOException {
        var file = folder.resolve(path);
        var parent = java.util.Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent);
        var beside = Files.createTempFile(parent, ".tile", ".part");
        Files.write(beside, bytes);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public boolean holds(long index, byte[] entry) {
        if (index >= size) {
            return true;
        }
        if (index / Tile.FULL != bundle) {
            bundle = index / Tile.FULL;
            entries = read(new Tile(Tile.ENTRIES, bundle, Tile.FULL));
        }
        int at = (int) (index % Tile.FULL);
        return at < entries.size() && Arrays.equals(entries.get(at), entry);
    }

    private List<byte[]> read(Tile full) {
        try {
            return EntryBundle.read(bytes(full)).orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("A bundle of the copy cannot be read.", e);
        }
    }

    /** The full tile, else the part of it that the tree had at this size. */
    private byte[] bytes(Tile full) throws IOException {
        try {
            return Files.readAllBytes(folder.resolve(full.path()));
        } catch (NoSuchFileException e) {
            var part = full.asIn(size).orElse(full);
            return Files.exists(folder.resolve(part.path()))
                    ? Files.readAllBytes(folder.resolve(part.path()))
                    : new byte[0];
        }
    }
}

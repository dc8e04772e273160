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
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.LogCopy;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.Tile;
import org.sallyport.audit.TreeHead;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.postgres.audit.Published;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

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

    /** The first of some entries that the copy has another one for. */
    OptionalLong differs(long first, List<byte[]> others) {
        return LongStream.range(first, Math.min(size, first + others.size()))
                .filter(index -> !holds(index, others.get((int) (index - first))))
                .findFirst();
    }

    private List<byte[]> read(Tile full) {
        return full.asIn(size).flatMap(this::tile).flatMap(EntryBundle::read).orElse(List.of());
    }

    /** A tile or bundle as wide as it is named, or wider; empty when the folder lacks it. */
    Optional<byte[]> tile(Tile tile) {
        var full = new Tile(tile.level(), tile.index(), Tile.FULL);
        for (var path : List.of(full.path(), tile.path())) {
            try {
                return Optional.of(Files.readAllBytes(folder.resolve(path)));
            } catch (NoSuchFileException e) {
                continue; // a tile that was not full yet stands under the name of its part
            } catch (IOException e) {
                throw new UncheckedIOException(path + " of the copy cannot be read.", e);
            }
        }
        return Optional.empty();
    }

    /** A checkpoint of the copy, as its file holds it; empty where there is none. */
    static Optional<Kept> kept(Path folder) throws IOException {
        var file = checkpoint(folder);
        return Files.exists(file) ? read(Files.readString(file)) : Optional.empty();
    }

    /** A checkpoint and the note that signs it. */
    record Kept(SignedNote note, Checkpoint checkpoint) {}

    /** Reads a note as a checkpoint; empty when it is none. */
    static Optional<Kept> read(String text) {
        return SignedNote.parse(text) instanceof Checked.Good<SignedNote>(var note)
                        && Checkpoint.parse(note.text()) instanceof Checked.Good<Checkpoint>(var checkpoint)
                ? Optional.of(new Kept(note, checkpoint))
                : Optional.empty();
    }

    /** What is wrong with the copy: it must lead to this state, and continue the earlier ones. */
    List<Problem> problems(TreeHead head, List<TreeHead> earlier) {
        try (var bar = Bars.of("verify", " entries", 1)) {
            return LogCopy.check(this::tile, head, earlier, done -> Bars.at(bar, done, head.size()));
        }
    }

    /** Takes away what was written in vain. */
    void remove(List<Tile> tiles) throws IOException {
        for (var tile : tiles) {
            Files.deleteIfExists(folder.resolve(tile.path()));
        }
    }
}

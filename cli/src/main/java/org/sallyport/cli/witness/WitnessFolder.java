package org.sallyport.cli.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.TreeHead;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.problem.Checked;

/**
 * What a witness keeps: its key, the logs it follows, and the last state it cosigned of each. The state names the key:
 * a witness that lost its state must not go on under the same key, for it could cosign what contradicts what it forgot.
 */
final class WitnessFolder implements AutoCloseable {
    private static final String STATE_OF = "sallyport-witness-state ";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    /** Takes the folder for this process alone. */
    WitnessFolder(Path folder) {
        this.folder = folder;
        try {
            this.channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var taken = tried(channel);
            if (taken == null) {
                channel.close();
                throw new Unavailable("Another witness runs in " + folder + ". Stop it first.");
            }
            this.lock = taken;
        } catch (IOException e) {
            throw new Unavailable(folder + " is no folder that can be written. Run sallyport witness init first.", e);
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Makes a folder with a new key and an empty state, and says the key. */
    static NoteKey create(Path folder, String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Unavailable(folder + " cannot be made.", e);
        }
        try (var made = new WitnessFolder(folder)) {
            if (Files.exists(made.key()) || Files.exists(made.state())) {
                throw new Unavailable(folder + " holds a witness already.");
            }
            return made.writeKey(name);
        }
    }

    /** Puts the key away under its id and begins anew with another one, knowing nothing. */
    NoteKey replaceKey(String name) {
        try {
            var suffix = ".retired-"
                    + Integer.toHexString(
                            signerOf(Files.readString(key())).key().hashCode());
            Files.move(key(), folder.resolve("key" + suffix));
            if (Files.exists(state())) {
                Files.move(state(), folder.resolve("state" + suffix));
            }
        } catch (NoSuchFileException e) {
            // No key: there is nothing to put away.
        } catch (IOException e) {
            throw new Unavailable("The old key in " + folder + " cannot be put away.", e);
        }
        return writeKey(name);
    }

    private NoteKey writeKey(String name) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        var signer = new NoteSigner(name, NoteKey.Kind.COSIGNER, seed);
        write(key(), name + "\n" + Base64.getEncoder().encodeToString(seed) + "\n");
        write(state(), STATE_OF + signer.key() + "\n");
        return signer.key();
    }

    /** The key that cosigns; refuses to give it out where the state that belongs to it is not there. */
    NoteSigner signer() {
        try {
            var signer = signerOf(Files.readString(key()));
            var first = Files.readString(state()).lines().findFirst().orElse("");
            if (!first.equals(STATE_OF + signer.key())) {
                throw lost();
            }
            return signer;
        } catch (NoSuchFileException e) {
            if (Files.exists(key())) {
                throw lost();
            }
            throw new Unavailable(folder + " holds no witness. Run sallyport witness init first.", e);
        } catch (IOException e) {
            throw new Unavailable("The key in " + folder + " cannot be read.", e);
        }
    }

    private Unavailable lost() {
        return new Unavailable("The witness in " + folder + " lost what it saw, so its key can no longer be trusted."
                + " Retire it: run sallyport witness new-key, and give the new key to all who trusted the old one.");
    }

    private static NoteSigner signerOf(String text) {
        var lines = text.lines().toList();
        return new NoteSigner(
                lines.get(0), NoteKey.Kind.COSIGNER, Base64.getDecoder().decode(lines.get(1)));
    }

    /** Follows a log from now on. */
    void trust(String origin, NoteKey log) {
        var lines = new ArrayList<>(logLines());
        var line = origin + " " + log;
        if (!lines.contains(line)) {
            lines.add(line);
        }
        write(folder.resolve("logs"), String.join("\n", lines) + "\n");
    }

    /** Keys of the logs it follows, by origin. */
    SortedMap<String, List<NoteKey>> logs() {
        var found = new TreeMap<String, List<NoteKey>>();
        for (var line : logLines()) {
            var space = line.lastIndexOf(' ');
            if (space > 0 && NoteKey.parse(line.substring(space + 1)) instanceof Checked.Good<NoteKey>(var key)) {
                found.computeIfAbsent(line.substring(0, space), _ -> new ArrayList<>())
                        .add(key);
            }
        }
        return found;
    }

    private List<String> logLines() {
        try {
            return Files.readString(folder.resolve("logs")).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Unavailable("The list of logs in " + folder + " cannot be read.", e);
        }
    }

    /** The last state cosigned of each log. */
    SortedMap<String, TreeHead> seen() {
        var found = new TreeMap<String, TreeHead>();
        try {
            Files.readString(state())
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", 3))
                    .forEach(part -> {
                        var root = Hash.of(Base64.getDecoder().decode(part[2]));
                        found.put(part[0], new TreeHead(Long.parseLong(part[1]), root));
                    });
        } catch (IOException e) {
            throw new Unavailable("The state in " + folder + " cannot be read.", e);
        }
        return found;
    }

    /** Stores what is cosigned next; on the disk when this returns. */
    void saw(String origin, TreeHead head) {
        var all = seen();
        all.put(origin, head);
        var text = new StringBuilder(STATE_OF).append(signer().key()).append('\n');
        all.forEach((log, at) -> text.append(log)
                .append('\t')
                .append(at.size())
                .append('\t')
                .append(at.root())
                .append('\n'));
        write(state(), text.toString());
    }

    /** Writes beside the file, forces it to the disk, and puts it in its place in one step. */
    private void write(Path file, String text) {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(part, own);
            try (var out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new Unavailable(file + " cannot be written; nothing was cosigned.", e);
        }
    }

    /** What was last cosigned of one log. */
    Optional<TreeHead> seen(String origin) {
        return Optional.ofNullable(seen().get(origin));
    }

    private Path key() {
        return folder.resolve("key");
    }

    private Path state() {
        return folder.resolve("state");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new Unavailable("The lock of " + folder + " cannot be given back.", e);
        }
    }
}

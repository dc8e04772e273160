package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this program keeps its master key: {@code master}, and beside it those it replaced, {@code master.FINGERPRINT}.
 * In the clear each is base64 of 32 bytes; with a KMS each is base64 of what the KMS sealed, and opens only there.
 */
final class MasterKeyFolder {
    private static final String NAME = "master";
    private static final byte[] PLACE = "sallyport master key".getBytes(US_ASCII);

    private final Path folder;
    private final SecureRandom random;
    private final Optional<KeyService> service;

    private MasterKeyFolder(Path folder, SecureRandom random, Optional<KeyService> service) {
        this.folder = folder;
        this.random = random;
        this.service = service;
    }

    static MasterKeyFolder of(Path folder, Map<String, String> environment, SecureRandom random) {
        return new MasterKeyFolder(folder, random, KeyService.named(environment));
    }

    /** The key in use, made when there is none. */
    WrappingKey current() {
        var file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                makeFirst(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be made.", e);
        }
        return opened(file);
    }

    /** Keys that were replaced: beside the one in use, and where the environment says. */
    List<WrappingKey> others(Map<String, String> environment) {
        var found = new ArrayList<WrappingKey>();
        for (var path : environment.getOrDefault(MasterKey.ALSO_VARIABLE, "").split(File.pathSeparator)) {
            if (!path.isBlank()) {
                found.add(read(Path.of(path.strip())));
            }
        }
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, NAME + ".[0-9a-f]*")) {
                files.forEach(file -> found.add(opened(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("The key folder " + folder + " cannot be read.", e);
            }
        }
        return found;
    }

    /**
     * Puts a new key in the place of this one, which stays beside it. Both are on disk before either changes its name,
     * so that a crash at any moment loses neither.
     */
    WrappingKey replace(WrappingKey before) {
        var file = folder.resolve(NAME);
        var key = fresh();
        try {
            var kept = folder.resolve(NAME + "." + before.id());
            if (!Files.exists(kept)) {
                Files.createLink(kept, file);
            }
            Files.move(written(key), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be replaced.", e);
        }
        return WrappingKey.of(key);
    }

    private byte[] fresh() {
        var key = new byte[WrappingKey.BYTES];
        random.nextBytes(key);
        return key;
    }

    private void makeFirst(Path file) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var beside = written(fresh());
        try {
            Files.createLink(file, beside); // fails when another process was first
        } catch (FileAlreadyExistsException e) {
            assert Files.exists(file);
        } finally {
            Files.delete(beside);
        }
    }

    private Path written(byte[] key) throws IOException {
        var bytes = service.map(s -> s.seal(key, PLACE)).orElse(key);
        var beside = Files.createTempFile(folder, NAME, ".new");
        Files.writeString(beside, Base64.getEncoder().encodeToString(bytes) + "\n", US_ASCII, StandardOpenOption.SYNC);
        return beside;
    }

    private WrappingKey opened(Path file) {
        if (service.isEmpty()) {
            return read(file);
        }
        return key(service.get().open(bytes(text(file), file.toString()), PLACE), file.toString());
    }

    /** The key in a file that is open to its owner only. */
    static WrappingKey read(Path file) {
        return decoded(text(file), file.toString());
    }

    static WrappingKey decoded(String text, String where) {
        return key(bytes(text, where), where);
    }

    private static WrappingKey key(byte[] key, String where) {
        if (key.length != WrappingKey.BYTES) {
            throw new SealBroken(
                    "The key in " + where + " is not base64 of 32 bytes. If a KMS sealed it, name the KMS in "
                            + MasterKey.KMS_VARIABLE + ".");
        }
        return WrappingKey.of(key);
    }

    private static byte[] bytes(String text, String where) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new SealBroken("The key in " + where + " is not base64 of 32 bytes.");
        }
    }

    private static String text(Path file) {
        try {
            var open = EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);
            if (Files.getPosixFilePermissions(file).stream().anyMatch(open::contains)) {
                throw new SealBroken("The key file " + file + " is open to others: close it with chmod 600 and consider"
                        + " whether someone has read it.");
            }
            return Files.readString(file, US_ASCII);
        } catch (NoSuchFileException e) {
            throw new SealBroken("The key file " + file + " does not exist.");
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be read.", e);
        }
    }
}

package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * The key that wraps every other key (AES-256-GCM). It is never in the database. Whoever loses it loses every sealed
 * payload: it is backed up apart from the database.
 */
public final class MasterKey {
    /** The environment variable that holds the key itself, base64 of 32 bytes. */
    public static final String VARIABLE = "SALLYPORT_MASTER_KEY";

    /** The environment variable that names the file of the key. */
    public static final String FILE_VARIABLE = "SALLYPORT_MASTER_KEY_FILE";

    private static final int BYTES = 32;
    private final Aes256 wrapping;

    private MasterKey(byte[] key) {
        this.wrapping = new Aes256(key);
    }

    /** The key of the environment, else of the file it names, else of {@code keys/master} (made on first use). */
    public static MasterKey usual(Map<String, String> environment, Path keys, SecureRandom random) {
        var given = environment.get(VARIABLE);
        if (given != null && !given.isBlank()) {
            return decoded(given, VARIABLE);
        }
        var file = Optional.ofNullable(environment.get(FILE_VARIABLE))
                .filter(f -> !f.isBlank())
                .map(Path::of);
        return file.isPresent() ? read(file.get()) : kept(keys, random);
    }

    /** The key in {@code keys/master}, a folder and file open to their owner only; made when there is none. */
    public static MasterKey kept(Path keys, SecureRandom random) {
        var file = keys.resolve("master");
        try {
            if (!Files.exists(file)) {
                make(keys, file, random);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be made.", e);
        }
        return read(file);
    }

    private static void make(Path keys, Path file, SecureRandom random) throws IOException {
        Files.createDirectories(
                keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var key = new byte[BYTES];
        random.nextBytes(key);
        var beside = Files.createTempFile(keys, "master", ".new");
        try {
            Files.writeString(
                    beside, Base64.getEncoder().encodeToString(key) + "\n", US_ASCII, StandardOpenOption.SYNC);
            Files.createLink(file, beside); // fails when another process was first
        } catch (FileAlreadyExistsException e) {
            assert Files.exists(file);
        } finally {
            Files.delete(beside);
        }
    }

    private static MasterKey read(Path file) {
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
            return decoded(Files.readString(file, US_ASCII), file.toString());
        } catch (NoSuchFileException e) {
            throw new SealBroken("The key file " + file + " does not exist.");
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be read.", e);
        }
    }

    private static MasterKey decoded(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length != BYTES) {
            throw new SealBroken("The key in " + where + " is not base64 of 32 bytes.");
        }
        return new MasterKey(key);
    }

    /** Wraps a key for the name it is kept under. */
    byte[] wrap(byte[] key, byte[] name) {
        return wrapping.seal(key, name);
    }

    /** Unwraps a key. */
    byte[] unwrap(byte[] wrapped, byte[] name) {
        try {
            return wrapping.open(wrapped, name);
        } catch (SealBroken e) {
            throw new SealBroken("A key of this database was not wrapped by this master key: restore the key that"
                    + " belongs to the database.");
        }
    }
}

package org.sallyport.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.postgres.sealing.WrappedKey;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup on disk, whose every part was found to be what its manifest says. */
public final class BackupFile {
    private static final String FIELD = "backup";
    private final Path path;
    private final BackupManifest manifest;

    private BackupFile(Path path, BackupManifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /** What it says of itself. */
    public BackupManifest manifest() {
        return manifest;
    }

    /** Reads all of it once; the backup, or everything that is wrong with it. */
    public static Checked<BackupFile> read(Path path) {
        if (!Files.isReadable(path)) {
            return bad("backup.missing", path.toString(), "A file that can be read.", "Check the name.");
        }
        try (var zip = new ZipFile(path.toFile())) {
            var part = zip.getEntry(BackupManifest.NAME);
            if (part == null) {
                return bad("backup.manifest", "", "A backup made by sallyport backup.", "Use another copy.");
            }
            BackupManifest manifest;
            try (var in = zip.getInputStream(part)) {
                manifest = JsonMapper.shared().readValue(in, BackupManifest.class);
            }
            if (manifest.format() != BackupManifest.FORMAT) {
                return bad(
                        "backup.format",
                        Integer.toString(manifest.format()),
                        "Format " + BackupManifest.FORMAT + ".",
                        "Restore it with the Sallyport that made it, or a newer one.");
            }
            var problems = check(zip, manifest);
            return problems.isEmpty()
                    ? new Checked.Good<>(new BackupFile(path, manifest))
                    : new Checked.Bad<>(problems);
        } catch (ZipException e) {
            return bad(
                    "backup.truncated",
                    "",
                    "A whole backup; the end of this file is missing or damaged.",
                    "Use another copy.");
        } catch (IOException | JacksonException e) {
            return bad("backup.unreadable", "", "A backup that can be read to its end.", "Use another copy.");
        }
    }

    private static List<Problem> check(ZipFile zip, BackupManifest manifest) {
        var problems = new ArrayList<Problem>();
        var expected = new TreeSet<String>();
        expected.add(BackupManifest.NAME);
        for (var part : manifest.parts()) {
            expected.add(part.file());
            if (zip.getEntry(part.file()) == null) {
                problems.add(new Problem(
                        "backup.part.missing", part.file(), "", "The part the manifest names.", "Use another copy."));
            } else if (!isAsSaid(zip, part)) {
                problems.add(new Problem(
                        "backup.part.damaged",
                        part.file(),
                        "",
                        "The bytes whose SHA-256 the manifest names.",
                        "Use another copy."));
            }
        }
        zip.stream()
                .filter(e -> !expected.contains(e.getName()))
                .forEach(e -> problems.add(new Problem(
                        "backup.part.unknown",
                        FIELD,
                        "",
                        "Only parts the manifest names; there is one more.",
                        "Use another copy.")));
        return problems;
    }

    private static boolean isAsSaid(ZipFile zip, BackupManifest.Part part) {
        var digest = Backup.sha256();
        try (var in = new DigestInputStream(zip.getInputStream(zip.getEntry(part.file())), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return bytes == part.bytes()
                    && HexFormat.of().formatHex(digest.digest()).equals(part.sha256());
        } catch (IOException e) {
            return false; // its own check sum does not fit
        }
    }

    private static Checked<BackupFile> bad(String code, String given, String expected, String remedy) {
        return new Checked.Bad<>(List.of(new Problem(code, FIELD, given, expected, remedy)));
    }

    /** What is wrong with this master key for this backup: each key that it must open and does not. */
    public List<Problem> fits(MasterKey master) {
        var problems = new ArrayList<Problem>();
        for (var probe : manifest.probes()) {
            var key = new WrappedKey(
                    UUID.fromString(probe.key()), Base64.getDecoder().decode(probe.wrapped()), probe.master());
            if (!key.opensWith(master)) {
                problems.add(new Problem(
                        "backup.master-key",
                        "master key",
                        "",
                        "The master key with the fingerprint "
                                + (probe.master().isEmpty() ? "in use when the backup was made" : probe.master())
                                + ".",
                        "Put it into " + MasterKey.FILE_VARIABLE + " or " + MasterKey.ALSO_VARIABLE
                                + ". Without it nothing in this backup can be read by anyone."));
            }
        }
        return problems;
    }

    /** Opens the file for reading parts. */
    ZipFile open() throws IOException {
        return new ZipFile(path.toFile());
    }

    static InputStream part(ZipFile zip, BackupManifest.Part part) throws IOException {
        var entry = zip.getEntry(part.file());
        if (entry == null) {
            throw new IOException("A part vanished from the backup.");
        }
        return zip.getInputStream(entry);
    }
}

package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import org.sallyport.audit.Frontier;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** How far a check has come, in a file of its own: three lines, the log's name, the size reached, the tree there. */
final class CheckState {
    private final Path file;
    private final String origin;

    CheckState(Path file, String origin) {
        this.file = file;
        this.origin = origin;
    }

    /** Where to go on; the beginning when there is no file yet. */
    Checked<Frontier> read() {
        if (!Files.exists(file)) {
            return new Checked.Good<>(new Frontier());
        }
        try {
            var lines = Files.readAllLines(file, US_ASCII);
            if (lines.size() == 3 && lines.get(0).equals(origin)) {
                return new Checked.Good<>(Frontier.of(
                        Long.parseLong(lines.get(1)), Base64.getDecoder().decode(lines.get(2))));
            }
        } catch (IOException | IllegalArgumentException e) {
            return unreadable();
        }
        return unreadable();
    }

    private Checked<Frontier> unreadable() {
        return new Checked.Bad<>(List.of(new Problem(
                "check.state",
                "--state",
                file.toString(),
                "A file that an earlier check of the log " + origin + " wrote.",
                "Name another file, or remove it to begin at the first entry.")));
    }

    /** Keeps what is good so far. */
    void keep(long size, byte[] roots) {
        try {
            var beside = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(
                    beside, origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(roots) + "\n", US_ASCII);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of the check cannot be kept.", e);
        }
    }
}

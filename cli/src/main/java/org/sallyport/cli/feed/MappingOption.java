package org.sallyport.cli.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.formats.roster.RosterMapping;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** A mapping of rosters named on the command line: a file, or one that ships. */
final class MappingOption {
    private MappingOption() {}

    static Checked<RosterMapping> read(String named) {
        var shipped = RosterMapping.shipped(named);
        if (shipped.isPresent()) {
            return new Checked.Good<>(shipped.get());
        }
        try {
            return RosterMapping.read(Files.readAllBytes(Path.of(named)));
        } catch (IOException | InvalidPathException e) {
            return new Checked.Bad<>(List.of(new Problem(
                    "mapping.unknown",
                    "--mapping",
                    named,
                    "A mapping file that can be read, or the name of a shipped one, such as nyc-doc.",
                    "See docs/formats/roster.md.")));
        }
    }
}

package org.sallyport.cli.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import picocli.CommandLine.Option;

/** Where the tables come from: those that ship with the program, or a directory. */
final class Tables {
    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "Read tables from this directory instead of those that come with the program.")
    private @Nullable Path directory;

    PolicyFiles files() {
        if (directory == null) {
            return PolicyFiles.shipped();
        }
        if (!Files.isDirectory(directory)) {
            throw new Unavailable(
                    "There is no directory " + directory + ". Give --policies the directory that holds us/.");
        }
        return PolicyFiles.in(directory);
    }
}

package org.sallyport.cli.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.problem.Problem;
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

    /** That a place or table that was asked for is not there, so that a slip of the pen is not taken for a proof. */
    static Problem nothingOf(String code, String asked) {
        return new Problem(
                code,
                asked,
                "",
                "A place or table such as us/md or us/md/notice.2026-06-01; nothing of that name is here.",
                "\"policy show\" lists the tables.");
    }
}

package org.sallyport.cli.feed;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sallyport feed}: custody feeds before and after they are connected. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        header = "Check a jail's feed, load it, or replay its rosters.",
        subcommands = {FeedCheckCommand.class, FeedLoadCommand.class, FeedReplayCommand.class})
public final class FeedCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public FeedCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}

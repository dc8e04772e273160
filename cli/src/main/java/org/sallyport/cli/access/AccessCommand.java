package org.sallyport.cli.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sallyport access}: who may do what at a running server. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        header = "Make and revoke keys of machines, and accounts of people.",
        description = {
            "",
            "Talks to a running server under an administrator's key; the first one is printed at the first start of",
            "sallyport serve. A grant is a role and a scope:",
            "  feed, desk, supervisor, counsel, auditor with a facility    desk:us/md/montgomery/mcdc",
            "  agency with an agency                                       agency:us-ice-ero-bal",
            "  administrator:*",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport access key create \"the jail's feed\" feed:us/md/montgomery/mcdc",
            "  sallyport access account create r.diaz desk:us/md/montgomery/mcdc supervisor:us/md/montgomery/mcdc",
            "  sallyport access key revoke WJUEPSXV",
            "",
            "Exit codes: 0 done, 1 not done (every problem is named), 69 no server answers."
        },
        subcommands = {KeyCommands.class, AccountCommands.class})
public final class AccessCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public AccessCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}

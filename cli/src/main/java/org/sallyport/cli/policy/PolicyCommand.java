package org.sallyport.cli.policy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sallyport policy}: the group of policy commands. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {
            "Read, prove, test and explain the tables that decide.",
            "",
            "The tables are decision tables with citations. They are not legal advice: a county's own counsel reads,",
            "tests and adopts them.",
            ""
        },
        subcommands = {
            CheckCommand.class,
            ShowCommand.class,
            ExplainCommand.class,
            DecideCommand.class,
            TestCommand.class,
            DiffCommand.class,
            CalendarCommand.class,
            ExportCommand.class,
            NewCommand.class,
            ReportsCommand.class
        })
public final class PolicyCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}

package org.sallyport.cli.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
        })
public final class PolicyCommand implements Runnable {
    /** In the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("show", ShowCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("decide", DecideCommand.class);
        COMMANDS.put("test", TestCommand.class);
        COMMANDS.put("diff", DiffCommand.class);
        COMMANDS.put("calendar", CalendarCommand.class);
        COMMANDS.put("export", ExportCommand.class);
        COMMANDS.put("new", NewCommand.class);
        COMMANDS.put("reports", ReportsCommand.class);
    }

    @Spec
    private @Nullable CommandSpec spec;

    private PolicyCommand() {}

    /** The group with the one command that is named, or with all of them, which takes longer to make than an answer. */
    public static CommandLine line(Optional<String> named) {
        var line = new CommandLine(new PolicyCommand());
        var one = named.filter(COMMANDS::containsKey);
        COMMANDS.forEach((name, command) -> {
            if (one.isEmpty() || one.get().equals(name)) {
                line.addSubcommand(name, command);
            }
        });
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}

package org.sallyport.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.access.AccessCommand;
import org.sallyport.cli.audit.AuditCommand;
import org.sallyport.cli.demo.DemoCommand;
import org.sallyport.cli.feed.FeedCommand;
import org.sallyport.cli.journal.JournalCommand;
import org.sallyport.cli.policy.PolicyCommand;
import org.sallyport.cli.policy.StudyCommand;
import org.sallyport.cli.request.RequestCommands;
import org.sallyport.cli.serve.ServeCommand;
import org.sallyport.cli.simulate.SimulateCommand;
import org.sallyport.cli.status.StatusCommand;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.upkeep.BackupCommand;
import org.sallyport.cli.upkeep.ExpungeCommand;
import org.sallyport.cli.upkeep.KeysCommand;
import org.sallyport.cli.upkeep.LegalHoldCommand;
import org.sallyport.cli.upkeep.RestoreCommand;
import org.sallyport.cli.upkeep.RetentionCommand;
import org.sallyport.cli.witness.WitnessCommand;
import org.sallyport.journal.EntryAltered;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code sallyport}: finds the command that was asked for and says how it went. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"", "Tells those entitled to know that a person is about to leave custody, and only them.", ""},
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport demo                            four counties, four laws, a month of jail life",
            "  sallyport policy check                    prove that each table answers every case exactly once",
            "  sallyport policy explain --facts FILE     one answer, down to table row and clause",
            "  sallyport COMMAND --help                  what a command takes",
            "",
            "@|bold Exit codes|@",
            "  0 done   1 problems in the input, nothing saved   2 wrong usage   3 a check does not hold",
            "  69 something outside is missing   70 a fault of the program   130 stopped by the user"
        })
public final class Main implements Runnable {
    /** The commands in the order of the help, under their headings. A command is made only when it is asked for. */
    private static final Map<String, Map<String, Class<?>>> COMMANDS = commands();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "On a fault of the program, print where in the code it arose.")
    private boolean debug;

    private Main() {}

    /** Every command is mounted here, in one line: its heading, its name, its class. */
    private static Map<String, Map<String, Class<?>>> commands() {
        var groups = new LinkedHashMap<String, Map<String, Class<?>>>();
        mount(groups, "Run it", "serve", ServeCommand.class);
        mount(groups, "Run it", "status", StatusCommand.class);
        mount(groups, "Run it", "access", AccessCommand.class);
        mount(groups, "Ask the tables", "policy", PolicyCommand.class);
        mount(groups, "Ask the tables", "study", StudyCommand.class);
        mount(groups, "See it work", "demo", DemoCommand.class);
        mount(groups, "Bring data in", "feed", FeedCommand.class);
        mount(groups, "Bring data in", "request", RequestCommands.class);
        mount(groups, "Try it", "simulate", SimulateCommand.class);
        mount(groups, "Look after it", "backup", BackupCommand.class);
        mount(groups, "Look after it", "restore", RestoreCommand.class);
        mount(groups, "Look after it", "keys", KeysCommand.class);
        mount(groups, "Look after it", "expunge", ExpungeCommand.class);
        mount(groups, "Look after it", "retention", RetentionCommand.class);
        mount(groups, "Look after it", "legal-hold", LegalHoldCommand.class);
        mount(groups, "Look after it", "journal", JournalCommand.class);
        mount(groups, "Prove it", "audit", AuditCommand.class);
        mount(groups, "Prove it", "witness", WitnessCommand.class);
        mount(groups, "About", "help", CommandLine.HelpCommand.class);
        return groups;
    }

    private static void mount(
            Map<String, Map<String, Class<?>>> groups, String heading, String name, Class<?> command) {
        groups.computeIfAbsent(heading, _ -> new LinkedHashMap<>()).put(name, command);
    }

    /** Runs one command and ends the program with its exit code. */
    public static void main(String... args) {
        System.exit(commandLine(args).execute(args));
    }

    /** Runs one command, printing there, and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine(args).setOut(out).setErr(err).execute(args);
    }

    /** The command line for these arguments: with the one command they name, or with all of them. */
    static CommandLine commandLine(String... args) {
        var line = new CommandLine(new Main());
        var words = Arrays.stream(args).filter(arg -> !arg.startsWith("-")).toList();
        var one = words.stream().findFirst().filter(name -> !name.equals("help") && known(name));
        var second = words.stream().skip(1).findFirst().filter(_ -> one.isPresent());
        COMMANDS.forEach((heading, group) -> group.forEach((name, command) -> {
            if (one.isEmpty() || one.get().equals(name)) {
                line.addSubcommand(name, command == PolicyCommand.class ? PolicyCommand.line(second) : command);
            }
        }));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Main::grouped);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(colors()));
        line.setExecutionExceptionHandler(Main::faulted);
        line.setParameterExceptionHandler(Main::misused);
        line.setUsageHelpWidth(100);
        return line;
    }

    private static boolean known(String name) {
        return COMMANDS.values().stream().anyMatch(group -> group.containsKey(name));
    }

    /** Colors only on a terminal that has them, and never where NO_COLOR is set (no-color.org). */
    private static Ansi colors() {
        var wanted = System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        return wanted && !"dumb".equals(System.getenv("TERM")) ? Ansi.ON : Ansi.OFF;
    }

    private static String grouped(CommandLine.Help help) {
        var lines = new ArrayList<String>();
        COMMANDS.forEach((heading, group) -> {
            lines.add("");
            lines.add(help.colorScheme().ansi().string("@|bold " + heading + "|@"));
            help.subcommands().forEach((name, command) -> {
                if (group.containsKey(name)) {
                    lines.add(listed(name, command));
                }
            });
        });
        return lines.isEmpty() ? "" : String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String listed(String name, CommandLine.Help command) {
        var usage = command.commandSpec().usageMessage();
        var said = usage.header().length > 0 ? usage.header() : usage.description();
        return "  " + name + " ".repeat(Math.max(1, 12 - name.length())) + (said.length == 0 ? "" : said[0]);
    }

    private static int misused(CommandLine.ParameterException wrong, String[] args) {
        var command = wrong.getCommandLine();
        var out = command.getErr();
        out.println("sallyport: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, out);
        out.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        out.flush();
        return ExitCode.USAGE;
    }

    private static int faulted(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        var out = command.getErr();
        var shown = parsed.commandSpec().root().userObject() instanceof Main main && main.debug;
        if (fault instanceof Unavailable) {
            out.println("sallyport: " + fault.getMessage());
        } else if (fault instanceof EntryAltered) {
            out.println("sallyport: " + fault.getMessage() + " Run sallyport audit check: it names every such entry.");
        } else {
            // Not the message: a library's message may repeat what it was given.
            out.println("sallyport: a fault of the program, " + fault.getClass().getSimpleName() + ", " + where(fault)
                    + "; nothing was saved by this step. Run it again with --debug and report what it prints.");
        }
        if (shown) {
            fault.printStackTrace(out);
        }
        out.flush();
        return switch (fault) {
            case Unavailable _ -> ExitCode.UNAVAILABLE;
            case EntryAltered _ -> ExitCode.BROKEN;
            default -> ExitCode.INTERNAL;
        };
    }

    private static String where(Throwable fault) {
        return Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.sallyport."))
                .findFirst()
                .map(frame -> "at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("outside our own code");
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** Reads the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            var java = Runtime.version();
            return new String[] {"sallyport " + (version == null ? "from the build tree" : version) + ", Java " + java};
        }
    }

    /** The headings of the help and the commands below each. */
    static List<String> names() {
        return COMMANDS.values().stream()
                .flatMap(group -> group.keySet().stream())
                .toList();
    }
}

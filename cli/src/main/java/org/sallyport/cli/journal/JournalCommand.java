package org.sallyport.cli.journal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.journal.Envelope;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code sallyport journal}: works on the database itself, so no server may be running on it. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        header = "Rebuild what is derived from the journal, check it, list it without persons.",
        description = {
            "",
            "Works on the database itself: SALLYPORT_DATABASE_URL when set, else the embedded server's folder (--data,",
            "SALLYPORT_HOME). Stop the server first: it holds its folder alone.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport journal check",
            "  sallyport journal dump --redacted > journal.jsonl",
            "",
            "Exit codes: 0 done, 3 what is derived differs from the journal, 69 the database cannot be had."
        })
public final class JournalCommand implements Runnable {
    private static final int AT_ONCE = 5_000;

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by the command line. */
    public JournalCommand() {}

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }

    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description = "Drop every projection and write it again from the journal.")
    int rebuild(
            @Option(names = "--data", paramLabel = "DIR", description = "The embedded server's folder.") @Nullable
                    Path data) {
        return with(data, store -> {
            store.rebuild();
            say("Every projection was written again from the journal.");
            return ExitCode.OK;
        });
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Say where the projections differ from what the journal says.")
    int check(
            @Option(names = "--data", paramLabel = "DIR", description = "The embedded server's folder.") @Nullable
                    Path data) {
        return with(data, store -> {
            var differences = store.differences();
            differences.forEach(this::say);
            say(
                    differences.isEmpty()
                            ? "Every projection says what the journal says."
                            : "Write them again with: sallyport journal rebuild");
            return differences.isEmpty() ? ExitCode.OK : ExitCode.BROKEN;
        });
    }

    @Command(
            name = "dump",
            mixinStandardHelpOptions = true,
            description = "Print every entry as a line of JSON: what, when, where, who acted; never about whom.")
    int dump(
            @Option(
                            names = "--redacted",
                            required = true,
                            description = "Without what is sealed; the only way there is.")
                    boolean redacted,
            @Option(names = "--data", paramLabel = "DIR", description = "The embedded server's folder.") @Nullable
                    Path data) {
        return with(data, store -> {
            long from = 0;
            while (true) {
                long after = from;
                var entries = store.transact(tx -> tx.read(after, AT_ONCE));
                if (entries.isEmpty()) {
                    return ExitCode.OK;
                }
                entries.forEach(e -> say(line(e)));
                from = entries.getLast().position();
            }
        });
    }

    private static String line(Envelope e) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("position", e.position())
                .put(
                        "stream",
                        e.stream().kind().name().toLowerCase(Locale.ROOT) + " "
                                + e.stream().id())
                .put("version", e.version())
                .put("recordedAt", e.recordedAt().toString())
                .put("facility", e.facility())
                .put("agency", e.agency())
                .put("cause", e.cause())
                .put("actor", e.actor())
                .put("type", e.event().getClass().getSimpleName())
                .toString();
    }

    private void say(String words) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(words);
        out.flush();
    }

    private static int with(@Nullable Path data, ToIntFunction<PostgresStore> work) {
        try (var here = OpenDatabase.reach(data);
                var database = here.open()) {
            return work.applyAsInt(here.store(database));
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }
}

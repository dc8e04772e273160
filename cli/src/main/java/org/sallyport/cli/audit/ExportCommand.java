package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.SignedNote;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.cli.upkeep.Bars;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport audit export}: the log on disk, laid out as it is published. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write the audit log into DIR, laid out as servers publish it (C2SP tlog-tiles): checkpoint, key, tiles.",
            "",
            "There is nothing personal in it. Keep a copy where the operator has no access: a later check --against",
            "it names the first entry that was changed since. Run it again to add what came since.",
            "Works on SALLYPORT_DATABASE_URL when set, else on the bundled server's folder when no server runs on it.",
            ""
        },
        footer = {
            "",
            "@|bold Example|@",
            "  sallyport audit export /media/auditor/log",
            "",
            "Exit codes: 0 done, 69 no database, or nothing has been signed yet."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.")
    private @Nullable Path data;

    @Parameters(paramLabel = "DIR", description = "The folder to write into.")
    private Path folder = Path.of("log");

    private final Function<@Nullable Path, OpenDatabase> reach;

    /** Made by the command line. */
    ExportCommand() {
        this(OpenDatabase::reach);
    }

    /** A copy of the log of a database that is reached in another way than by folder or environment. */
    ExportCommand(Function<@Nullable Path, OpenDatabase> reach) {
        this.reach = reach;
    }

    @Override
    public Integer call() throws IOException {
        try (var here = reach.apply(data);
                var database = here.open()) {
            var setup = here.setup();
            var open = OpenLog.of(
                    database, new KeyRing(setup.master(), setup.random(), setup.filesMax()), Optional.empty());
            var note = open.log()
                    .checkpoint()
                    .orElseThrow(() -> new Unavailable("No checkpoint has been signed yet: start the server once."));
            var size = size(note);
            var log = new LogFolder(folder, size);
            var tiles = LogFolder.tiles(size);
            try (var bar = Bars.of("export", " tiles", 1)) {
                for (int i = 0; i < tiles.size(); i++) {
                    var tile = tiles.get(i);
                    if (!log.has(tile)) {
                        var bytes = open.log()
                                .tile(tile)
                                .orElseThrow(() -> new Unavailable(
                                        "The log lacks " + tile.path() + ". Run sallyport audit check."));
                        log.write(tile.path(), bytes);
                    }
                    Bars.at(bar, i + 1L, tiles.size());
                }
            }
            log.write("key", (open.signer().key() + "\n").getBytes(UTF_8));
            log.write("checkpoint", note.getBytes(UTF_8));
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            out.println(String.format(
                    Locale.ROOT,
                    "%s: the log %s with %,d entries.",
                    folder,
                    open.signer().key().name(),
                    size));
            out.flush();
            return ExitCode.OK;
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static long size(String note) {
        if (SignedNote.parse(note) instanceof Checked.Good<SignedNote>(var read)
                && Checkpoint.parse(read.text()) instanceof Checked.Good<Checkpoint>(var checkpoint)) {
            return checkpoint.head().size();
        }
        throw new Unavailable("The kept checkpoint is damaged. Run sallyport audit check.");
    }
}

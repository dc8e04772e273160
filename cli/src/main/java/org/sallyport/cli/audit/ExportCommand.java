package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.LogCopy;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.Tile;
import org.sallyport.audit.TreeHead;
import org.sallyport.audit.Vouching;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "it names the first entry that was changed since. Run it again to add what came since: a log that no",
            "longer continues what it showed before is named, and the copy stays as it is.",
            "Works on the log at --from; else on SALLYPORT_DATABASE_URL when set, else on the bundled server's folder",
            "when no server runs on it.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport audit export /media/auditor/log",
            "  sallyport audit export --from https://jail.example/audit --log-key KEY ~/jail-log",
            "",
            "Exit codes: 0 done, 2 wrong options, 3 the log is not what its signature says, or not what it was,",
            "69 no log answers, or nothing has been signed yet."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.")
    private @Nullable Path data;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "Copy the log that a server publishes there, such as https://jail.example/audit; nobody's"
                    + " leave is needed.")
    private @Nullable URI from;

    @Option(
            names = "--log-key",
            paramLabel = "KEY",
            description = "The log's public key (default: that of the copy before, else as the log says itself).")
    private @Nullable String logKey;

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
        if (from != null) {
            try (var log = new PublishedLog(from)) {
                return copy(log);
            }
        }
        try (var here = reach.apply(data);
                var database = here.open()) {
            var setup = here.setup();
            var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
            return copy(new LogSource.OfDatabase(OpenLog.of(database, keys, Optional.empty())));
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private int copy(LogSource source) throws IOException {
        var note = source.checkpoint()
                .orElseThrow(() -> new Unavailable("No checkpoint has been signed yet: start the server once."));
        var kept = LogFolder.kept(folder);
        var trusted = trusted(source);
        var read = LogFolder.read(note);
        var problems = new ArrayList<Problem>();
        if (read.isEmpty()) {
            problems.add(new Problem(
                    "copy.checkpoint", "checkpoint", "", "A signed note with origin, size and root.", "Try again."));
        } else {
            var checkpoint = read.get().checkpoint();
            problems.addAll(Vouching.of("copy", read.get().note(), checkpoint, trusted, List.of(), Instant.EPOCH)
                    .problems());
            kept.filter(before -> before.checkpoint().head().size()
                            > checkpoint.head().size())
                    .ifPresent(before -> problems.add(new Problem(
                            "copy.log-shrunk",
                            "checkpoint",
                            checkpoint.head().size() + " entries",
                            "At least the " + before.checkpoint().head().size() + " that the log has signed before.",
                            "Entries were taken away, or an older state was restored. Keep both checkpoints.")));
        }
        if (!problems.isEmpty()) {
            return broken(problems);
        }
        var head = read.orElseThrow().checkpoint().head();
        var log = new LogFolder(folder, head.size());
        var written = fetch(source, log, head.size());
        var before = kept.map(k -> k.checkpoint().head());
        problems.addAll(log.problems(head, before.stream().toList()));
        if (!problems.isEmpty()) {
            log.remove(written);
            return broken(before.map(b -> since(source, head, b, problems)).orElse(problems));
        }
        log.write("key", (trusted + "\n").getBytes(UTF_8));
        log.write("checkpoint", note.getBytes(UTF_8));
        said(trusted, head.size(), kept.isEmpty());
        return ExitCode.OK;
    }

    /** The key that was given, else the one of the copy before, else the one the log itself says. */
    private NoteKey trusted(LogSource source) throws IOException {
        var before = folder.resolve("key");
        var text = logKey != null
                ? logKey
                : Files.exists(before) ? Files.readString(before).strip() : source.key();
        return switch (NoteKey.parse(text)) {
            case Checked.Good<NoteKey>(var key) -> key;
            case Checked.Bad<NoteKey>(var bad) ->
                throw new ParameterException(
                        line(), "That is no key of a log. " + bad.getFirst().expected());
        };
    }

    private List<Tile> fetch(LogSource source, LogFolder log, long size) throws IOException {
        var tiles = LogFolder.tiles(size);
        var written = new ArrayList<Tile>();
        try (var bar = Bars.of("export", " tiles", 1)) {
            for (int i = 0; i < tiles.size(); i++) {
                var tile = tiles.get(i);
                if (!log.has(tile)) {
                    var bytes = source.tile(tile);
                    if (bytes.isPresent()) {
                        log.write(tile.path(), bytes.get());
                        written.add(tile);
                    }
                }
                Bars.at(bar, i + 1L, tiles.size());
            }
        }
        return written;
    }

    /** Whether the log fits together by itself and only shows other entries than before: then which is the first. */
    private List<Problem> since(LogSource source, TreeHead head, TreeHead before, List<Problem> otherwise) {
        var copy = new LogFolder(folder, before.size());
        var differs = new TreeSet<Long>();
        var found = LogCopy.check(
                tile -> {
                    var bytes = source.tile(tile);
                    if (tile.level() == Tile.ENTRIES && differs.isEmpty()) {
                        bytes.flatMap(EntryBundle::read)
                                .ifPresent(entries -> copy.differs(tile.index() * Tile.FULL, entries)
                                        .ifPresent(differs::add));
                    }
                    return bytes;
                },
                head,
                List.of(before),
                _ -> {});
        if (differs.isEmpty() || found.stream().anyMatch(p -> !p.code().equals("copy.rewritten"))) {
            return otherwise;
        }
        return List.of(new Problem(
                "copy.rewritten",
                "entry " + differs.first(),
                "",
                "The entry that the log published here before; it shows another.",
                "What was recorded was altered, added or removed. Keep both copies, and ask the operator in public."));
    }

    private int broken(List<Problem> problems) {
        ProblemPrinter.print(
                line().getErr(), "the log is not what its signature says, the copy is as before", problems);
        return ExitCode.BROKEN;
    }

    private void said(NoteKey key, long size, boolean first) {
        var out = line().getOut();
        out.println(String.format(
                Locale.ROOT, "%s: the log %s with %,d entries, every hash verified.", folder, key.name(), size));
        if (from != null && logKey == null && first) {
            out.println("Its key, as the log says itself: compare it with one from another source.");
            out.println(key);
        }
        out.flush();
    }

    private picocli.CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }
}

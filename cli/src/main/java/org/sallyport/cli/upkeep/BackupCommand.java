package org.sallyport.cli.upkeep;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.client.ServerOption;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.postgres.Backup;
import org.sallyport.postgres.BackupFile;
import org.sallyport.postgres.BackupManifest;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport backup}: everything that cannot be written again, in one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Write everything into one file, while the server runs.",
        description = {
            "",
            "Writes the journal, wrapped keys, policy books, accounts and all else that cannot be written again, as of",
            "one moment, into FILE (docs/formats/backup.md), and reads it once from end to end. Payloads stay sealed;",
            "the master key is not in it and is kept elsewhere. With --check FILE is restored into a server of its own",
            "for the length of the command, and compared: a backup really restores. Its audit log is derived anew from",
            "its journal and compared with its signed checkpoints, and with what --against names.",
            "",
            "Works by the running server that --server or SALLYPORT_URL names (--key of an administrator); else on",
            "SALLYPORT_DATABASE_URL when set, beside the servers on it; else on the bundled server's folder, or by the",
            "server that runs on it. A database in which nothing is on record is not backed up.",
            ""
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sallyport backup /backups/sallyport-2026-11-25.backup",
            "  sallyport backup --check /backups/sallyport-2026-11-25.backup",
            "  sallyport backup --check /backups/sallyport-2026-11-25.backup --against cosigned-checkpoint.txt",
            "",
            "Exit codes: 0 done, 1 the file is no whole backup, 3 what was restored differs, 69 nothing to back up."
        })
public final class BackupCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.")
    private @Nullable Path data;

    @Option(names = "--check", description = "Restore FILE for the length of the command, and compare.")
    private boolean check;

    @Option(
            names = "--against",
            paramLabel = "PATH",
            description =
                    "With --check: a checkpoint, receipt or copy of the audit log that somebody else kept, no newer"
                            + " than the backup. May be given again.")
    private List<Path> against = new ArrayList<>();

    @Parameters(paramLabel = "FILE", description = "The file to write, or with --check to read.")
    private Path file = Path.of("sallyport.backup");

    @Override
    public Integer call() throws IOException {
        if (check) {
            return new BackupCheck(out(), err(), against).check(file);
        }
        if (Files.exists(file)) {
            throw new Unavailable(file + " is there already; name another file.");
        }
        var part = Files.createTempFile(
                Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(".")), ".backup", ".part");
        try {
            var failed = write(part);
            if (failed.isPresent()) {
                return failed.get();
            }
            return switch (BackupFile.read(part)) {
                case Checked.Bad<BackupFile>(var problems) ->
                    ProblemPrinter.print(err(), "the backup came out damaged and was not kept", problems);
                case Checked.Good<BackupFile>(var whole)
                when whole.manifest().rows("journal") == 0 ->
                    throw new Unavailable("Nothing is on record in this database, so nothing was kept of it: name the"
                            + " right one by --server and --key, --data or SALLYPORT_DATABASE_URL.");
                case Checked.Good<BackupFile>(var whole) -> {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                    say(whole.manifest(), Files.size(file));
                    yield ExitCode.OK;
                }
            };
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Optional<Integer> write(Path part) throws IOException {
        var line = Objects.requireNonNull(spec).commandLine();
        var given = line.getParseResult().hasMatchedOption("--server") || System.getenv("SALLYPORT_URL") != null;
        if (given && data == null) {
            return fromServer(part);
        }
        OpenDatabase here;
        try {
            here = OpenDatabase.reach(data);
        } catch (Unavailable e) {
            if (data != null) {
                throw e;
            }
            return fromServer(part); // a server holds the folder
        }
        try (here;
                var database = here.open();
                var out = Files.newOutputStream(part);
                var bar = Bars.of("backup", " rows", 1)) {
            Backup.write(database, out, (rows, about) -> Bars.at(bar, rows, about));
            return Optional.empty();
        } catch (DatabaseFailure e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Integer> fromServer(Path part) {
        try (var bar = Bars.of("backup", " KiB", 1024)) {
            return server.download("api/v1/backup", part, bytes -> Bars.at(bar, bytes, 0))
                    .map(answer -> ProblemPrinter.print(err(), "nothing was backed up", answer.problems()));
        }
    }

    private void say(BackupManifest made, long bytes) {
        out().println(String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d of them entries of the journal, %,d KiB, as of %s.",
                file,
                made.rows(),
                made.rows("journal"),
                bytes / 1024,
                made.madeAt()));
        var keys = made.probes().stream()
                .map(BackupManifest.Probe::master)
                .filter(id -> !id.isEmpty())
                .toList();
        out().println("It opens only with the master key " + words(keys)
                + ", which is not in it: keep that elsewhere.");
        out().flush();
    }

    private static String words(List<String> keys) {
        return keys.isEmpty() ? "in use now" : String.join(" and ", keys);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}

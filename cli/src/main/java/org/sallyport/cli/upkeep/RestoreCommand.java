package org.sallyport.cli.upkeep;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.postgres.BackupFile;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.Restore;
import org.sallyport.problem.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport restore}: reads a backup into an empty database. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header = "Read a backup into an empty database.",
        description = {
            "",
            "Reads the whole file first, then checks the master key, then reads it into an empty database and writes",
            "again what is derived. Whatever goes wrong, every problem is named and the database stays as empty as it",
            "was. The way to another major version of PostgreSQL is the same: backup, then restore there.",
            "",
            "Restores into SALLYPORT_DATABASE_URL when set, else into the bundled server's folder. The master key",
            "that belongs to the backup lies where serve will look for it: keys/master below that folder, or the",
            "environment.",
            ""
        },
        footer = {
            "",
            "@|bold Example|@",
            "  sallyport restore /backups/sallyport-2026-11-25.backup --data /var/lib/sallyport-new",
            "",
            "Exit codes: 0 done, 1 nothing was restored and why, 69 the database cannot be had."
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.")
    private @Nullable Path data;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("sallyport.backup");

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        var failed = file + " not restored, nothing was changed";
        switch (BackupFile.read(file)) {
            case Checked.Bad<BackupFile>(var problems) -> {
                return ProblemPrinter.print(line.getErr(), failed, problems);
            }
            case Checked.Good<BackupFile>(var backup) -> {
                try (var here = OpenDatabase.reach(data);
                        var bar = Bars.of("restore", " rows", 1)) {
                    var done =
                            Restore.restore(backup, here.address(), here.setup(), (rows, of) -> Bars.at(bar, rows, of));
                    bar.close();
                    if (done instanceof Checked.Bad<Database>(var problems)) {
                        return ProblemPrinter.print(line.getErr(), failed, problems);
                    }
                    ((Checked.Good<Database>) done).value().close();
                    line.getOut()
                            .println(String.format(
                                    Locale.ROOT,
                                    "Restored as of %s: %,d rows, %,d of them entries of the journal.",
                                    backup.manifest().madeAt(),
                                    backup.manifest().rows(),
                                    backup.manifest().rows("journal")));
                    line.getOut().flush();
                    return ExitCode.OK;
                } catch (DatabaseFailure e) {
                    throw new Unavailable(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }
}

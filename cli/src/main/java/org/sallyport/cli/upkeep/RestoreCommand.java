package org.sallyport.cli.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.cli.database.OpenDatabase;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.desk.Desk;
import org.sallyport.postgres.BackupFile;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseFailure;
import org.sallyport.postgres.Restore;
import org.sallyport.postgres.quarantine.PostgresQuarantine;
import org.sallyport.postgres.roster.PostgresRosters;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.keeping.ExpungedList;
import org.sallyport.server.keeping.Forgetting;
import org.sallyport.server.lists.DatabaseLists;
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
            "was. What was expunged since the backup was made is destroyed again (--expunged). The way to another",
            "major version of PostgreSQL is the same: backup, then restore there.",
            "",
            "Restores into SALLYPORT_DATABASE_URL when set, else into the bundled server's folder. The master key",
            "that belongs to the backup lies where serve will look for it: keys/master below that folder, or the",
            "environment.",
            ""
        },
        footer = {
            "",
            "@|bold Example|@",
            "  sallyport restore /backups/sallyport-2026-11-25.backup --data /var/lib/sallyport-new \\",
            "      --expunged /vault/sallyport-expunged.json",
            "",
            "Exit codes: 0 done, 1 nothing was restored and why, 69 the database cannot be had."
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The bundled server's folder.")
    private @Nullable Path data;

    @Option(
            names = "--expunged",
            paramLabel = "FILE",
            description = "The list that sallyport expunge export wrote last: destroyed again before anything else.")
    private @Nullable Path expunged;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("sallyport.backup");

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        var failed = file + " not restored, nothing was changed";
        var list = list();
        if (list instanceof Checked.Bad<ExpungedList>(var problems)) {
            return ProblemPrinter.print(line.getErr(), failed, problems);
        }
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
                    try (var database = ((Checked.Good<Database>) done).value()) {
                        if (list instanceof Checked.Good<ExpungedList>(var known)
                                && !known.lines().isEmpty()) {
                            destroyAgain(known, here, database);
                        }
                    }
                    line.getOut()
                            .println(String.format(
                                    Locale.ROOT,
                                    "Restored as of %s: %,d rows, %,d of them entries of the journal.",
                                    backup.manifest().madeAt(),
                                    backup.manifest().rows(),
                                    backup.manifest().rows("journal")));
                    line.getOut()
                            .println(
                                    expunged == null
                                            ? "What was expunged after that is here again. If anything was, restore"
                                                    + " into an empty database with --expunged FILE."
                                            : "What was expunged after that was destroyed again.");
                    line.getOut().flush();
                    return ExitCode.OK;
                } catch (Altered e) {
                    return ProblemPrinter.print(
                            line.getErr(),
                            file + " was restored, but nothing was destroyed again: drop this database and restore"
                                    + " with another list",
                            e.problems);
                } catch (DatabaseFailure e) {
                    throw new Unavailable(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }

    /** The list to carry out again; empty where none was named. */
    private Checked<ExpungedList> list() {
        if (expunged == null) {
            return new Checked.Good<>(new ExpungedList(List.of()));
        }
        try {
            return ExpungedList.read(Files.readAllBytes(expunged));
        } catch (IOException e) {
            throw new Unavailable("The file of --expunged cannot be read.", e);
        }
    }

    private static void destroyAgain(ExpungedList known, OpenDatabase here, Database database) {
        var store = here.store(database);
        var altered = known.altered(store.upkeep());
        if (!altered.isEmpty()) {
            throw new Altered(altered);
        }
        var desk = new Desk(store);
        var lists = new DatabaseLists(store.lists());
        var forgetting = new Forgetting(
                desk,
                lists,
                new PostgresQuarantine(database, store.keys()),
                new PostgresRosters(database, store.keys()),
                Optional.of(store.upkeep()));
        known.reapply(desk, lists, forgetting);
    }

    /** The list is not as this installation wrote it. */
    private static final class Altered extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Problem> problems;

        Altered(List<Problem> problems) {
            super("altered", null, false, false);
            this.problems = problems;
        }
    }
}

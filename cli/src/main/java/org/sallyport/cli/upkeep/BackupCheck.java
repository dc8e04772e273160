package org.sallyport.cli.upkeep;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.audit.Frontier;
import org.sallyport.cli.audit.KeptOutside;
import org.sallyport.cli.terminal.Bars;
import org.sallyport.cli.terminal.Environment;
import org.sallyport.cli.terminal.ExitCode;
import org.sallyport.cli.terminal.ProblemPrinter;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.BackupFile;
import org.sallyport.postgres.BackupManifest;
import org.sallyport.postgres.BusinessClock;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.DatabaseAddress;
import org.sallyport.postgres.PostgresStore;
import org.sallyport.postgres.Restore;
import org.sallyport.postgres.audit.AuditCheck;
import org.sallyport.postgres.audit.LogSigner;
import org.sallyport.postgres.embedded.Places;
import org.sallyport.postgres.embedded.ScratchServer;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.MasterKey;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.book.KeptBooks;

/** Restores a backup into a server of its own, and compares what came out with what the backup says. */
public final class BackupCheck {
    private static final String NAME = "sallyport_check";
    private static final int FILES = 10_000;
    private final PrintWriter out;
    private final PrintWriter err;

    private final List<Path> against;

    /** A check that prints there; the audit log is compared with what others kept at some paths. */
    public BackupCheck(PrintWriter out, PrintWriter err, List<Path> against) {
        this.out = out;
        this.err = err;
        this.against = against;
    }

    /** Checks a backup made under the master key of this machine's environment. */
    int check(Path file) throws IOException {
        var environment = Environment.read();
        return check(
                file, MasterKey.usual(environment, Places.usual(environment).keys(), new SecureRandom()));
    }

    /** Checks a backup made under a master key; the exit code. */
    public int check(Path file, MasterKey master) throws IOException {
        return switch (BackupFile.read(file)) {
            case Checked.Bad<BackupFile>(var problems) -> refused(file, problems);
            case Checked.Good<BackupFile>(var backup) -> restored(file, backup, master);
        };
    }

    private int refused(Path file, List<Problem> problems) {
        return ProblemPrinter.print(err, file + " does not restore, nothing was changed", problems);
    }

    private int restored(Path file, BackupFile backup, MasterKey master) throws IOException {
        var random = new SecureRandom();
        var books = new KeptBooks();
        var setup = new PostgresStore.Setup(new BusinessClock.OfDatabase(), master, random, books, FILES);
        try (var scratch = ScratchServer.start(Map.of());
                var bar = Bars.of("restore", " rows", 1)) {
            scratch.server().createDatabase(NAME);
            var address = DatabaseAddress.of(scratch.server(), NAME);
            return switch (Restore.restore(backup, address, setup, (rows, of) -> Bars.at(bar, rows, of))) {
                case Checked.Bad<Database>(var problems) -> refused(file, problems);
                case Checked.Good<Database>(var database) -> {
                    try (database) {
                        bar.close();
                        var store = PostgresStore.open(database, setup, books.load(PolicyFiles.shipped()));
                        yield compared(file, backup.manifest(), database, store, setup);
                    }
                }
            };
        }
    }

    private int compared(
            Path file, BackupManifest said, Database database, PostgresStore store, PostgresStore.Setup setup)
            throws IOException {
        var keys = new KeyRing(setup.master(), setup.random(), setup.filesMax());
        var signer = LogSigner.open(database, keys, Optional.empty());
        var outside = KeptOutside.read(against, signer.key());
        if (!outside.problems().isEmpty()) {
            return refused(file, outside.problems());
        }
        var checked = new AuditCheck(database, keys, setup.books())
                .run(new Frontier(), outside.against(signer), AuditCheck.Progress.NONE);
        var wrong = new ArrayList<String>();
        for (var part : said.parts()) {
            long rows = database.transact(c -> {
                try (var statement = c.createStatement();
                        var found = statement.executeQuery("select count(*) from " + part.table())) {
                    found.next();
                    return found.getLong(1);
                }
            });
            if (rows != part.rows()) {
                wrong.add(part.table() + ": " + rows + " rows, the backup says " + part.rows());
            }
        }
        wrong.addAll(store.differences());
        checked.difference().ifPresent(d -> wrong.add("the audit log (" + d.code() + "): " + d.sentence()));
        wrong.forEach(err::println);
        err.flush();
        if (wrong.isEmpty()) {
            out.println(String.format(
                    Locale.ROOT,
                    "It restores: %,d rows, every table as the backup says, everything derived as the journal says.",
                    said.rows()));
            out.println(String.format(
                    Locale.ROOT,
                    "Its audit log has %,d entries, root %s, as its checkpoints were signed%s.",
                    checked.head().size(),
                    checked.head().root(),
                    against.isEmpty() ? "" : "; it continues every state it was compared with"));
            out.flush();
        }
        return wrong.isEmpty() ? ExitCode.OK : ExitCode.BROKEN;
    }
}

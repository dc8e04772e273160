package org.sallyport.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/**
 * Reads a backup into an empty database and writes from it whatever a backup leaves out. Entries keep their positions
 * and their order; they bear the number of the transaction that imported them, since those of another server mean
 * nothing here. The way to another major version of PostgreSQL is the same.
 */
public final class Restore {
    private Restore() {}

    /**
     * Restores a backup. Whatever goes wrong, the database is left as empty as it was.
     *
     * @param progress hears how many rows are done, and of how many
     * @return the database with everything in it, to be closed by the caller; or every problem, nothing changed
     * @throws DatabaseFailure when the database goes away meanwhile
     */
    public static Checked<Database> restore(
            BackupFile backup, DatabaseAddress into, PostgresStore.Setup setup, Backup.Progress progress) {
        var problems = new ArrayList<>(backup.fits(setup.master()));
        var database = Database.connect(into, 4);
        boolean done = false;
        try {
            problems.addAll(unfit(backup, database));
            if (!problems.isEmpty()) {
                return new Checked.Bad<>(problems);
            }
            try {
                fill(backup, database, setup, progress);
                done = true;
            } finally {
                if (!done) {
                    wipe(database);
                }
            }
            return new Checked.Good<>(database);
        } finally {
            if (!done) {
                database.close();
            }
        }
    }

    private static List<Problem> unfit(BackupFile backup, Database database) {
        var problems = new ArrayList<Problem>();
        int newest = database.newestSchema();
        if (backup.manifest().schema() > newest) {
            problems.add(new Problem(
                    "backup.schema",
                    "backup",
                    Integer.toString(backup.manifest().schema()),
                    "A schema up to " + newest + ", the newest this Sallyport knows.",
                    "Restore it with the Sallyport that made it, or a newer one."));
        }
        if (database.transact(RestoreMark::stands)) {
            wipe(database); // what an earlier restore left when it was killed
        }
        List<String> filled = database.transact(connection ->
                RestoreMark.exists(connection, "flyway_schema_history") ? KeptTables.filled(connection) : List.of());
        if (!filled.isEmpty()) {
            problems.add(new Problem(
                    "restore.not-empty",
                    "database",
                    String.join(", ", filled),
                    "An empty database; these tables hold rows.",
                    "Name another database or folder. A restore never replaces what is there."));
        }
        return problems;
    }

    private static void fill(
            BackupFile backup, Database database, PostgresStore.Setup setup, Backup.Progress progress) {
        database.migrate(Optional.of(Integer.toString(backup.manifest().schema())));
        database.transact(connection -> {
            try (var zip = backup.open()) {
                RestoreMark.set(connection);
                fill(connection, zip, backup.manifest(), progress);
                return connection;
            } catch (IOException e) {
                throw new UncheckedIOException("The backup can no longer be read.", e);
            }
        });
        database.migrate(Optional.empty());
        database.transact(connection -> {
            AuditCursor.moveTail(connection);
            new Rebuild(connection, PostgresStore.parts(connection, setup)).rebuild();
            RestoreMark.clear(connection);
            return connection;
        });
        database.transact(connection -> {
            Rows.run(connection, "analyze");
            return connection;
        });
    }

    private static void fill(Connection connection, ZipFile zip, BackupManifest manifest, Backup.Progress progress)
            throws SQLException, IOException {
        for (var table : KeptTables.of(connection)) {
            if (table.isOneRow()) {
                Rows.run(connection, "delete from " + table.name());
            }
        }
        AuditCursor.loosen(connection);
        Partitions.makeRoom(connection, manifest.position());
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        long before = 0;
        for (var part : manifest.parts()) {
            var table = new KeptTables.Table(part.table(), part.columns());
            long from = before;
            try (var in = new Watched(BackupFile.part(zip, part), rows -> progress.at(from + rows, manifest.rows()))) {
                long rows = copy.copyIn("copy " + table.list() + " from stdin", in);
                if (rows != part.rows()) {
                    throw new IOException("A part holds another number of rows than the manifest says.");
                }
                before += rows;
            }
        }
        AuditCursor.set(connection);
        progress.at(before, manifest.rows());
        for (var sequence : manifest.sequences().entrySet()) {
            if (sequence.getValue() > 0) {
                try (var set = connection.prepareStatement("select setval(?::regclass, ?)")) {
                    set.setString(1, "public." + sequence.getKey());
                    set.setLong(2, sequence.getValue());
                    set.execute();
                }
            }
        }
    }

    private static void wipe(Database database) {
        database.transact(connection -> {
            Rows.run(connection, "drop schema public cascade");
            Rows.run(connection, "create schema public");
            return connection;
        });
    }

    private interface Heard {
        void rows(long rows);
    }

    /** Counts rows on their way in. */
    private static final class Watched extends FilterInputStream {
        private static final int EVERY = 10_000;
        private final Heard heard;
        private long rows;

        Watched(InputStream from, Heard heard) {
            super(from);
            this.heard = heard;
        }

        @Override
        public int read(byte[] b, int from, int length) throws IOException {
            int read = in.read(b, from, length);
            for (int i = from; i < from + read; i++) {
                if (b[i] == '\n' && ++rows % EVERY == 0) {
                    heard.rows(rows);
                }
            }
            return read;
        }
    }
}

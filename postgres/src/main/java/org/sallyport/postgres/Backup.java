package org.sallyport.postgres;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes everything that cannot be written again into one file, as of one moment, while others go on working. Payloads
 * stay sealed and keys stay wrapped: without the master key, which is not in it, nobody reads of any person in it.
 */
public final class Backup {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Backup() {}

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Progress {
        /** Called now and then. */
        void at(long rows, long ofAbout);
    }

    /**
     * Writes a backup.
     *
     * @param out      where to; left open, and useless unless this returns
     * @param progress hears how many rows are done, and of about how many
     * @return what was written
     * @throws UncheckedIOException when {@code out} takes no more
     * @throws DatabaseFailure      when the database goes away
     */
    public static BackupManifest write(Database database, OutputStream out, Progress progress) {
        return database.transact(connection -> {
            Rows.run(connection, "set transaction isolation level repeatable read, read only");
            try {
                return write(connection, out, progress);
            } catch (IOException e) {
                throw new UncheckedIOException("The backup cannot be written.", e);
            }
        });
    }

    private static BackupManifest write(Connection connection, OutputStream out, Progress progress)
            throws SQLException, IOException {
        var zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        var parts = new ArrayList<BackupManifest.Part>();
        long about = number(
                connection,
                "select coalesce(sum(greatest(reltuples, 0)), 0)::bigint from pg_class"
                        + " where relnamespace = 'public'::regnamespace and relkind = 'r'");
        long before = 0;
        for (var table : KeptTables.of(connection)) {
            var part = part(connection, zip, table, before, about, progress);
            before += part.rows();
            parts.add(part);
        }
        var manifest = manifest(connection, parts);
        zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
        zip.write(JSON.writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        return manifest;
    }

    private static BackupManifest.Part part(
            Connection connection,
            ZipOutputStream zip,
            KeptTables.Table table,
            long before,
            long about,
            Progress progress)
            throws SQLException, IOException {
        var order = table.name().equals("journal") ? " order by position" : "";
        var named = new BackupManifest.Part(table.name(), table.columns(), 0, 0, "");
        zip.putNextEntry(new ZipEntry(named.file()));
        var digest = sha256();
        var counted = new Counted(new DigestOutputStream(zip, digest), rows -> progress.at(before + rows, about));
        long rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select " + String.join(", ", table.columns()) + " from " + table.name() + order
                                + ") to stdout",
                        counted);
        zip.closeEntry();
        progress.at(before + rows, about);
        return new BackupManifest.Part(
                table.name(),
                table.columns(),
                rows,
                counted.bytes,
                HexFormat.of().formatHex(digest.digest()));
    }

    private static BackupManifest manifest(Connection connection, List<BackupManifest.Part> parts) throws SQLException {
        return new BackupManifest(
                BackupManifest.FORMAT,
                moment(connection),
                (int) number(connection, "select max(version::int) from flyway_schema_history where success"),
                text(connection, "show server_version"),
                parts,
                KeptTables.sequences(connection),
                number(connection, "select coalesce(max(position), 0) from journal"),
                probes(connection));
    }

    private static List<BackupManifest.Probe> probes(Connection connection) throws SQLException {
        var found = new ArrayList<BackupManifest.Probe>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select distinct on (master) master, key_id, wrapped from sealing_key"
                        + " order by master, key_id")) {
            while (rows.next()) {
                found.add(new BackupManifest.Probe(
                        rows.getString(1),
                        rows.getString(2),
                        Base64.getEncoder().encodeToString(rows.getBytes(3))));
            }
        }
        return found;
    }

    private static java.time.Instant moment(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select clock_timestamp()")) {
            rows.next();
            return Rows.moment(rows, 1);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java.", e);
        }
    }

    private interface Heard {
        void rows(long rows);
    }

    /** Counts bytes and rows on their way: in COPY's text a line feed ends a row and stands nowhere else. */
    private static final class Counted extends FilterOutputStream {
        private static final int EVERY = 10_000;
        private final Heard heard;
        private long bytes;
        private long rows;

        Counted(OutputStream to, Heard heard) {
            super(to);
            this.heard = heard;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int from, int length) throws IOException {
            out.write(b, from, length);
            bytes += length;
            for (int i = from; i < from + length; i++) {
                if (b[i] == '\n' && ++rows % EVERY == 0) {
                    heard.rows(rows);
                }
            }
        }

        @Override
        public void close() {
            // The file goes on after this part.
        }
    }
}

package org.sallyport.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.sallyport.postgres.Database;

/** The baseline: the rows of each transaction of the journal, inserted again into a table of the same shape. */
record BareInserts(Database database, List<List<Row>> batches) {
    private static final String COLUMNS = "stream, version, type, schema, recorded_at, facility, agency, cause, actor,"
            + " key_id, sealed, commitment";

    /** A row of the journal, as it stands there. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(
            UUID stream,
            int version,
            String type,
            int schema,
            String at,
            String facility,
            String agency,
            String cause,
            String actor,
            byte[] sealed,
            byte[] commitment) {}

    /** How many rows, and how long they took. */
    record Result(long rows, Duration took) {}

    static long lastPosition(Database database) {
        return database.transact(connection -> {
            try (var rows =
                    connection.createStatement().executeQuery("select coalesce(max(position), 0) from journal")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** The rows after a position, in the batches in which they came. */
    static BareInserts of(Database database, long after) {
        return database.transact(connection -> {
            try (var create = connection.createStatement()) {
                create.execute("create table bare (like journal including all)");
            }
            return new BareInserts(database, read(connection, after));
        });
    }

    private static List<List<Row>> read(Connection connection, long after) throws SQLException {
        var batches = new ArrayList<List<Row>>();
        var sql = "select tx::text, stream, version, type, schema, recorded_at::text, facility, agency, cause, actor,"
                + " sealed,"
                + " commitment from journal where position > ? and cause = 'feed' order by tx, position";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after);
            try (var rows = statement.executeQuery()) {
                var last = "";
                while (rows.next()) {
                    if (!rows.getString(1).equals(last)) {
                        last = rows.getString(1);
                        batches.add(new ArrayList<>());
                    }
                    batches.getLast()
                            .add(new Row(
                                    rows.getObject(2, UUID.class),
                                    rows.getInt(3),
                                    rows.getString(4),
                                    rows.getInt(5),
                                    rows.getString(6),
                                    rows.getString(7),
                                    rows.getString(8),
                                    rows.getString(9),
                                    rows.getString(10),
                                    rows.getBytes(11),
                                    rows.getBytes(12)));
                }
            }
        }
        return batches;
    }

    Result run(ExecutorService workers, int threads) throws Exception {
        var work = new ArrayList<Callable<Integer>>();
        for (int t = 0; t < threads; t++) {
            int first = t;
            work.add(() -> {
                for (int i = first; i < batches.size(); i += threads) {
                    insert(batches.get(i));
                }
                return first;
            });
        }
        long start = System.nanoTime();
        for (var done : workers.invokeAll(work)) {
            done.get();
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        return new Result(batches.stream().mapToLong(List::size).sum(), took);
    }

    private void insert(List<Row> batch) {
        var sql = "insert into bare (" + COLUMNS + ") values (?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?)";
        database.transact(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (var row : batch) {
                    statement.setObject(1, row.stream());
                    statement.setInt(2, row.version());
                    statement.setString(3, row.type());
                    statement.setInt(4, row.schema());
                    statement.setString(5, row.at());
                    statement.setString(6, row.facility());
                    statement.setString(7, row.agency());
                    statement.setString(8, row.cause());
                    statement.setString(9, row.actor());
                    statement.setObject(10, row.stream());
                    statement.setBytes(11, row.sealed());
                    statement.setBytes(12, row.commitment());
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }
}

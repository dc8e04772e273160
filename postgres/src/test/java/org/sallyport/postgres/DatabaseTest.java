package org.sallyport.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void two_transactions_that_lock_two_rows_crosswise_both_end_well() throws Exception {
        try (var database = TestServer.fresh(4);
                var workers = Executors.newFixedThreadPool(2)) {
            run(database, "create table cross_row (id int primary key, n int not null)");
            run(database, "insert into cross_row values (1, 0), (2, 0)");
            var meet = new CyclicBarrier(2);
            var orders = List.of(List.of(1, 2), List.of(2, 1));
            var done = workers.invokeAll(orders.stream()
                    .<java.util.concurrent.Callable<Integer>>map(order -> () -> crosswise(database, meet, order))
                    .toList());
            int attempts = done.get(0).get() + done.get(1).get();
            assertEquals(3, attempts, "one of the two lost and was run again");
            assertEquals(List.of(2, 2), read(database));
        }
    }

    private static int crosswise(Database database, CyclicBarrier meet, List<Integer> order) {
        var attempts = new int[1];
        database.transact(connection -> {
            attempts[0]++;
            for (int i = 0; i < 2; i++) {
                try (var update = connection.prepareStatement("update cross_row set n = n + 1 where id = ?")) {
                    update.setInt(1, order.get(i));
                    update.executeUpdate();
                }
                if (i == 0 && attempts[0] == 1) {
                    await(meet);
                }
            }
            return attempts[0];
        });
        return attempts[0];
    }

    private static void await(CyclicBarrier meet) throws SQLException {
        try {
            meet.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    private static List<Integer> read(Database database) {
        return database.transact(connection -> {
            try (var rows = connection.createStatement().executeQuery("select n from cross_row order by id")) {
                rows.next();
                int first = rows.getInt(1);
                rows.next();
                return List.of(first, rows.getInt(1));
            }
        });
    }

    private static void run(Database database, String sql) {
        database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Test
    void work_that_throws_leaves_nothing_behind() {
        try (var database = TestServer.fresh(2)) {
            run(database, "create table kept (id int)");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> database.transact(connection -> {
                        connection.createStatement().execute("insert into kept values (1)");
                        throw new IllegalArgumentException("no");
                    }));
            int count = database.transact(connection -> {
                try (var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
                    rows.next();
                    return rows.getInt(1);
                }
            });
            assertEquals(0, count);
        }
    }

    @Test
    void a_plan_made_while_a_table_is_empty_finds_rows_by_key() {
        try (var database = TestServer.fresh(2)) {
            for (var statement : List.of(
                    "probe(bytea[]) as select episode from booking where token = any($1)",
                    "probe(uuid[]) as update stream_head set version = 1 from unnest($1) as n(s) where stream = s")) {
                var plan = planOf(database, statement);
                assertTrue(plan.contains("Index Scan") && !plan.contains("Seq Scan"), plan);
            }
        }
    }

    private static String planOf(Database database, String statement) {
        return database.transact(connection -> {
            var lines = new StringBuilder();
            try (var sql = connection.createStatement()) {
                sql.execute("set local plan_cache_mode = force_generic_plan");
                sql.execute("prepare " + statement);
                try (var rows = sql.executeQuery("explain execute probe(null)")) {
                    while (rows.next()) {
                        lines.append(rows.getString(1)).append('\n');
                    }
                }
                sql.execute("deallocate probe");
            }
            return lines.toString();
        });
    }

    @Test
    void a_failure_says_the_state_and_never_the_row() {
        try (var database = TestServer.fresh(2)) {
            run(database, "create table once (name text primary key)");
            run(database, "insert into once values ('Test Person 1')");
            var failure = assertThrows(
                    DatabaseFailure.class, () -> run(database, "insert into once values ('Test Person 1')"));
            assertEquals("23505", failure.state());
            for (Throwable t = failure; t != null; t = t.getCause()) {
                assertFalse(String.valueOf(t.getMessage()).contains("Person"), t.getMessage());
            }
        }
    }

    @Test
    void a_schema_newer_than_ours_is_refused() {
        try (var database = TestServer.fresh(2)) {
            run(
                    database,
                    "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, execution_time, success) values"
                            + " (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', 1, true)");
            String name = database.transact(connection -> connection.getCatalog());
            var refused = assertThrows(
                    DatabaseFailure.class,
                    () -> Database.open(TestServer.scratch().server(), name, 2));
            assertTrue(refused.getMessage().contains("9999"), refused.getMessage());
        }
    }

    @Test
    void an_address_is_read_in_both_spellings_and_refused_without_repeating_a_password() {
        var read = assertInstanceOf(
                DatabaseAddress.Reading.Read.class,
                DatabaseAddress.named(Map.of(
                                "SALLYPORT_DATABASE_URL",
                                "postgres://desk:p%40ss+word@db.example.org:5433/jail?sslmode=require"))
                        .orElseThrow());
        assertEquals(
                "jdbc:postgresql://db.example.org:5433/jail?sslmode=require",
                read.address().jdbcUrl());
        assertEquals("desk", read.address().user());
        assertEquals("p@ss+word", read.address().password());
        assertFalse(read.address().toString().contains("p@ss"));

        var jdbc = assertInstanceOf(
                DatabaseAddress.Reading.Read.class, DatabaseAddress.read("jdbc:postgresql://db.example.org/jail"));
        assertEquals("jdbc:postgresql://db.example.org/jail", jdbc.address().jdbcUrl());

        var refused = assertInstanceOf(
                DatabaseAddress.Reading.Unreadable.class, DatabaseAddress.read("mysql://desk:p4ss@db/jail"));
        assertFalse(
                refused.problem().sentence().contains("p4ss"), refused.problem().sentence());
        assertTrue(DatabaseAddress.named(Map.of()).isEmpty());
    }
}

package org.sallyport.postgres.access;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sallyport.postgres.Database;

/** Accounts and keys in PostgreSQL: every node sees a change at its next question. */
public final class PostgresAccess implements AccessStore {
    private static final String KEYS =
            "select key_id, hash, label, grants, created_by, created_at, revoked_at" + " from access_key";
    private static final String ACCOUNTS =
            "select name, password, grants, one_time, array(select extract(epoch from f) * 1000000"
                    + " from unnest(failures) f order by f)::bigint[], locked_until, disabled from access_account";

    private final Database database;

    /** Accounts and keys of this database, which is migrated. */
    public PostgresAccess(Database database) {
        this.database = database;
    }

    @Override
    public void add(ApiKey key) {
        database.transact(connection -> {
            try (var s = connection.prepareStatement("insert into access_key"
                    + " (key_id, hash, label, grants, created_by, created_at, revoked_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?)")) {
                s.setString(1, key.id());
                s.setString(2, key.hash());
                s.setString(3, key.label());
                s.setArray(4, grants(connection, key.grants()));
                s.setString(5, key.createdBy());
                moment(s, 6, Optional.of(key.createdAt()));
                moment(s, 7, key.revokedAt());
                return s.executeUpdate();
            }
        });
    }

    @Override
    public Optional<ApiKey> keyByHash(String hash) {
        return keys(" where hash = ?", hash).stream().findFirst();
    }

    @Override
    public List<ApiKey> keys() {
        return keys(" where ? <> '' order by created_at, key_id", "all");
    }

    private List<ApiKey> keys(String where, String given) {
        return database.transact(connection -> {
            var found = new ArrayList<ApiKey>();
            try (var s = connection.prepareStatement(KEYS + where)) {
                s.setString(1, given);
                try (var rows = s.executeQuery()) {
                    while (rows.next()) {
                        found.add(new ApiKey(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                grants(rows, 4),
                                rows.getString(5),
                                moment(rows, 6).orElseThrow(),
                                moment(rows, 7)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public boolean revoke(String id, Instant at) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement(
                    "update access_key set revoked_at = coalesce(revoked_at, ?) where key_id = ?")) {
                moment(s, 1, Optional.of(at));
                s.setString(2, id);
                return s.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean add(Account account) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement("insert into access_account"
                    + " (password, grants, one_time, failures, locked_until, disabled, name)"
                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
                fill(connection, s, account);
                return s.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<Account> account(String name) {
        return database.transact(connection -> accounts(connection, " where name = ?", name)).stream()
                .findFirst();
    }

    @Override
    public List<Account> accounts() {
        return database.transact(connection -> accounts(connection, " where ? <> '' order by name", "all"));
    }

    @Override
    public Optional<Account> change(String name, UnaryOperator<Account> how) {
        return database.transact(connection -> {
            var found = accounts(connection, " where name = ? for update", name).stream()
                    .findFirst()
                    .map(how);
            if (found.isPresent()) {
                try (var s = connection.prepareStatement("update access_account set password = ?, grants = ?,"
                        + " one_time = ?, failures = ?, locked_until = ?, disabled = ? where name = ?")) {
                    fill(connection, s, found.get());
                    s.executeUpdate();
                }
            }
            return found;
        });
    }

    private static List<Account> accounts(Connection connection, String where, String given) throws SQLException {
        var found = new ArrayList<Account>();
        try (var s = connection.prepareStatement(ACCOUNTS + where)) {
            s.setString(1, given);
            try (var rows = s.executeQuery()) {
                while (rows.next()) {
                    found.add(new Account(
                            rows.getString(1),
                            rows.getString(2),
                            grants(rows, 3),
                            rows.getBoolean(4),
                            moments(rows, 5),
                            moment(rows, 6),
                            rows.getBoolean(7)));
                }
            }
        }
        return found;
    }

    private static void fill(Connection connection, PreparedStatement s, Account account) throws SQLException {
        s.setString(1, account.password());
        s.setArray(2, grants(connection, account.grants()));
        s.setBoolean(3, account.oneTime());
        s.setArray(
                4,
                connection.createArrayOf(
                        "timestamptz",
                        account.failures().stream().map(Timestamp::from).toArray()));
        moment(s, 5, account.lockedUntil());
        s.setBoolean(6, account.disabled());
        s.setString(7, account.name());
    }

    private static Array grants(Connection connection, List<Grant> grants) throws SQLException {
        return connection.createArrayOf("text", grants.stream().map(Grant::word).toArray());
    }

    /** A word that is no grant any more gives its holder nothing. */
    private static List<Grant> grants(ResultSet rows, int column) throws SQLException {
        var words = (String[]) rows.getArray(column).getArray();
        return Arrays.stream(words).flatMap(w -> Grant.of(w).stream()).toList();
    }

    /** Comes as microseconds: the driver reads no binary array of moments. */
    private static List<Instant> moments(ResultSet rows, int column) throws SQLException {
        var micros = (Long[]) rows.getArray(column).getArray();
        return Arrays.stream(micros)
                .map(m -> Instant.EPOCH.plus(m, ChronoUnit.MICROS))
                .toList();
    }

    private static void moment(PreparedStatement s, int place, Optional<Instant> at) throws SQLException {
        s.setObject(place, at.map(a -> a.atOffset(ZoneOffset.UTC)).orElse(null));
    }

    private static Optional<Instant> moment(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

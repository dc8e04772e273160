package org.sallyport.postgres.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.KeyedNames;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.FacilityKeys;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.Tokens;
import org.sallyport.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/** A quarantine in PostgreSQL; what was sent is sealed under one key a facility. */
public final class PostgresQuarantine implements Quarantine {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final FacilityKeys keys;
    private final KeyedNames names;

    /** The quarantine of this database, which is migrated. */
    public PostgresQuarantine(Database database, KeyRing keys) {
        this.database = database;
        this.keys = new FacilityKeys(keys, "quarantine");
        this.names = new KeyedNames(
                database.transact(connection -> keys.tokens(connection).of(Tokens.Purpose.QUARANTINED)));
    }

    @Override
    public String keep(FacilityId facility, String raw, List<Problem> problems, Instant at) {
        var item = names.name(facility.path(), raw);
        database.transact(connection -> {
            var sealed = keys.of(connection, facility).seal(raw.getBytes(UTF_8), envelope(item));
            try (var s = connection.prepareStatement("insert into quarantine (item, facility, at, problems, sealed)"
                    + " values (?, ?, ?, ?::jsonb, ?) on conflict do nothing")) {
                s.setObject(1, item);
                s.setString(2, facility.path());
                s.setObject(3, at.atOffset(ZoneOffset.UTC));
                s.setString(4, JSON.writeValueAsString(problems));
                s.setBytes(5, sealed.payload());
                return s.executeUpdate();
            }
        });
        return item.toString();
    }

    @Override
    public List<Item> waiting(FacilityId facility, int most) {
        return database.transact(connection -> {
            var found = new ArrayList<Item>();
            try (var s = connection.prepareStatement(
                    "select item, at, problems from quarantine" + " where facility = ? order by at, item limit ?")) {
                s.setString(1, facility.path());
                s.setInt(2, most);
                try (var rows = s.executeQuery()) {
                    while (rows.next()) {
                        found.add(item(facility, rows));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public long count(FacilityId facility) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement("select count(*) from quarantine where facility = ?")) {
                s.setString(1, facility.path());
                try (var rows = s.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public Optional<Opened> open(FacilityId facility, String id) {
        return named(id)
                .flatMap(item -> database.transact(connection -> {
                    try (var s = connection.prepareStatement(
                            "select item, at, problems, sealed from quarantine where facility = ? and item = ?")) {
                        s.setString(1, facility.path());
                        s.setObject(2, item);
                        try (var rows = s.executeQuery()) {
                            if (!rows.next()) {
                                return Optional.<Opened>empty();
                            }
                            var plain = keys.of(connection, facility).open(rows.getBytes(4), envelope(item));
                            return Optional.of(new Opened(item(facility, rows), new String(plain, UTF_8)));
                        }
                    }
                }));
    }

    @Override
    public boolean release(FacilityId facility, String id) {
        return named(id)
                .map(item -> database.transact(connection -> {
                    try (var s =
                            connection.prepareStatement("delete from quarantine where facility = ? and item = ?")) {
                        s.setString(1, facility.path());
                        s.setObject(2, item);
                        return s.executeUpdate() == 1;
                    }
                }))
                .orElse(false);
    }

    private static Item item(FacilityId facility, ResultSet rows) throws SQLException {
        var problems = JSON.readValue(rows.getString(3), Problem[].class);
        return new Item(
                rows.getObject(1, UUID.class).toString(),
                facility,
                rows.getObject(2, OffsetDateTime.class).toInstant(),
                List.of(problems));
    }

    private static Optional<UUID> named(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] envelope(UUID item) {
        return ("quarantine " + item).getBytes(UTF_8);
    }
}

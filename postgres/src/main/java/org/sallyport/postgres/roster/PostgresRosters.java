package org.sallyport.postgres.roster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Roster;
import org.sallyport.custody.RosterState;
import org.sallyport.formats.roster.RosterJson;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.FacilityKeys;
import org.sallyport.postgres.sealing.KeyRing;

/** Rosters in PostgreSQL; what names people is sealed under one key a facility. */
public final class PostgresRosters implements RosterStore {
    private final Database database;
    private final FacilityKeys keys;

    /** The rosters of this database, which is migrated. */
    public PostgresRosters(Database database, KeyRing keys) {
        this.database = database;
        this.keys = new FacilityKeys(keys, "roster");
    }

    /** The lock is a transaction of its own; what the work keeps is committed before it ends. */
    @Override
    public <T> T holding(FacilityId facility, Supplier<T> work) {
        var lock = UUID.nameUUIDFromBytes(("taking a roster of " + facility).getBytes(UTF_8));
        return database.transact(connection -> {
            try (var s = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                s.setLong(1, lock.getMostSignificantBits());
                s.execute();
            }
            return work.get();
        });
    }

    @Override
    public Optional<byte[]> mapping(FacilityId facility) {
        return one(
                "select mapping::text from roster_mapping where facility = ?",
                facility,
                (_, rows) -> rows.getString(1).getBytes(UTF_8));
    }

    @Override
    public void mapping(FacilityId facility, byte[] json, String by, Instant at) {
        change(
                "insert into roster_mapping (facility, mapping, set_by, set_at) values (?, ?::jsonb, ?, ?)"
                        + " on conflict (facility) do update set mapping = excluded.mapping, set_by = excluded.set_by,"
                        + " set_at = excluded.set_at",
                facility,
                s -> {
                    s.setString(2, new String(json, UTF_8));
                    s.setString(3, by);
                    s.setObject(4, at.atOffset(ZoneOffset.UTC));
                });
    }

    @Override
    public RosterState state(FacilityId facility) {
        return one(
                        "select sealed from roster_kept where facility = ?",
                        facility,
                        (connection, rows) -> RosterJson.state(
                                keys.of(connection, facility).open(rows.getBytes(1), envelope("kept", facility, 0))))
                .orElse(RosterState.NONE);
    }

    @Override
    public Optional<Instant> lastTaken(FacilityId facility) {
        return one("select taken_at from roster_kept where facility = ?", facility, (_, rows) -> instant(rows, 1));
    }

    @Override
    public void state(FacilityId facility, RosterState state) {
        database.transact(connection -> keep(connection, facility, state, Optional.empty()));
    }

    private int keep(Connection connection, FacilityId facility, RosterState state, Optional<String> unfinished)
            throws SQLException {
        var sealed = keys.of(connection, facility).seal(RosterJson.write(state), envelope("kept", facility, 0));
        try (var s = connection.prepareStatement(
                "insert into roster_kept (facility, taken_at, unfinished, sealed) values (?, ?, ?::jsonb, ?)"
                        + " on conflict (facility) do update set taken_at = excluded.taken_at,"
                        + " sealed = excluded.sealed,"
                        + " unfinished = coalesce(excluded.unfinished, roster_kept.unfinished)")) {
            s.setString(1, facility.path());
            s.setObject(2, state.takenAt().orElseThrow().atOffset(ZoneOffset.UTC));
            s.setString(3, unfinished.orElse(null));
            s.setBytes(4, sealed.payload());
            return s.executeUpdate();
        }
    }

    @Override
    public void taken(FacilityId facility, Taken taken) {
        database.transact(connection -> {
            keep(connection, facility, taken.state(), Optional.of(RosterJson.write(taken.counts())));
            owe(connection, facility, taken.lines());
            try (var s =
                    connection.prepareStatement("delete from roster_refused where facility = ? and taken_at <= ?")) {
                s.setString(1, facility.path());
                s.setObject(2, taken.state().takenAt().orElseThrow().atOffset(ZoneOffset.UTC));
                s.executeUpdate();
            }
            for (var episode : taken.settled()) {
                settle(connection, facility, episode);
            }
            try (var s = connection.prepareStatement("insert into roster_question (facility, episode, seen_at,"
                    + " missed_at) values (?, ?, ?, ?) on conflict do nothing")) {
                for (var question : taken.asked()) {
                    s.setString(1, facility.path());
                    s.setObject(2, question.episode().value());
                    s.setObject(3, question.seenAt().atOffset(ZoneOffset.UTC));
                    s.setObject(4, question.missedAt().atOffset(ZoneOffset.UTC));
                    s.addBatch();
                }
                return s.executeBatch().length;
            }
        });
    }

    private void owe(Connection connection, FacilityId facility, List<byte[]> lines) throws SQLException {
        var key = keys.of(connection, facility);
        try (var s =
                connection.prepareStatement("insert into roster_owed (facility, place, sealed) values (?, ?, ?)")) {
            for (int i = 0; i < lines.size(); i++) {
                s.setString(1, facility.path());
                s.setInt(2, i);
                s.setBytes(
                        3, key.seal(lines.get(i), envelope("owed", facility, i)).payload());
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    @Override
    public List<byte[]> owed(FacilityId facility, int most) {
        return database.transact(connection -> {
            var key = keys.of(connection, facility);
            var lines = new ArrayList<byte[]>();
            try (var s = connection.prepareStatement(
                    "select place, sealed from roster_owed where facility = ? order by place limit ?")) {
                s.setString(1, facility.path());
                s.setInt(2, most);
                try (var rows = s.executeQuery()) {
                    while (rows.next()) {
                        lines.add(key.open(rows.getBytes(2), envelope("owed", facility, rows.getInt(1))));
                    }
                }
            }
            return lines;
        });
    }

    @Override
    public void dropOwed(FacilityId facility, Predicate<byte[]> which) {
        database.transact(connection -> {
            var key = keys.of(connection, facility);
            var places = new ArrayList<Integer>();
            try (var s = connection.prepareStatement("select place, sealed from roster_owed where facility = ?")) {
                s.setString(1, facility.path());
                try (var rows = s.executeQuery()) {
                    while (rows.next()) {
                        int place = rows.getInt(1);
                        if (which.test(key.open(rows.getBytes(2), envelope("owed", facility, place)))) {
                            places.add(place);
                        }
                    }
                }
            }
            try (var s = connection.prepareStatement(
                    "delete from roster_owed where facility = ? and place = any(?::int[])")) {
                s.setString(1, facility.path());
                s.setArray(2, connection.createArrayOf("int4", places.toArray()));
                return s.executeUpdate();
            }
        });
    }

    @Override
    public void recorded(FacilityId facility, int lines) {
        change(
                "delete from roster_owed where facility = ? and place in (select place from roster_owed where"
                        + " facility = ? order by place limit ?)",
                facility,
                s -> {
                    s.setString(2, facility.path());
                    s.setInt(3, lines);
                });
    }

    @Override
    public Optional<Unfinished> unfinished(FacilityId facility) {
        return one(
                "select taken_at, unfinished from roster_kept where facility = ? and unfinished is not null",
                facility,
                (_, rows) -> new Unfinished(instant(rows, 1), RosterJson.counts(rows.getString(2))));
    }

    @Override
    public void finished(FacilityId facility) {
        change("update roster_kept set unfinished = null where facility = ?", facility, _ -> {});
    }

    @Override
    public void refuse(Roster roster, int lost, int present) {
        var facility = roster.facility();
        database.transact(connection -> {
            var sealed = keys.of(connection, facility).seal(RosterJson.write(roster), envelope("refused", facility, 0));
            try (var s = connection.prepareStatement(
                    "insert into roster_refused (facility, taken_at, lost, present, sealed) values (?, ?, ?, ?, ?)"
                            + " on conflict (facility) do update set taken_at = excluded.taken_at,"
                            + " lost = excluded.lost, present = excluded.present, sealed = excluded.sealed")) {
                s.setString(1, facility.path());
                s.setObject(2, roster.takenAt().atOffset(ZoneOffset.UTC));
                s.setInt(3, lost);
                s.setInt(4, present);
                s.setBytes(5, sealed.payload());
                return s.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Refused> refused(FacilityId facility) {
        return one(
                "select lost, present, sealed from roster_refused where facility = ?",
                facility,
                (connection, rows) -> new Refused(
                        RosterJson.roster(
                                keys.of(connection, facility).open(rows.getBytes(3), envelope("refused", facility, 0))),
                        rows.getInt(1),
                        rows.getInt(2)));
    }

    @Override
    public void letGo(FacilityId facility) {
        change("delete from roster_refused where facility = ?", facility, _ -> {});
    }

    @Override
    public List<Question> questions(FacilityId facility) {
        return database.transact(connection -> {
            var found = new ArrayList<Question>();
            try (var s = connection.prepareStatement("select episode, seen_at, missed_at from roster_question"
                    + " where facility = ? order by missed_at, episode")) {
                s.setString(1, facility.path());
                try (var rows = s.executeQuery()) {
                    while (rows.next()) {
                        var episode = new EpisodeId(rows.getObject(1, UUID.class));
                        found.add(new Question(episode, instant(rows, 2), instant(rows, 3)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public boolean settle(FacilityId facility, EpisodeId episode) {
        return database.transact(connection -> settle(connection, facility, episode));
    }

    private static boolean settle(Connection connection, FacilityId facility, EpisodeId episode) throws SQLException {
        try (var s = connection.prepareStatement("delete from roster_question where facility = ? and episode = ?")) {
            s.setString(1, facility.path());
            s.setObject(2, episode.value());
            return s.executeUpdate() == 1;
        }
    }

    private interface Reading<T> {
        T of(Connection connection, ResultSet rows) throws SQLException;
    }

    private interface Setting {
        void in(PreparedStatement statement) throws SQLException;
    }

    private <T> Optional<T> one(String sql, FacilityId facility, Reading<T> reading) {
        return database.transact(connection -> {
            try (var s = connection.prepareStatement(sql)) {
                s.setString(1, facility.path());
                try (var rows = s.executeQuery()) {
                    return rows.next() ? Optional.of(reading.of(connection, rows)) : Optional.<T>empty();
                }
            }
        });
    }

    private void change(String sql, FacilityId facility, Setting rest) {
        database.transact(connection -> {
            try (var s = connection.prepareStatement(sql)) {
                s.setString(1, facility.path());
                rest.in(s);
                return s.executeUpdate();
            }
        });
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static byte[] envelope(String what, FacilityId facility, int place) {
        return ("roster " + what + " " + facility + " " + place).getBytes(UTF_8);
    }
}

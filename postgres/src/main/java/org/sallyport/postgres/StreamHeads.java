package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Streams;
import org.sallyport.journal.StreamId;

/** The rows of {@code stream_head}: the lock of a stream, its last version, when it must be looked at next. */
final class StreamHeads {
    private StreamHeads() {}

    /** Where a stream stands; version 0 when it has no row, below 0 when it was destroyed. */
    record Head(int version, Instant recordedAt) {
        static final Head NONE = new Head(0, Instant.EPOCH);
    }

    /** What becomes of a head: {@code wake} is absent where it stays as it is. */
    record Change(
            StreamId stream,
            int before,
            int after,
            Instant recordedAt,
            String facility,
            String agency,
            Optional<Optional<Instant>> wake) {}

    /** Locks the rows that exist, in order of name; streams without a row are left out. */
    static SortedMap<UUID, Head> lock(Connection connection, Collection<UUID> streams) throws SQLException {
        return select(connection, streams, " order by stream for no key update");
    }

    /** Reads without locking. */
    static SortedMap<UUID, Head> peek(Connection connection, Collection<UUID> streams) throws SQLException {
        return select(connection, streams, "");
    }

    private static SortedMap<UUID, Head> select(Connection connection, Collection<UUID> streams, String how)
            throws SQLException {
        var found = new TreeMap<UUID, Head>();
        if (streams.isEmpty()) {
            return found;
        }
        try (var statement = connection.prepareStatement(
                "select stream, version, recorded_at from stream_head where stream = any(?::uuid[])" + how)) {
            Rows.uuids(statement, 1, new TreeSet<>(streams));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject(1, UUID.class), head(rows));
                }
            }
        }
        return found;
    }

    private static Head head(ResultSet rows) throws SQLException {
        return new Head(rows.getInt(2), Rows.moment(rows, 3));
    }

    /** Writes what changed. A new stream that another transaction began first is a lost race. */
    static void write(Connection connection, Collection<Change> changes) throws SQLException {
        var begun = changes.stream().filter(c -> c.before() == 0).toList();
        var grown = changes.stream().filter(c -> c.before() > 0).toList();
        var wakeOnly = grown.stream().filter(c -> c.before() == c.after()).toList();
        var appended = grown.stream().filter(c -> c.before() != c.after()).toList();
        insert(connection, begun);
        update(connection, appended);
        wake(connection, wakeOnly);
    }

    private static void insert(Connection connection, List<Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        var sql = "insert into stream_head (stream, kind, version, recorded_at, facility, agency, wake_at)"
                + " select * from (select unnest(?::uuid[]) s, unnest(?::int[]), unnest(?::int[]),"
                + " unnest(?::timestamptz[]), unnest(?::text[]), unnest(?::text[]), unnest(?::timestamptz[])) h"
                + " order by s on conflict do nothing";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, changes.stream().map(c -> c.stream().id()).toList());
            Rows.ints(
                    statement,
                    2,
                    changes.stream().map(c -> number(c.stream().kind())).toList());
            Rows.ints(statement, 3, changes.stream().map(Change::after).toList());
            Rows.moments(
                    statement,
                    4,
                    changes.stream().map(c -> Optional.of(c.recordedAt())).toList());
            Rows.texts(statement, 5, changes.stream().map(Change::facility).toList());
            Rows.texts(statement, 6, changes.stream().map(Change::agency).toList());
            Rows.moments(
                    statement,
                    7,
                    changes.stream().map(c -> c.wake().flatMap(w -> w)).toList());
            if (statement.executeUpdate() != changes.size()) {
                throw Rows.lostRace("another transaction began the same stream first");
            }
        }
    }

    private static void update(Connection connection, List<Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        var sql = "update stream_head h set version = n.v, recorded_at = n.at,"
                + " wake_at = case when n.set_wake then n.w else h.wake_at end"
                + " from (select unnest(?::uuid[]) s, unnest(?::int[]) b, unnest(?::int[]) v,"
                + " unnest(?::timestamptz[]) at, unnest(?::bool[]) set_wake, unnest(?::timestamptz[]) w) n"
                + " where h.stream = n.s and h.version = n.b";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, changes.stream().map(c -> c.stream().id()).toList());
            Rows.ints(statement, 2, changes.stream().map(Change::before).toList());
            Rows.ints(statement, 3, changes.stream().map(Change::after).toList());
            Rows.moments(
                    statement,
                    4,
                    changes.stream().map(c -> Optional.of(c.recordedAt())).toList());
            Rows.booleans(
                    statement,
                    5,
                    changes.stream().map(c -> c.wake().isPresent()).toList());
            Rows.moments(
                    statement,
                    6,
                    changes.stream().map(c -> c.wake().flatMap(w -> w)).toList());
            if (statement.executeUpdate() != changes.size()) {
                throw new IllegalStateException("A locked stream was written by someone else: its version has moved.");
            }
        }
    }

    private static void wake(Connection connection, List<Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        var sql = "update stream_head h set wake_at = n.w"
                + " from (select unnest(?::uuid[]) s, unnest(?::timestamptz[]) w) n"
                + " where h.stream = n.s and h.wake_at is distinct from n.w";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, changes.stream().map(c -> c.stream().id()).toList());
            Rows.moments(
                    statement,
                    2,
                    changes.stream().map(c -> c.wake().flatMap(w -> w)).toList());
            statement.executeUpdate();
        }
    }

    /** Sees to it that facilities are looked at by then; an earlier moment stays. */
    static void wakeBy(Connection connection, SortedMap<FacilityId, Instant> facilities) throws SQLException {
        if (facilities.isEmpty()) {
            return;
        }
        var sql = "update stream_head h set wake_at = n.w"
                + " from (select unnest(?::uuid[]) s, unnest(?::timestamptz[]) w) n"
                + " where h.stream = n.s and (h.wake_at is null or h.wake_at > n.w)";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(
                    statement,
                    1,
                    facilities.keySet().stream().map(f -> Streams.of(f).id()).toList());
            Rows.moments(
                    statement, 2, facilities.values().stream().map(Optional::of).toList());
            statement.executeUpdate();
        }
    }

    /** Locks due stays of a facility, passing over those another transaction has. */
    static SortedMap<UUID, Head> claim(Connection connection, FacilityId facility, Instant now, int most)
            throws SQLException {
        var sql =
                "select stream, version, recorded_at from stream_head where facility = ? and kind = ? and wake_at <= ?"
                        + " order by wake_at limit ? for no key update skip locked";
        var found = new TreeMap<UUID, Head>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            statement.setInt(2, number(StreamId.Kind.EPISODE));
            Rows.moment(statement, 3, now);
            statement.setInt(4, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject(1, UUID.class), head(rows));
                }
            }
        }
        return found;
    }

    /** Names due streams of a facility, longest due first, without locking them. */
    static List<UUID> due(Connection connection, StreamId.Kind kind, FacilityId facility, Instant now, int most)
            throws SQLException {
        var sql = "select stream from stream_head where facility = ? and kind = ? and wake_at <= ?"
                + " order by wake_at limit ?";
        var found = new ArrayList<UUID>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, facility.path());
            statement.setInt(2, number(kind));
            Rows.moment(statement, 3, now);
            statement.setInt(4, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    /** Facilities where anything is due. */
    static Set<FacilityId> facilitiesDue(Connection connection, Instant now) throws SQLException {
        var found = new TreeSet<FacilityId>();
        try (var statement =
                connection.prepareStatement("select distinct facility from stream_head where wake_at <= ?")) {
            Rows.moment(statement, 1, now);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new FacilityId(rows.getString(1)));
                }
            }
        }
        return found;
    }

    /** Has every stay of a facility looked at that has an open case; returns how many. */
    static int wakeOpenCases(Connection connection, FacilityId facility, Instant now) throws SQLException {
        var sql = "update stream_head set wake_at = ? where stream in"
                + " (select episode from case_row where facility = ? and not closed)";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.moment(statement, 1, now);
            statement.setString(2, facility.path());
            return statement.executeUpdate();
        }
    }

    /** Has a stream looked at no earlier than then. */
    static void setAside(Connection connection, UUID stream, Instant until) throws SQLException {
        try (var statement =
                connection.prepareStatement("update stream_head set wake_at = ? where stream = ? and wake_at < ?")) {
            Rows.moment(statement, 1, until);
            statement.setObject(2, stream);
            Rows.moment(statement, 3, until);
            statement.executeUpdate();
        }
    }

    /** When these streams are looked at next; those never looked at are left out. */
    static SortedMap<UUID, Instant> wakes(Connection connection, Collection<UUID> streams) throws SQLException {
        var found = new TreeMap<UUID, Instant>();
        try (var statement = connection.prepareStatement(
                "select stream, wake_at from stream_head where stream = any(?::uuid[]) and wake_at is not null")) {
            Rows.uuids(statement, 1, streams);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject(1, UUID.class), Rows.moment(rows, 2));
                }
            }
        }
        return found;
    }

    /** The earliest moment at which anything must be looked at; empty when nothing waits. */
    static Optional<Instant> earliestWake(Connection connection) throws SQLException {
        try (var statement =
                        connection.prepareStatement("select min(wake_at) from stream_head where wake_at is not null");
                var rows = statement.executeQuery()) {
            rows.next();
            return Rows.momentIfAny(rows, 1);
        }
    }

    /** A stream's kind as its row has it; the numbers are stored and never change. */
    static int number(StreamId.Kind kind) {
        return switch (kind) {
            case FACILITY -> 0;
            case AGENCY -> 1;
            case REQUEST -> 2;
            case EPISODE -> 3;
        };
    }
}

package org.sallyport.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.Heading;
import org.sallyport.journal.Recorded;
import org.sallyport.journal.StreamId;
import org.sallyport.postgres.sealing.DataKey;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.SealBroken;

/** The rows of the journal: sealed on the way in, opened on the way out. The key of a stream bears its name. */
final class JournalRows {
    private static final String COLUMNS =
            "position, stream, version, type, schema, recorded_at, facility, agency, cause," + " actor, key_id, sealed";

    private final EventCodec codec;
    private final KeyRing keys;

    JournalRows(EventCodec codec, KeyRing keys) {
        this.codec = codec;
        this.keys = keys;
    }

    /** An event on its way into the journal. */
    record Entry(
            StreamId stream,
            int version,
            Instant recordedAt,
            String facility,
            String agency,
            String cause,
            String actor,
            Recorded event) {}

    /** Seals and inserts entries, in their order, in one statement. */
    void insert(Connection connection, List<Entry> entries, Map<UUID, DataKey> with) throws SQLException {
        var sql = "insert into journal (stream, version, type, schema, recorded_at, facility, agency, cause, actor,"
                + " key_id, sealed, commitment)"
                + " select unnest(?::uuid[]), unnest(?::int[]), unnest(?::text[]), unnest(?::int[]),"
                + " unnest(?::timestamptz[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),"
                + " unnest(?::text[]), unnest(?::uuid[]), unnest(?::bytea[]), unnest(?::bytea[])";
        var types = new ArrayList<String>();
        var schemas = new ArrayList<Integer>();
        var payloads = new ArrayList<byte[]>();
        var commitments = new ArrayList<byte[]>();
        for (var e : entries) {
            var written = codec.write(e.event());
            var key = requireNonNull(with.get(e.stream().id()));
            var sealed = key.seal(written.json(), envelope(e, written.type(), written.schema()));
            types.add(written.type());
            schemas.add(written.schema());
            payloads.add(sealed.payload());
            commitments.add(sealed.commitment());
        }
        var streams = entries.stream().map(e -> e.stream().id()).toList();
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, streams);
            Rows.ints(statement, 2, entries.stream().map(Entry::version).toList());
            Rows.texts(statement, 3, types);
            Rows.ints(statement, 4, schemas);
            Rows.moments(
                    statement,
                    5,
                    entries.stream().map(e -> Optional.of(e.recordedAt())).toList());
            Rows.texts(statement, 6, entries.stream().map(Entry::facility).toList());
            Rows.texts(statement, 7, entries.stream().map(Entry::agency).toList());
            Rows.texts(statement, 8, entries.stream().map(Entry::cause).toList());
            Rows.texts(statement, 9, entries.stream().map(Entry::actor).toList());
            Rows.uuids(statement, 10, streams);
            Rows.bytes(statement, 11, payloads);
            Rows.bytes(statement, 12, commitments);
            statement.executeUpdate();
        }
    }

    /** Everything but position and transaction: what a payload is sealed to. */
    static byte[] envelope(Entry e, String type, int schema) {
        return new Heading(
                        e.stream().id(),
                        e.version(),
                        type,
                        schema,
                        e.recordedAt(),
                        e.facility(),
                        e.agency(),
                        e.cause(),
                        e.actor())
                .envelope();
    }

    /** A stream and the version after which to read. */
    record After(UUID stream, int version) {}

    /** Entries of streams after the given versions, each stream's in order. */
    List<Envelope> streams(Connection connection, Collection<After> wanted) throws SQLException {
        var sql = "select " + COLUMNS + " from (select unnest(?::uuid[]) s, unnest(?::int[]) after) w"
                + " join journal on stream = s and version > after order by stream, version";
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, wanted.stream().map(After::stream).toList());
            Rows.ints(statement, 2, wanted.stream().map(After::version).toList());
            try (var rows = statement.executeQuery()) {
                return opened(connection, stored(rows));
            }
        }
    }

    /** Those entries of a stream that open, in order, whatever became of the others: never to decide anything by. */
    List<Envelope> unaltered(Connection connection, UUID stream) throws SQLException {
        var sql = "select " + COLUMNS + " from journal where stream = ? order by version";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, stream);
            List<Stored> stored;
            try (var rows = statement.executeQuery()) {
                stored = stored(rows);
            }
            var key = keys.find(connection, List.of(stream)).get(stream);
            var found = new ArrayList<Envelope>();
            for (var s : stored) {
                try {
                    if (key != null) {
                        found.add(opened(s, key));
                    }
                } catch (EntryAltered _) {
                    continue;
                }
            }
            return found;
        }
    }

    /** Entries after a position that no running transaction can still come before. */
    List<Envelope> after(Connection connection, long position, int most) throws SQLException {
        var sql = "select " + COLUMNS
                + " from journal where position > ? and (tx < pg_snapshot_xmin(pg_current_snapshot())"
                + " or tx = pg_current_xact_id_if_assigned()) order by position limit ?";
        long from = position;
        try (var statement = connection.prepareStatement(sql)) {
            while (true) {
                statement.setLong(1, from);
                statement.setInt(2, most);
                List<Stored> stored;
                try (var rows = statement.executeQuery()) {
                    stored = stored(rows);
                }
                var opened = opened(connection, stored);
                if (stored.isEmpty() || !opened.isEmpty()) {
                    return opened;
                }
                from = stored.getLast().position(); // all of these were destroyed: an empty answer would be the end
            }
        }
    }

    /** Hands over the whole journal stream by stream, a part at a time. */
    void eachStream(Connection connection, Consumer<List<Envelope>> stream) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (var statement = connection.prepareStatement("select stream from stream_head order by stream");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        eachOf(connection, ids, stream);
    }

    /** Hands over these streams one by one, read a part at a time. */
    void eachOf(Connection connection, List<UUID> ids, Consumer<List<Envelope>> stream) throws SQLException {
        for (int from = 0; from < ids.size(); from += 500) {
            var part = ids.subList(from, Math.min(ids.size(), from + 500));
            var all = streams(
                    connection, part.stream().map(id -> new After(id, 0)).toList());
            var byStream = new LinkedHashMap<StreamId, List<Envelope>>();
            all.forEach(e ->
                    byStream.computeIfAbsent(e.stream(), _ -> new ArrayList<>()).add(e));
            byStream.values().forEach(stream);
        }
    }

    private record Stored(long position, Entry envelope, String type, int schema, UUID key, byte[] sealed) {}

    private static List<Stored> stored(ResultSet rows) throws SQLException {
        var found = new ArrayList<Stored>();
        while (rows.next()) {
            var type = rows.getString(4);
            var envelope = new Entry(
                    new StreamId(kind(type), rows.getObject(2, UUID.class)),
                    rows.getInt(3),
                    Rows.moment(rows, 6),
                    rows.getString(7),
                    rows.getString(8),
                    rows.getString(9),
                    rows.getString(10),
                    Unopened.INSTANCE);
            found.add(new Stored(
                    rows.getLong(1),
                    envelope,
                    type,
                    rows.getInt(5),
                    rows.getObject(11, UUID.class),
                    rows.getBytes(12)));
        }
        return found;
    }

    /** Stands where an event not yet opened will be. */
    private enum Unopened implements Recorded {
        INSTANCE
    }

    /** Opens entries; those whose key was destroyed are left out: they say nothing any more. */
    private List<Envelope> opened(Connection connection, List<Stored> stored) throws SQLException {
        var ids = new LinkedHashSet<UUID>();
        stored.forEach(s -> ids.add(s.key()));
        var with = keys.find(connection, ids);
        var found = new ArrayList<Envelope>(stored.size());
        for (var s : stored) {
            var key = with.get(s.key());
            if (key != null) {
                found.add(opened(s, key));
            }
        }
        return found;
    }

    private Envelope opened(Stored s, DataKey key) {
        var e = s.envelope();
        var json = json(s, key);
        return new Envelope(
                s.position(),
                e.stream(),
                e.version(),
                e.recordedAt(),
                e.facility(),
                e.agency(),
                e.cause(),
                e.actor(),
                codec.read(s.type(), s.schema(), json));
    }

    private static byte[] json(Stored s, DataKey key) {
        try {
            return key.open(s.sealed(), envelope(s.envelope(), s.type(), s.schema()));
        } catch (SealBroken e) {
            var altered = altered(s);
            altered.initCause(e);
            throw altered;
        }
    }

    private static EntryAltered altered(Stored s) {
        return new EntryAltered(
                s.position(), s.envelope().stream().id(), s.envelope().facility());
    }

    /** The kind of stream that entries of a type belong to; of a type we never wrote, which will not open, any. */
    private static StreamId.Kind kind(String type) {
        return switch (type.split("\\.", 2)[0]) {
            case "episode" -> StreamId.Kind.EPISODE;
            case "request" -> StreamId.Kind.REQUEST;
            case "facility" -> StreamId.Kind.FACILITY;
            case "agency" -> StreamId.Kind.AGENCY;
            default -> StreamId.Kind.EPISODE;
        };
    }
}

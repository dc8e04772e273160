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
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.formats.journal.EventCodec;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.Heading;
import org.sallyport.journal.Recorded;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.postgres.sealing.DataKey;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.postgres.sealing.SealBroken;
import org.sallyport.request.RequestEvent;

/** The rows of the journal: sealed on the way in, opened on the way out. The key of a stream bears its name. */
final class JournalRows {
    private static final long PARTITION_ROWS = 10_000_000;
    private static final int PARTITIONS_AHEAD = 3;
    private static final String COLUMNS =
            "position, stream, version, type, schema, recorded_at, facility, agency, cause," + " actor, key_id, sealed";

    private final EventCodec codec;
    private final KeyRing keys;
    private volatile long reached;
    private volatile long preparedUpTo;

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
                var e = s.envelope();
                var json = opened(s, key);
                found.add(new Envelope(
                        s.position(),
                        e.stream(),
                        e.version(),
                        e.recordedAt(),
                        e.facility(),
                        e.agency(),
                        e.cause(),
                        e.actor(),
                        codec.read(s.type(), s.schema(), json)));
            }
        }
        return found;
    }

    private static byte[] opened(Stored s, DataKey key) {
        try {
            return key.open(s.sealed(), envelope(s.envelope(), s.type(), s.schema()));
        } catch (SealBroken e) {
            var altered = new EntryAltered(
                    s.position(), s.envelope().stream().id(), s.envelope().facility());
            altered.initCause(e);
            throw altered;
        }
    }

    private static StreamId.Kind kind(String type) {
        return switch (type.substring(0, type.indexOf('.'))) {
            case "episode" -> StreamId.Kind.EPISODE;
            case "request" -> StreamId.Kind.REQUEST;
            case "facility" -> StreamId.Kind.FACILITY;
            case "agency" -> StreamId.Kind.AGENCY;
            default -> throw new IllegalStateException("No stream holds entries of type " + type + ".");
        };
    }

    /** What kind of stream an event belongs to. */
    static boolean belongs(StreamId.Kind kind, Recorded event) {
        return switch (kind) {
            case EPISODE -> event instanceof EpisodeEvent;
            case REQUEST -> event instanceof RequestEvent;
            case FACILITY -> event instanceof FacilityEvent;
            case AGENCY -> event instanceof AgencyEvent;
        };
    }

    /** Notes how far the journal had come when a transaction began. */
    void reached(long position) {
        reached = Math.max(reached, position);
    }

    /** Keeps partitions ahead of the position reached; in a transaction of its own, since it takes locks. */
    void prepare(Database database) {
        if (reached + PARTITION_ROWS < preparedUpTo) {
            return;
        }
        preparedUpTo = database.transact(connection -> {
            Rows.run(connection, "select pg_advisory_xact_lock(20260907)");
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select coalesce(max(position), 0) from journal")) {
                rows.next();
                reached = Math.max(reached, rows.getLong(1));
            }
            long first = reached / PARTITION_ROWS;
            for (long n = first; n <= first + PARTITIONS_AHEAD; n++) {
                partition(connection, n);
            }
            return (first + PARTITIONS_AHEAD) * PARTITION_ROWS;
        });
    }

    /** Makes partitions for every position up to this one, where there are none. */
    static void makeRoom(Connection connection, long upTo) throws SQLException {
        for (long n = 0; n <= upTo / PARTITION_ROWS + PARTITIONS_AHEAD; n++) {
            partition(connection, n);
        }
    }

    private static void partition(Connection connection, long n) throws SQLException {
        try (var exists = connection.prepareStatement("select to_regclass(?) is not null")) {
            exists.setString(1, "journal_" + n);
            try (var rows = exists.executeQuery()) {
                rows.next();
                if (rows.getBoolean(1)) {
                    return;
                }
            }
        }
        var range = "for values from (" + n * PARTITION_ROWS + ") to (" + (n + 1) * PARTITION_ROWS + ")";
        Rows.run(connection, "create table journal_" + n + " (like journal including all)");
        Rows.run(connection, "alter table journal attach partition journal_" + n + " " + range);
    }
}

package org.sallyport.postgres;

import static org.sallyport.postgres.Database.unchecked;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Reconciliation;
import org.sallyport.journal.StreamId;
import org.sallyport.request.RequestId;

/**
 * Goes through a facility's streams part by part, and compares the rows of each part with rows written beside them from
 * the journal alone.
 */
final class Reconciling implements Reconciliation {
    private static final Map<String, String> OWN = Map.of(
            "findable", "id = any(?::uuid[])",
            "stay_row", "episode = any(?::uuid[])",
            "case_row", "episode = any(?::uuid[])",
            "notice_row",
                    "case_id in (select case_id from public.case_row where episode = any(?::uuid[])"
                            + " union select case_id from pg_temp.case_row)",
            "request_row", "request = any(?::uuid[])");

    /** Notices are compared by the cases of both sides, so before those are written again. */
    private static final List<String> ORDER = List.of("notice_row", "findable", "stay_row", "case_row", "request_row");

    private final Connection connection;
    private final StoreParts parts;
    private final PostgresTransaction tx;

    Reconciling(Connection connection, StoreParts parts, PostgresTransaction tx) {
        this.connection = connection;
        this.parts = parts;
        this.tx = tx;
    }

    @Override
    public Optional<Slice> claim(FacilityId facility, Rhythm rhythm) {
        return unchecked(() -> locked(facility, rhythm));
    }

    /** Locks where a facility stands and takes the next part. */
    private Optional<Slice> locked(FacilityId facility, Rhythm rhythm) throws SQLException {
        // Only where there is no row yet: an insert would wait for the worker that has it.
        var insert = "insert into reconciled_to (facility) select ? where not exists"
                + " (select from reconciled_to where facility = ?) on conflict do nothing";
        try (var first = connection.prepareStatement(insert)) {
            first.setString(1, facility.path());
            first.setString(2, facility.path());
            first.executeUpdate();
        }
        int kind;
        UUID stream;
        try (var statement = connection.prepareStatement("select kind, stream from reconciled_to"
                + " where facility = ? and next_at <= clock_timestamp() for update skip locked")) {
            statement.setString(1, facility.path());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                kind = rows.getInt(1);
                stream = rows.getObject(2, UUID.class);
            }
        }
        return Optional.of(next(facility, kind, stream, rhythm));
    }

    private Slice next(FacilityId facility, int kind, UUID stream, Rhythm rhythm) throws SQLException {
        var requests = new ArrayList<RequestId>();
        var stays = new ArrayList<EpisodeId>();
        int lastKind = 0;
        var last = new UUID(0, 0);
        try (var statement = connection.prepareStatement("select kind, stream from stream_head where facility = ?"
                + " and version > 0 and kind in (2, 3) and (kind, stream) > (?, ?) order by kind, stream limit ?")) {
            statement.setString(1, facility.path());
            statement.setInt(2, kind);
            statement.setObject(3, stream);
            statement.setInt(4, rhythm.most());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lastKind = rows.getInt(1);
                    last = rows.getObject(2, UUID.class);
                    if (lastKind == StreamHeads.number(StreamId.Kind.REQUEST)) {
                        requests.add(new RequestId(last));
                    } else {
                        stays.add(new EpisodeId(last));
                    }
                }
            }
        }
        var slice = new Slice(requests, stays);
        boolean through = slice.size() < rhythm.most();
        standAt(
                facility,
                through ? 0 : lastKind,
                through ? new UUID(0, 0) : last,
                through ? rhythm.rest() : rhythm.pause());
        return slice;
    }

    private void standAt(FacilityId facility, int kind, UUID stream, Duration wait) throws SQLException {
        try (var statement = connection.prepareStatement("update reconciled_to set kind = ?, stream = ?,"
                + " next_at = clock_timestamp() + ? * interval '1 millisecond' where facility = ?")) {
            statement.setInt(1, kind);
            statement.setObject(2, stream);
            statement.setLong(3, wait.toMillis());
            statement.setString(4, facility.path());
            statement.executeUpdate();
        }
    }

    @Override
    public int repair(Facility facility, Slice slice) {
        return tx.written(() -> compared(facility, slice));
    }

    private int compared(Facility facility, Slice slice) throws SQLException {
        var ids = new ArrayList<UUID>();
        slice.requests().forEach(r -> ids.add(r.value()));
        slice.stays().forEach(s -> ids.add(s.value()));
        if (ids.isEmpty()) {
            return 0;
        }
        for (var table : Rebuild.TABLES.keySet()) {
            Rows.run(
                    connection,
                    "create temporary table " + table + " (like public." + table
                            + " including defaults including indexes) on commit drop");
        }
        Rows.run(connection, "set local search_path = pg_temp, public");
        new Rebuild(connection, parts).write(facility, ids);
        int found = 0;
        for (var table : ORDER) {
            found += table(table, ids);
        }
        found += bookings(ids);
        Rows.run(connection, "set local search_path = public");
        for (var table : Rebuild.TABLES.keySet()) {
            Rows.run(connection, "drop table pg_temp." + table);
        }
        return found;
    }

    private int table(String table, List<UUID> ids) throws SQLException {
        var columns = Rebuild.TABLES.get(table);
        var where = OWN.get(table);
        var live = "select " + columns + " from public." + table + " where " + where;
        var rebuilt = "select " + columns + " from pg_temp." + table;
        int tooMany = count("(" + live + ") except all (" + rebuilt + ")", ids);
        int missing = count("(" + rebuilt + ") except all (" + live + ")", ids);
        if (tooMany + missing > 0) {
            update("delete from public." + table + " where " + where, ids);
            Rows.run(
                    connection,
                    "insert into public." + table + " (" + columns + ") " + rebuilt + " on conflict do nothing");
        }
        return Math.max(tooMany, missing);
    }

    /** A booking that only a link names belongs to whichever stay it spoke at, or that named it first. */
    private int bookings(List<UUID> ids) throws SQLException {
        int tooMany = update(
                "delete from public.booking p where p.episode = any(?::uuid[]) and not exists"
                        + " (select from pg_temp.booking t where t.token = p.token and t.episode = p.episode)",
                ids);
        int missing = update(
                "insert into public.booking (token, facility, agency, episode) select t.token, t.facility, t.agency,"
                        + " t.episode from pg_temp.booking t where t.episode = any(?::uuid[])"
                        + " order by t.token on conflict (token) do nothing",
                ids);
        return Math.max(tooMany, missing);
    }

    private int count(String rows, List<UUID> ids) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from (" + rows + ") d")) {
            Rows.uuids(statement, 1, ids);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private int update(String sql, List<UUID> ids) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            Rows.uuids(statement, 1, ids);
            return statement.executeUpdate();
        }
    }

    @Override
    public Map<RequestId, Instant> requestWakes(Collection<RequestId> ids) {
        var found = new TreeMap<RequestId, Instant>();
        wakes(ids.stream().map(RequestId::value).toList()).forEach((id, at) -> found.put(new RequestId(id), at));
        return found;
    }

    @Override
    public Map<EpisodeId, Instant> stayWakes(Collection<EpisodeId> ids) {
        var found = new TreeMap<EpisodeId, Instant>();
        wakes(ids.stream().map(EpisodeId::value).toList()).forEach((id, at) -> found.put(new EpisodeId(id), at));
        return found;
    }

    private Map<UUID, Instant> wakes(Collection<UUID> ids) {
        return tx.written(() -> StreamHeads.wakes(connection, ids));
    }
}

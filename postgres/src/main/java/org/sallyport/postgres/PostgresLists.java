package org.sallyport.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.CaseView;
import org.sallyport.desk.StayView;
import org.sallyport.journal.EntryAltered;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.report.TakenNotice;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * What boards and lists read: rows found by the projections, each opened from its own sealed history. A caller passes
 * only facilities and agencies it has checked to be the reader's own; every query is confined to them. A list leaves
 * out stays and requests whose own record was altered; asked for by name, they are refused.
 */
public final class PostgresLists {
    private static final String WHERE = "select request from request_row where ";

    private final Database database;
    private final StoreParts parts;

    PostgresLists(Database database, StoreParts parts) {
        this.database = database;
        this.parts = parts;
    }

    /**
     * An entry of the journal as it may be shown without opening its seal.
     *
     * @param recordedAt business clock, UTC instant
     */
    public record Row(
            long position,
            UUID stream,
            int version,
            String type,
            Instant recordedAt,
            String facility,
            String agency,
            String cause,
            String actor) {}

    /** Every configured facility whose own record can be read, by name. */
    public List<Facility> facilities() {
        return read().files().stream().flatMap(f -> f.facility().stream()).toList();
    }

    /** The configured facilities whose own record somebody altered, by name. */
    public List<AlteredFacility> altered() {
        return read().altered();
    }

    private FacilityRecords.Read read() {
        return database.transact(connection -> FacilityRecords.read(connection, parts));
    }

    /** Every enrolled agency whose record can be read, by short name. */
    public List<Agency> agencies() {
        return database.transact(
                connection -> AgencyRecords.read(connection, parts).agencies());
    }

    /** The agencies whose record somebody altered, by short name, each with the entry that was found. */
    public SortedMap<String, EntryAltered> alteredAgencies() {
        return database.transact(
                connection -> AgencyRecords.read(connection, parts).altered());
    }

    /** The cases at a facility, soonest deadline first; closed ones only when asked for. */
    public List<CaseView> cases(FacilityId at, boolean closedToo, int most) {
        var facility = facility(at);
        if (facility.isEmpty()) {
            return List.of();
        }
        return database.transact(connection -> {
            var found = cases(connection, at, closedToo, most);
            var views = new TreeMap<UUID, CaseView>();
            for (var file : readable(new LinkedHashSet<>(found.values()), ids -> stays(connection, ids))) {
                CaseView.of(file, facility.get())
                        .forEach(v -> views.put(v.caseId().value(), v));
            }
            return found.keySet().stream()
                    .map(views::get)
                    .filter(Objects::nonNull)
                    .toList();
        });
    }

    private static java.util.LinkedHashMap<UUID, UUID> cases(
            Connection connection, FacilityId at, boolean closedToo, int most) throws SQLException {
        var found = new java.util.LinkedHashMap<UUID, UUID>();
        var sql = "select case_id, episode from case_row where facility = ?" + (closedToo ? "" : " and not closed")
                + " order by deadline nulls last, case_id limit ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, at.path());
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
            }
        }
        return found;
    }

    /** The stays at a facility, soonest release first; those that are over only when asked for. */
    public List<StayView> stays(FacilityId at, boolean overToo, int most) {
        var facility = facility(at);
        if (facility.isEmpty()) {
            return List.of();
        }
        var sql = "select episode from stay_row where facility = ?"
                + (overToo ? "" : " and phase in ('present', 'away', 'releasing')")
                + " order by release_at nulls last, episode limit ?";
        return database.transact(connection -> {
            var ids = ids(connection, sql, s -> {
                s.setString(1, at.path());
                s.setInt(2, most);
            });
            return readable(ids, some -> stays(connection, some)).stream()
                    .map(f -> StayView.of(f, facility.get()))
                    .toList();
        });
    }

    /** The file of one stay, without its lock; empty when nothing is recorded. */
    public Optional<EpisodeFile> stay(EpisodeId id) {
        return database.transact(connection -> stays(connection, List.of(id.value())).stream()
                .filter(f -> !f.received().isEmpty())
                .findFirst());
    }

    private List<EpisodeFile> stays(Connection connection, Collection<UUID> ids) throws SQLException {
        parts.destroyed(Settings.begin(connection).destructions());
        var heads = StreamHeads.peek(connection, ids);
        var episodes = ids.stream().map(EpisodeId::new).toList();
        var files = parts.files().stays(connection, episodes, heads);
        return episodes.stream().map(files::get).filter(Objects::nonNull).toList();
    }

    /** The requests addressed to a facility, newest first. */
    public List<RequestFile> requestsTo(FacilityId at, int most) {
        return requests("facility = ? order by received_at desc limit ?", s -> {
            s.setString(1, at.path());
            s.setInt(2, most);
        });
    }

    /** The requests of an agency, newest first. */
    public List<RequestFile> requestsOf(String agency, int most) {
        return requests("agency = ? order by received_at desc limit ?", s -> {
            s.setString(1, agency);
            s.setInt(2, most);
        });
    }

    /**
     * The request with this receipt number.
     *
     * @throws EntryAltered when its record was altered
     */
    public Optional<RequestFile> request(String number) {
        return database.transact(connection -> {
            var found = ids(
                    connection,
                    WHERE + "number = ? limit 1",
                    s -> s.setBytes(1, parts.findables().requestNumber(number)));
            return requests(connection, found).stream().findFirst();
        });
    }

    private List<RequestFile> requests(String where, Given given) {
        return database.transact(
                connection -> readable(ids(connection, WHERE + where, given), ids -> requests(connection, ids)));
    }

    private List<RequestFile> requests(Connection connection, Collection<UUID> ids) throws SQLException {
        var heads = StreamHeads.peek(connection, ids);
        var wanted = ids.stream().map(RequestId::new).toList();
        var files = parts.files().requests(connection, wanted, heads);
        return wanted.stream().map(files::get).filter(Objects::nonNull).toList();
    }

    /** Reads files of these names. */
    private interface Reading<F> {
        List<F> of(Collection<UUID> ids) throws SQLException;
    }

    /** Those that can be read: a list of many is not held up by one whose record was altered. */
    private static <F> List<F> readable(Collection<UUID> ids, Reading<F> reading) throws SQLException {
        var left = new LinkedHashSet<>(ids);
        while (true) {
            try {
                return reading.of(left);
            } catch (EntryAltered e) {
                if (!left.remove(e.stream())) {
                    throw e;
                }
            }
        }
    }

    /** Notices that a provider took after a moment, and those of people who left after another. */
    public List<TakenNotice> taken(Instant taken, Instant left) {
        return database.transact(connection -> NoticeRows.taken(connection, taken, left));
    }

    /** Entries of the journal of a facility after a position, in order, unopened. */
    public List<Row> journal(FacilityId at, long after, int most) {
        var sql = "select position, stream, version, type, recorded_at, facility, agency, cause, actor from journal"
                + " where position > ? and facility = ? and tx < pg_snapshot_xmin(pg_current_snapshot())"
                + " order by position limit ?";
        return database.transact(connection -> {
            var found = new ArrayList<Row>();
            try (var statement = connection.prepareStatement(sql)) {
                statement.setLong(1, after);
                statement.setString(2, at.path());
                statement.setInt(3, most);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Row(
                                rows.getLong(1),
                                rows.getObject(2, UUID.class),
                                rows.getInt(3),
                                rows.getString(4),
                                Rows.moment(rows, 5),
                                rows.getString(6),
                                rows.getString(7),
                                rows.getString(8),
                                rows.getString(9)));
                    }
                }
            }
            return found;
        });
    }

    private Optional<Facility> facility(FacilityId id) {
        return database.transact(connection -> {
            var stream = org.sallyport.desk.Streams.of(id);
            var head =
                    StreamHeads.peek(connection, List.of(stream.id())).getOrDefault(stream.id(), StreamHeads.Head.NONE);
            return parts.files().facility(connection, id, head).facility();
        });
    }

    /** Fills in the parameters of a statement. */
    private interface Given {
        void to(PreparedStatement statement) throws SQLException;
    }

    private static List<UUID> ids(Connection connection, String sql, Given given) throws SQLException {
        var found = new ArrayList<UUID>();
        try (var statement = connection.prepareStatement(sql)) {
            given.to(statement);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }
}

package org.sallyport.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.FacilityFile;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.request.MatchKeys;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * Writes the projections from the journal alone: every stream folded, every row a function of its file. To compare, it
 * writes them beside the live ones, in a schema of its own that is looked up first.
 */
final class Rebuild {
    private static final int AT_ONCE = 500;

    static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "booking", "token, facility, agency, episode",
            "findable", "token, kind, id, facility, agency",
            "stay_row", "episode, facility, agency, phase, release_at, open_cases",
            "case_row", "case_id, facility, agency, episode, request, state, deadline, closed",
            "notice_row",
                    "notice, facility, agency, case_id, caused_at, paused_at, waits_until, kind, taken_at,"
                            + " punctuality, left_at, happened_at, entered_at, received_at",
            "request_row", "request, facility, agency, status, received_at, number, closed"));

    private final Connection connection;
    private final StoreParts parts;
    private final Map<FacilityId, Facility> facilities = new TreeMap<>();
    private final SortedMap<FacilityId, List<ListRows.Changed>> stays = new TreeMap<>();
    private final List<RequestFile> requests = new ArrayList<>();
    private final Map<Findables.Booking, EpisodeId> spoke = new LinkedHashMap<>();
    private final Map<Findables.Booking, EpisodeId> named = new LinkedHashMap<>();
    private final SortedMap<StreamId, Findables.Keys> findable = new TreeMap<>();
    private long folded;

    Rebuild(Connection connection, StoreParts parts) {
        this.connection = connection;
        this.parts = parts;
    }

    void rebuild() throws SQLException {
        Rows.run(connection, "lock table stream_head in share mode");
        Rows.run(connection, "truncate " + String.join(", ", TABLES.keySet()));
        writeAll();
    }

    List<String> differences() throws SQLException {
        Rows.run(connection, "select pg_advisory_xact_lock(20260908)");
        Rows.run(connection, "lock table stream_head in share mode");
        Rows.run(connection, "create schema projection_check");
        for (var table : TABLES.keySet()) {
            Rows.run(
                    connection,
                    "create table projection_check." + table + " (like public." + table + " including all)");
        }
        Rows.run(connection, "set local search_path = projection_check, public");
        writeAll();
        var found = new ArrayList<String>();
        for (var table : TABLES.entrySet()) {
            compare(table.getKey(), table.getValue(), found);
        }
        Rows.run(connection, "set local search_path = public");
        Rows.run(connection, "drop schema projection_check cascade");
        return found;
    }

    private void compare(String table, String columns, List<String> found) throws SQLException {
        var live = "select " + columns + " from public." + table;
        var rebuilt = "select " + columns + " from projection_check." + table;
        long onlyLive = count("select count(*) from (" + live + " except all " + rebuilt + ") d");
        long onlyRebuilt = count("select count(*) from (" + rebuilt + " except all " + live + ") d");
        if (onlyLive + onlyRebuilt > 0) {
            found.add(table + ": " + onlyLive + " rows only in the live table, " + onlyRebuilt
                    + " only in the one rebuilt from the journal");
        }
    }

    private long count(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void writeAll() throws SQLException {
        readFacilities();
        parts.journal().eachStream(connection, this::write);
        flush();
    }

    /** Writes the rows of these streams of one facility. */
    void write(Facility facility, List<UUID> streams) throws SQLException {
        facilities.put(facility.id(), facility);
        parts.journal().eachOf(connection, streams, this::write);
        flush();
    }

    private void readFacilities() throws SQLException {
        var streams = new ArrayList<JournalRows.After>();
        try (var statement = connection.prepareStatement("select stream from stream_head where kind = ?")) {
            statement.setInt(1, StreamHeads.number(StreamId.Kind.FACILITY));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    streams.add(new JournalRows.After(rows.getObject(1, UUID.class), 0));
                }
            }
        }
        var files = new LinkedHashMap<FacilityId, FacilityFile>();
        for (var e : parts.journal().streams(connection, streams)) {
            var id = new FacilityId(e.facility());
            var file = files.getOrDefault(id, FacilityFile.none(id));
            files.put(id, (FacilityFile) FoldedFiles.applied(file, e));
        }
        files.forEach((id, file) -> file.facility().ifPresent(f -> facilities.put(id, f)));
    }

    /** Folds a stream into what its rows are; they are written with those of the streams after it. */
    private void write(List<Envelope> stream) {
        var first = stream.getFirst();
        switch (first.stream().kind()) {
            case EPISODE -> stay(first, stream);
            case REQUEST -> request(first, stream);
            case FACILITY, AGENCY -> {}
        }
        if (++folded % AT_ONCE == 0) {
            Database.unchecked(this::flush);
        }
    }

    /** Writes the rows gathered, a statement per table. */
    private void flush() throws SQLException {
        for (var at : stays.entrySet()) {
            ListRows.stays(connection, at.getValue(), requireNonNull(facilities.get(at.getKey())));
        }
        ListRows.requests(connection, parts.findables(), requests);
        parts.findables().belongs(connection, spoke, true);
        parts.findables().belongs(connection, named, false);
        parts.findables().replace(connection, findable, findable.keySet());
        stays.clear();
        requests.clear();
        spoke.clear();
        named.clear();
        findable.clear();
    }

    private void stay(Envelope first, List<Envelope> stream) {
        var file = EpisodeFile.none(new EpisodeId(first.stream().id()));
        for (var e : stream) {
            file = (EpisodeFile) FoldedFiles.applied(file, e);
        }
        var facility = facilities.get(new FacilityId(first.facility()));
        if (facility == null) {
            throw new IllegalStateException("A stay stands at a facility that was never configured.");
        }
        stays.computeIfAbsent(facility.id(), _ -> new ArrayList<>()).add(new ListRows.Changed(Optional.empty(), file));
        if (file.absorbedInto().isPresent()) {
            return;
        }
        bookings(file, facility);
        var custody = file.custody(facility.ordering());
        if (custody.inCustody()) {
            findable.put(first.stream(), new Findables.Keys(facility.id(), MatchKeys.of(custody, facility.id())));
        }
    }

    /** Bookings that spoke belong here; bookings only named do too, unless they spoke or were named elsewhere. */
    private void bookings(EpisodeFile file, Facility facility) {
        var namedHere = new LinkedHashMap<Findables.Booking, EpisodeId>();
        for (var e : file.received()) {
            spoke.put(new Findables.Booking(facility.id(), e.subject()), file.id());
            named(e.fact(), file.id(), facility.id(), namedHere);
        }
        namedHere.forEach(named::putIfAbsent);
    }

    private EpisodeId begunBy(FacilityId facility, String booking) {
        return new EpisodeId(parts.names().name("stay", facility.path(), booking));
    }

    private void named(CustodyFact fact, EpisodeId here, FacilityId facility, Map<Findables.Booking, EpisodeId> named) {
        var said = fact instanceof CustodyFact.Corrected(var _, var to) && to.isPresent() ? to.get() : fact;
        if (said instanceof CustodyFact.Linked(var bookings)) {
            bookings.forEach(b -> named.put(new Findables.Booking(facility, b), here));
        } else if (said instanceof CustodyFact.Merged(var bookings)) {
            bookings.forEach(b -> named.put(new Findables.Booking(facility, b), here));
        } else if (said instanceof CustodyFact.Split(var bookings)) {
            bookings.forEach(b -> named.put(new Findables.Booking(facility, b), begunBy(facility, b)));
        }
    }

    private void request(Envelope first, List<Envelope> stream) {
        var file = RequestFile.none(new RequestId(first.stream().id()));
        for (var e : stream) {
            file = (RequestFile) FoldedFiles.applied(file, e);
        }
        requests.add(file);
        if (file.active()) {
            var asked = file.request().orElseThrow();
            findable.put(
                    first.stream(),
                    new Findables.Keys(asked.addressee(), MatchKeys.of(asked.subject(), asked.addressee())));
        }
    }
}

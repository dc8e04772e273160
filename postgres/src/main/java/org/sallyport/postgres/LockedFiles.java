package org.sallyport.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.Cause;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Streams;
import org.sallyport.journal.EntryAltered;
import org.sallyport.journal.Recorded;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.postgres.StreamHeads.Head;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * The files of one transaction: each locked and folded once, kept for its length, and grown by what is appended, which
 * waits to be written.
 */
final class LockedFiles {
    private final Connection connection;
    private final StoreParts parts;
    private final ClockAndBook clock;
    private final Pending pending;
    private final Map<FacilityId, FacilityFile> facilities = new HashMap<>();
    private final Map<FacilityId, FacilityFile> facilitiesToChange = new HashMap<>();
    private final Map<String, Optional<Agency>> agencies = new HashMap<>();
    private final SortedMap<UUID, Head> heads = new TreeMap<>();
    private final Map<StreamId, Integer> versions = new HashMap<>();
    private final Map<RequestId, RequestFile> requests = new HashMap<>();
    private final Map<RequestId, RequestFile> peeked = new HashMap<>();
    private final Map<EpisodeId, EpisodeFile> stays = new HashMap<>();
    private final Map<EpisodeId, EpisodeFile> written = new HashMap<>();

    LockedFiles(Connection connection, StoreParts parts, ClockAndBook clock, Pending pending) {
        this.connection = connection;
        this.parts = parts;
        this.clock = clock;
        this.pending = pending;
    }

    FacilityFile facility(FacilityId id) throws SQLException {
        var changed = facilitiesToChange.get(id);
        return changed != null ? changed : facility(id, Settings.Lock.SHARED, facilities);
    }

    /** Whether a facility is one of those here, read without its lock; one whose record was altered still is. */
    boolean serves(FacilityId id) throws SQLException {
        var stream = Streams.of(id).id();
        var head = StreamHeads.peek(connection, List.of(stream)).getOrDefault(stream, Head.NONE);
        try {
            return parts.files().facility(connection, id, head).facility().isPresent();
        } catch (EntryAltered _) {
            return true;
        }
    }

    FacilityFile facilityToChange(FacilityId id) throws SQLException {
        return facility(id, Settings.Lock.EXCLUSIVE, facilitiesToChange);
    }

    private FacilityFile facility(FacilityId id, Settings.Lock lock, Map<FacilityId, FacilityFile> known)
            throws SQLException {
        var locked = known.get(id);
        if (locked != null) {
            return locked;
        }
        var stream = Streams.of(id);
        var head = clock.begin(Settings.lock(connection, stream.id(), lock)).facility();
        heads.put(stream.id(), head);
        clock.notBefore(head);
        var file = parts.files().facility(connection, id, head);
        known.put(id, file);
        return file;
    }

    /** Every facility locked, as it stands by now. */
    Map<FacilityId, FacilityFile> facilities() {
        var all = new LinkedHashMap<>(facilities);
        all.putAll(facilitiesToChange);
        return all;
    }

    Optional<Agency> agency(String id) throws SQLException {
        var own = agencies.get(id);
        if (own != null) {
            return own;
        }
        var found = parts.agencies()
                .get(id, clock.begun().agencyEpoch(), () -> parts.files().agency(connection, id));
        agencies.put(id, found);
        return found;
    }

    Map<RequestId, RequestFile> requests(Collection<RequestId> ids) throws SQLException {
        var missing = new TreeSet<>(ids);
        missing.removeAll(requests.keySet());
        if (!missing.isEmpty()) {
            lock(missing.stream().map(RequestId::value).toList());
            requests.putAll(parts.files().requests(connection, missing, heads));
        }
        var found = new TreeMap<RequestId, RequestFile>();
        ids.forEach(id -> found.put(id, requireNonNull(requests.get(id))));
        return found;
    }

    Map<EpisodeId, EpisodeFile> episodes(Collection<EpisodeId> ids) throws SQLException {
        var missing = new TreeSet<>(ids);
        missing.removeAll(stays.keySet());
        if (!missing.isEmpty()) {
            lock(missing.stream().map(EpisodeId::value).toList());
            read(missing);
        }
        var found = new TreeMap<EpisodeId, EpisodeFile>();
        ids.forEach(id -> found.put(id, requireNonNull(stays.get(id))));
        return found;
    }

    RequestFile request(RequestId id) throws SQLException {
        var known = requests.get(id);
        return known != null ? known : requireNonNull(requests(List.of(id)).get(id));
    }

    EpisodeFile episode(EpisodeId id) throws SQLException {
        var known = stays.get(id);
        return known != null ? known : requireNonNull(episodes(List.of(id)).get(id));
    }

    private void read(Collection<EpisodeId> locked) throws SQLException {
        var found = parts.files().stays(connection, locked, heads);
        stays.putAll(found);
        written.putAll(found);
    }

    /** Locks up to {@code most} due stays of a facility that nobody else has, and reads them. */
    List<EpisodeId> claim(FacilityId facility, int most) throws SQLException {
        var claimed = StreamHeads.claim(connection, facility, clock.now(), most);
        locked(claimed);
        var due = claimed.keySet().stream().map(EpisodeId::new).toList();
        read(due);
        return due;
    }

    private void lock(Collection<UUID> streams) throws SQLException {
        clock.begun();
        locked(StreamHeads.lock(connection, streams));
    }

    private void locked(SortedMap<UUID, Head> found) throws SQLException {
        heads.putAll(found);
        for (var head : found.values()) {
            clock.notBefore(head);
        }
    }

    /** Reads without locking; what is not known yet is read along with every other request of the stays at hand. */
    Map<RequestId, RequestFile> peek(Collection<RequestId> ids) throws SQLException {
        var missing = unknown(ids);
        if (!missing.isEmpty()) {
            for (var stay : stays.values()) {
                missing.addAll(unknown(
                        stay.cases().values().stream().map(NoticeCase::request).toList()));
            }
            var found = StreamHeads.peek(
                    connection, missing.stream().map(RequestId::value).toList());
            peeked.putAll(parts.files().requests(connection, missing, found));
        }
        var found = new TreeMap<RequestId, RequestFile>();
        for (var id : ids) {
            var locked = requests.get(id);
            found.put(id, locked != null ? locked : requireNonNull(peeked.get(id)));
        }
        return found;
    }

    private Set<RequestId> unknown(Collection<RequestId> ids) {
        var missing = new TreeSet<>(ids);
        missing.removeIf(id -> requests.containsKey(id) || peeked.containsKey(id));
        return missing;
    }

    FacilityFile append(FacilityId id, List<FacilityEvent> events, Cause cause) throws SQLException {
        var file = facilityToChange(id);
        for (var event : events) {
            enter(Streams.of(id), id.path(), "", event, cause);
            file = file.apply(event);
        }
        facilitiesToChange.put(id, file);
        return file;
    }

    void append(String agency, List<AgencyEvent> events, Cause cause) throws SQLException {
        var stream = Streams.ofAgency(agency);
        lock(List.of(stream.id()));
        for (var event : events) {
            enter(stream, "", agency, event, cause);
            switch (event) {
                case AgencyEvent.Enrolled(var enrolled, var _, var _) -> agencies.put(agency, Optional.of(enrolled));
            }
        }
        pending.agencies = true;
    }

    RequestFile append(RequestId id, FacilityId facility, String agency, List<RequestEvent> events, Cause cause)
            throws SQLException {
        var file = request(id);
        for (var event : events) {
            enter(Streams.of(id), facility.path(), agency, event, cause);
            file = file.apply(event);
        }
        requests.put(id, file);
        return file;
    }

    EpisodeFile append(EpisodeId id, FacilityId facility, List<EpisodeEvent> events, Cause cause) throws SQLException {
        facility(facility);
        var file = episode(id);
        for (var event : events) {
            file = file.apply(event);
            var cases = file.cases();
            var agency = event.ofCase().map(cases::get).map(NoticeCase::agency).orElse("");
            enter(Streams.of(id), facility.path(), agency, event, cause);
        }
        stays.put(id, file);
        return file;
    }

    private void enter(StreamId stream, String facility, String agency, Recorded event, Cause cause) {
        int version = versions.getOrDefault(stream, version(stream)) + 1;
        versions.put(stream, version);
        pending.events.add(new Pending.Event(stream, version, facility, agency, cause, event));
    }

    private int version(StreamId stream) {
        int version = head(stream.id()).version();
        if (version < 0) {
            throw new IllegalStateException("A stream whose key was destroyed takes no further entry.");
        }
        return version;
    }

    /** Where a stream stood when it was locked, or stands since what waited was written. */
    Head head(UUID stream) {
        return heads.getOrDefault(stream, Head.NONE);
    }

    /** The stays that what waits was appended to. */
    List<ListRows.Changed> changedStays() {
        var found = new ArrayList<ListRows.Changed>();
        for (var uuid : pending.streams(StreamId.Kind.EPISODE)) {
            var id = new EpisodeId(uuid);
            var before = heads.containsKey(uuid) ? Optional.ofNullable(written.get(id)) : Optional.<EpisodeFile>empty();
            found.add(new ListRows.Changed(before, requireNonNull(stays.get(id))));
        }
        return found;
    }

    /** The requests that what waits was appended to. */
    List<RequestFile> changedRequests() {
        var found = new ArrayList<RequestFile>();
        for (var id : pending.streams(StreamId.Kind.REQUEST)) {
            found.add(requireNonNull(requests.get(new RequestId(id))));
        }
        return found;
    }

    /** What waited was written. */
    void written(Instant at) {
        versions.forEach((stream, version) -> heads.put(stream.id(), new Head(version, at)));
        written.putAll(stays);
    }

    /** These streams were destroyed. */
    void forget(Set<UUID> streams) {
        for (var stream : streams) {
            stays.remove(new EpisodeId(stream));
            requests.remove(new RequestId(stream));
            peeked.remove(new RequestId(stream));
            heads.remove(stream);
        }
    }

    /** After commit: keeps what was folded for the next transaction. */
    void remember() {
        var folded = new HashMap<StreamId, FileCache.Folded>();
        stays.forEach((id, file) -> remember(folded, Streams.of(id), file));
        requests.forEach((id, file) -> remember(folded, Streams.of(id), file));
        facilitiesToChange.forEach((id, file) -> remember(folded, Streams.of(id), file));
        parts.cache().put(folded);
    }

    private void remember(Map<StreamId, FileCache.Folded> folded, StreamId stream, Object file) {
        int version = head(stream.id()).version();
        if (version > 0) {
            folded.put(stream, new FileCache.Folded(version, file));
        }
    }
}

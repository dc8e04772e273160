package org.sallyport.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
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
import org.jspecify.annotations.Nullable;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.Cause;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Streams;
import org.sallyport.desk.Transaction;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.Recorded;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.PolicyBook;
import org.sallyport.postgres.StreamHeads.Head;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * One transaction on one connection. Reads under locks are kept for its length; what is appended is folded at once and
 * written at the end, a statement per table, so that a batch of a feed costs as many round trips as a single event.
 */
final class PostgresTransaction implements Transaction {
    private final Connection connection;
    private final StoreParts parts;
    private final Map<FacilityId, FacilityFile> facilities = new HashMap<>();
    private final Map<FacilityId, FacilityFile> facilitiesToChange = new HashMap<>();
    private final SortedMap<UUID, Head> heads = new TreeMap<>();
    private final Map<EpisodeId, EpisodeFile> stays = new TreeMap<>();
    private final Map<EpisodeId, EpisodeFile> written = new HashMap<>();
    private final Map<RequestId, RequestFile> requests = new TreeMap<>();
    private final Map<RequestId, RequestFile> peeked = new TreeMap<>();
    private final Map<String, Optional<Agency>> agencies = new HashMap<>();
    private final Map<StreamId.Kind, Map<MatchKey, Set<UUID>>> lookedUp = new EnumMap<>(StreamId.Kind.class);
    private final Map<FacilityId, Optional<Heard>> lastHeard = new HashMap<>();
    private final Map<StreamId, Integer> versions = new HashMap<>();
    private final Map<FacilityId, Integer> caused = new HashMap<>();
    private final Map<FacilityId, Integer> causedHere = new HashMap<>();
    private final Map<FacilityId, Integer> causedFlushed = new HashMap<>();
    private final Map<FacilityId, Integer> busiest = new HashMap<>();
    private final Pending pending = new Pending();
    private final Writing writing;
    private Settings.@Nullable Begun begun;
    private @Nullable PolicyBook activated;
    private Instant now = Instant.MIN;

    PostgresTransaction(Connection connection, StoreParts parts) {
        this.connection = connection;
        this.parts = parts;
        this.writing = new Writing(connection, parts);
    }

    /** Work that speaks SQL, inside code that may not say so. */
    private interface Speaking<T> {
        T speak() throws SQLException;
    }

    private static <T> T sql(Speaking<T> work) {
        try {
            return work.speak();
        } catch (SQLException e) {
            throw new Database.Unchecked(e);
        }
    }

    private Settings.Begun begun() {
        var known = begun;
        return known != null ? known : begin(sql(() -> Settings.begin(connection)));
    }

    private Settings.Begun begin(Settings.Begun first) {
        if (begun == null) {
            now = Settings.clock(parts.clock(), first);
            begun = first;
            parts.journal().reached(first.position());
            parts.destroyed(first.destructions());
        }
        return first;
    }

    private void notBefore(Head head) {
        begun();
        if (head.recordedAt().isAfter(now)) {
            now = head.recordedAt();
        }
    }

    @Override
    public Instant now() {
        begun();
        return now;
    }

    @Override
    public PolicyBook book() {
        var next = activated;
        return next != null ? next : sql(() -> parts.settings().book(connection, begun().book()));
    }

    @Override
    public void activate(PolicyBook book) {
        book(); // reads which one it replaces
        activated = book;
    }

    @Override
    public FacilityFile facility(FacilityId id) {
        var known = facilitiesToChange.get(id);
        return known != null ? known : facilities.computeIfAbsent(id, _ -> facility(id, Settings.Lock.SHARED));
    }

    @Override
    public FacilityFile facilityToChange(FacilityId id) {
        return facilitiesToChange.computeIfAbsent(id, _ -> facility(id, Settings.Lock.EXCLUSIVE));
    }

    private FacilityFile facility(FacilityId id, Settings.Lock lock) {
        var stream = Streams.of(id);
        var head =
                begin(sql(() -> Settings.lock(connection, stream.id(), lock))).facility();
        heads.put(stream.id(), head);
        notBefore(head);
        return sql(() -> parts.files().facility(connection, id, head));
    }

    @Override
    public Optional<Agency> agency(String id) {
        var own = agencies.get(id);
        if (own != null) {
            return own;
        }
        var found = parts.agencies()
                .get(id, begun().agencyEpoch(), () -> sql(() -> parts.files().agency(connection, id)));
        agencies.put(id, found);
        return found;
    }

    @Override
    public void lockKeys(Set<MatchKey> keys) {
        sql(() -> {
            parts.findables().lock(connection, keys);
            return keys;
        });
        lookedUp.clear();
    }

    @Override
    public Map<RequestId, RequestFile> requests(Collection<RequestId> ids) {
        var missing = new TreeSet<>(ids);
        missing.removeAll(requests.keySet());
        if (!missing.isEmpty()) {
            lock(missing.stream().map(RequestId::value).toList());
            requests.putAll(sql(() -> parts.files().requests(connection, missing, heads)));
        }
        var found = new TreeMap<RequestId, RequestFile>();
        ids.forEach(id -> found.put(id, requireNonNull(requests.get(id))));
        return found;
    }

    @Override
    public Map<EpisodeId, EpisodeFile> episodes(Collection<EpisodeId> ids) {
        var missing = new TreeSet<>(ids);
        missing.removeAll(stays.keySet());
        if (!missing.isEmpty()) {
            lock(missing.stream().map(EpisodeId::value).toList());
            read(sql(() -> parts.files().stays(connection, missing, heads)));
        }
        var found = new TreeMap<EpisodeId, EpisodeFile>();
        ids.forEach(id -> found.put(id, requireNonNull(stays.get(id))));
        return found;
    }

    private void read(Map<EpisodeId, EpisodeFile> found) {
        stays.putAll(found);
        written.putAll(found);
    }

    private void lock(Collection<UUID> streams) {
        begun();
        locked(sql(() -> StreamHeads.lock(connection, streams)));
    }

    private void locked(SortedMap<UUID, Head> found) {
        heads.putAll(found);
        found.values().forEach(this::notBefore);
    }

    @Override
    public Map<RequestId, RequestFile> peek(Collection<RequestId> ids) {
        var missing = unknown(ids);
        if (!missing.isEmpty()) {
            stays.values()
                    .forEach(stay -> missing.addAll(unknown(stay.cases().values().stream()
                            .map(NoticeCase::request)
                            .toList())));
            peeked.putAll(sql(() -> {
                var found = StreamHeads.peek(
                        connection, missing.stream().map(RequestId::value).toList());
                return parts.files().requests(connection, missing, found);
            }));
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

    @Override
    public FacilityFile append(FacilityId id, List<FacilityEvent> events, Cause cause) {
        var file = facilityToChange(id);
        for (var event : events) {
            enter(Streams.of(id), id.path(), "", event, cause);
            file = file.apply(event);
        }
        facilitiesToChange.put(id, file);
        return file;
    }

    @Override
    public void append(String agency, List<AgencyEvent> events, Cause cause) {
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

    @Override
    public RequestFile append(
            RequestId id, FacilityId facility, String agency, List<RequestEvent> events, Cause cause) {
        var file = request(id);
        for (var event : events) {
            enter(Streams.of(id), facility.path(), agency, event, cause);
            file = file.apply(event);
        }
        requests.put(id, file);
        return file;
    }

    @Override
    public EpisodeFile append(EpisodeId id, FacilityId facility, List<EpisodeEvent> events, Cause cause) {
        facility(facility);
        var file = episode(id);
        for (var event : events) {
            file = file.apply(event);
            var cases = file.cases();
            var agency = event.ofCase().map(cases::get).map(NoticeCase::agency).orElse("");
            enter(Streams.of(id), facility.path(), agency, event, cause);
            if (event instanceof EpisodeEvent.NoticePaused || begins(event)) {
                causedHere.merge(facility, 1, Integer::sum);
            }
        }
        stays.put(id, file);
        return file;
    }

    private static boolean begins(EpisodeEvent event) {
        return event instanceof EpisodeEvent.AttemptStarted a
                && a.attempt() == 1
                && a.content().kind().discloses();
    }

    private void enter(StreamId stream, String facility, String agency, Recorded event, Cause cause) {
        int version = versions.getOrDefault(stream, version(stream)) + 1;
        versions.put(stream, version);
        pending.events.add(new Pending.Event(stream, version, facility, agency, cause, event));
    }

    private int version(StreamId stream) {
        int version = heads.getOrDefault(stream.id(), Head.NONE).version();
        if (version < 0) {
            throw new IllegalStateException("A stream whose key was destroyed takes no further entry.");
        }
        return version;
    }

    @Override
    public EpisodeId nameOf(FacilityId facility, String booking) {
        return new EpisodeId(parts.names().name("stay", facility.path(), booking));
    }

    @Override
    public RequestId nameOf(String agency, String delivery) {
        return new RequestId(parts.names().name("request", agency, delivery));
    }

    @Override
    public void destroy(FacilityId facility, Set<UUID> streams, Set<FeedKey> seen) {
        flush();
        sql(() -> {
            var tokens = seen.stream().map(parts.feeds()::token).toList();
            Destruction.of(connection, facility, streams, tokens);
            return streams;
        });
        streams.forEach(this::forget);
    }

    private void forget(UUID stream) {
        stays.remove(new EpisodeId(stream));
        requests.remove(new RequestId(stream));
        peeked.remove(new RequestId(stream));
        heads.remove(stream);
        lookedUp.clear();
    }

    @Override
    public List<Ended> endedStays(FacilityId facility, Optional<Ended> after, Instant before, int most) {
        flush();
        return sql(() -> EndedRows.stays(connection, facility, after, before, most));
    }

    @Override
    public List<Ended> endedRequests(FacilityId facility, Optional<Ended> after, Instant before, int most) {
        flush();
        return sql(() -> EndedRows.requests(connection, facility, after, before, most));
    }

    @Override
    public Set<UUID> destroyed(Set<UUID> streams) {
        return begun().destructions() == 0 || streams.isEmpty()
                ? Set.of()
                : sql(() -> StreamHeads.destroyed(connection, streams));
    }

    @Override
    public List<Envelope> history(StreamId stream) {
        begun(); // hears of streams destroyed meanwhile
        flush();
        return sql(() -> parts.journal().streams(connection, List.of(new JournalRows.After(stream.id(), 0))));
    }

    @Override
    public List<Envelope> read(long after, int most) {
        begun(); // hears of streams destroyed meanwhile
        flush();
        return sql(() -> parts.journal().after(connection, after, most));
    }

    @Override
    public Map<FeedKey, Seen> note(Map<FeedKey, String> seen) {
        var facility =
                facilities.keySet().stream().map(FacilityId::path).findFirst().orElse("");
        return sql(() -> parts.feeds().note(connection, seen, facility));
    }

    @Override
    public Map<String, EpisodeId> episodesOf(FacilityId facility, Collection<String> bookings) {
        var found = new TreeMap<>(sql(() -> parts.findables().episodesOf(connection, facility, bookings)));
        for (var number : bookings) {
            var own = pending.bookings.get(new Findables.Booking(facility, number));
            if (own != null) {
                found.put(number, own);
            }
        }
        return found;
    }

    @Override
    public void belongs(FacilityId facility, String booking, EpisodeId episode) {
        pending.bookings.put(new Findables.Booking(facility, booking), episode);
    }

    @Override
    public Set<RequestId> requestsWith(FacilityId facility, Collection<MatchKey> keys) {
        var found = new TreeSet<RequestId>();
        found(StreamId.Kind.REQUEST, facility, keys).forEach(id -> found.add(new RequestId(id)));
        return found;
    }

    @Override
    public Set<EpisodeId> episodesWith(FacilityId facility, Collection<MatchKey> keys) {
        var found = new TreeSet<EpisodeId>();
        found(StreamId.Kind.EPISODE, facility, keys).forEach(id -> found.add(new EpisodeId(id)));
        return found;
    }

    /** Looks every key up once a transaction. */
    private Set<UUID> found(StreamId.Kind kind, FacilityId facility, Collection<MatchKey> keys) {
        var known = lookedUp.computeIfAbsent(kind, _ -> new HashMap<>());
        if (!known.keySet().containsAll(keys)) {
            var wanted = new TreeSet<>(keys);
            wanted.removeAll(known.keySet());
            known.putAll(sql(() -> parts.findables().find(connection, kind, facility, wanted)));
        }
        var inTables = new TreeSet<UUID>();
        keys.forEach(key -> inTables.addAll(known.getOrDefault(key, Set.of())));
        return pending.found(kind, facility, keys, inTables);
    }

    @Override
    public void findable(RequestId id, FacilityId facility, Set<MatchKey> keys) {
        pending.findable.put(Streams.of(id), new Findables.Keys(facility, Set.copyOf(keys)));
    }

    @Override
    public void findable(EpisodeId id, FacilityId facility, Set<MatchKey> keys) {
        pending.findable.put(Streams.of(id), new Findables.Keys(facility, Set.copyOf(keys)));
    }

    @Override
    public void wakeAt(EpisodeId id, FacilityId facility, Optional<Instant> when) {
        pending.wakes.put(Streams.of(id), new Pending.Wake(facility, when));
    }

    @Override
    public void wakeAt(RequestId id, FacilityId facility, Optional<Instant> when) {
        pending.wakes.put(Streams.of(id), new Pending.Wake(facility, when));
    }

    @Override
    public void wakeAt(FacilityId id, Optional<Instant> when) {
        pending.wakes.put(Streams.of(id), new Pending.Wake(id, when));
    }

    @Override
    public void wakeBy(FacilityId id, Instant when) {
        pending.wakesBy.merge(id, when, (a, b) -> a.isBefore(b) ? a : b);
    }

    @Override
    public int causedSince(FacilityId facility, Instant from, int most) {
        int others = caused.computeIfAbsent(
                facility,
                _ -> sql(() -> Bursts.causedSince(connection, facility, from, most))
                        - causedFlushed.getOrDefault(facility, 0));
        return Math.min(most, others + causedHere.getOrDefault(facility, 0));
    }

    @Override
    public int busiestHour(FacilityId facility, Instant from, Instant until) {
        return busiest.computeIfAbsent(facility, _ -> sql(() -> Bursts.busiestHour(connection, facility, from, until)));
    }

    @Override
    public Paused paused(FacilityId facility) {
        flush();
        return sql(() -> Bursts.paused(connection, facility, facility(facility).breaker()));
    }

    @Override
    public void wakePaused(FacilityId facility) {
        facilityToChange(facility);
        flush();
        sql(() -> Bursts.wake(connection, facility, now()));
    }

    @Override
    public void wakeOpenCases(FacilityId facility) {
        facilityToChange(facility);
        flush();
        sql(() -> StreamHeads.wakeOpenCases(connection, facility, now()));
    }

    @Override
    public Optional<Slice> claimSlice(FacilityId facility, Rhythm rhythm) {
        return sql(() -> Reconciling.claim(connection, facility, rhythm));
    }

    @Override
    public int repair(Facility facility, Slice slice) {
        flush();
        return sql(() -> Reconciling.repair(connection, parts, facility, slice));
    }

    @Override
    public Map<RequestId, Instant> requestWakes(Collection<RequestId> ids) {
        flush();
        var found = new TreeMap<RequestId, Instant>();
        sql(() -> Reconciling.wakes(
                        connection, ids.stream().map(RequestId::value).toList()))
                .forEach((id, at) -> found.put(new RequestId(id), at));
        return found;
    }

    @Override
    public Map<EpisodeId, Instant> stayWakes(Collection<EpisodeId> ids) {
        flush();
        var found = new TreeMap<EpisodeId, Instant>();
        sql(() -> Reconciling.wakes(
                        connection, ids.stream().map(EpisodeId::value).toList()))
                .forEach((id, at) -> found.put(new EpisodeId(id), at));
        return found;
    }

    @Override
    public Set<FacilityId> facilitiesDue() {
        flush();
        return new TreeSet<>(sql(() -> StreamHeads.facilitiesDue(connection, now())));
    }

    @Override
    public List<EpisodeId> claimEpisodes(FacilityId facility, int most) {
        flush();
        var claimed = sql(() -> StreamHeads.claim(connection, facility, now(), most));
        locked(claimed);
        var due = claimed.keySet().stream().map(EpisodeId::new).toList();
        read(sql(() -> parts.files().stays(connection, due, heads)));
        return due;
    }

    @Override
    public List<RequestId> requestsDue(FacilityId facility, int most) {
        flush();
        return sql(() -> StreamHeads.due(connection, StreamId.Kind.REQUEST, facility, now(), most)).stream()
                .map(RequestId::new)
                .toList();
    }

    @Override
    public boolean facilityDue(FacilityId facility) {
        flush();
        return !sql(() -> StreamHeads.due(connection, StreamId.Kind.FACILITY, facility, now(), 1))
                .isEmpty();
    }

    @Override
    public Optional<Place> placeOf(NoticeId notice) {
        flush();
        return sql(() -> ListRows.placeOf(connection, notice));
    }

    @Override
    public Optional<Place> placeOf(CaseId caseId) {
        flush();
        return sql(() -> ListRows.placeOf(connection, caseId));
    }

    @Override
    public void heard(FacilityId facility, Instant at, Optional<Duration> expectNextWithin, Instant saidUpTo) {
        var usual = facility(facility).facility().orElseThrow().feedInterval();
        var word = Heard.after(lastHeard(facility), at, at.plus(expectNextWithin.orElse(usual)), saidUpTo);
        lastHeard.put(facility, Optional.of(word));
        pending.heard.put(facility, word);
        wakeBy(facility, word.silentAt());
    }

    @Override
    public Optional<Heard> lastHeard(FacilityId facility) {
        return lastHeard.computeIfAbsent(facility, _ -> sql(() -> FeedRows.lastHeard(connection, facility)));
    }

    /** Writes what waits; the transaction goes on from there. */
    void flush() {
        var book = activated;
        if (book != null) {
            sql(() -> {
                parts.settings().activate(connection, book, begun().book());
                return book;
            });
            begun = new Settings.Begun(
                    now, begun().agencyEpoch(), book.hash(), Head.NONE, begun().position(), begun().destructions());
            activated = null;
        }
        if (pending.isEmpty()) {
            return;
        }
        now();
        sql(() -> {
            writing.write(pending, now, heads, touchedStays(), touchedRequests(), facilities());
            return pending;
        });
        versions.forEach((stream, version) -> heads.put(stream.id(), new Head(version, now)));
        written.putAll(stays);
        causedFlushed.putAll(causedHere);
        pending.clear();
    }

    private Map<FacilityId, FacilityFile> facilities() {
        var all = new LinkedHashMap<>(facilities);
        all.putAll(facilitiesToChange);
        return all;
    }

    private List<ListRows.Changed> touchedStays() {
        var found = new ArrayList<ListRows.Changed>();
        for (var uuid : touched(StreamId.Kind.EPISODE)) {
            var id = new EpisodeId(uuid);
            var before = heads.containsKey(uuid) ? Optional.ofNullable(written.get(id)) : Optional.<EpisodeFile>empty();
            found.add(new ListRows.Changed(before, requireNonNull(stays.get(id))));
        }
        return found;
    }

    private List<RequestFile> touchedRequests() {
        var found = new ArrayList<RequestFile>();
        for (var id : touched(StreamId.Kind.REQUEST)) {
            found.add(requireNonNull(requests.get(new RequestId(id))));
        }
        return found;
    }

    private Set<UUID> touched(StreamId.Kind kind) {
        var ids = new TreeSet<UUID>();
        pending.events.stream()
                .map(Pending.Event::stream)
                .filter(s -> s.kind() == kind)
                .forEach(s -> ids.add(s.id()));
        return ids;
    }

    /** After commit: keeps what this transaction folded for the next one. */
    void remember() {
        var folded = new HashMap<StreamId, FileCache.Folded>();
        stays.forEach((id, file) -> remember(folded, Streams.of(id), file));
        requests.forEach((id, file) -> remember(folded, Streams.of(id), file));
        facilitiesToChange.forEach((id, file) -> remember(folded, Streams.of(id), file));
        parts.cache().put(folded);
        parts.keys().remember(writing.made());
    }

    private void remember(Map<StreamId, FileCache.Folded> folded, StreamId stream, Object file) {
        int version = heads.getOrDefault(stream.id(), Head.NONE).version();
        if (version > 0) {
            folded.put(stream, new FileCache.Folded(version, file));
        }
    }
}

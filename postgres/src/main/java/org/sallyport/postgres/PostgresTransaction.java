package org.sallyport.postgres;

import static org.sallyport.postgres.Database.unchecked;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.Cause;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.desk.FacilityFile;
import org.sallyport.desk.Reconciliation;
import org.sallyport.desk.Removal;
import org.sallyport.desk.Streams;
import org.sallyport.desk.Transaction;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeId;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/**
 * One transaction on one connection. What is appended shows at once in the files and look-ups read here, and is written
 * at the end, a statement per table, so that a batch of a feed costs as many round trips as a single event; whatever
 * reads the tables themselves has it written first.
 */
final class PostgresTransaction implements Transaction {
    private final Connection connection;
    private final StoreParts parts;
    private final Pending pending = new Pending();
    private final ClockAndBook clock;
    private final LockedFiles files;
    private final LookUps lookUps;
    private final Bursts bursts;
    private final Writing writing;
    private final Map<FacilityId, Optional<Heard>> lastHeard = new HashMap<>();

    PostgresTransaction(Connection connection, StoreParts parts) {
        this.connection = connection;
        this.parts = parts;
        this.clock = new ClockAndBook(connection, parts);
        this.files = new LockedFiles(connection, parts, clock, pending);
        this.lookUps = new LookUps(connection, parts.findables(), pending);
        this.bursts = new Bursts(connection);
        this.writing = new Writing(connection, parts);
    }

    @Override
    public Instant now() {
        return unchecked(clock::now);
    }

    @Override
    public PolicyBook book() {
        return unchecked(clock::book);
    }

    @Override
    public void activate(PolicyBook book) {
        unchecked(() -> clock.activate(book));
    }

    @Override
    public FacilityFile facility(FacilityId id) {
        return unchecked(() -> files.facility(id));
    }

    @Override
    public boolean serves(FacilityId id) {
        return unchecked(() -> files.serves(id));
    }

    @Override
    public FacilityFile facilityToChange(FacilityId id) {
        return unchecked(() -> files.facilityToChange(id));
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
    public Optional<Agency> agency(String id) {
        return unchecked(() -> files.agency(id));
    }

    @Override
    public void lockKeys(Set<MatchKey> keys) {
        unchecked(() -> lookUps.lock(keys));
    }

    @Override
    public Map<RequestId, RequestFile> requests(Collection<RequestId> ids) {
        return unchecked(() -> files.requests(ids));
    }

    @Override
    public Map<EpisodeId, EpisodeFile> episodes(Collection<EpisodeId> ids) {
        return unchecked(() -> files.episodes(ids));
    }

    @Override
    public RequestFile request(RequestId id) {
        return unchecked(() -> files.request(id));
    }

    @Override
    public EpisodeFile episode(EpisodeId id) {
        return unchecked(() -> files.episode(id));
    }

    @Override
    public Map<RequestId, RequestFile> peek(Collection<RequestId> ids) {
        return unchecked(() -> files.peek(ids));
    }

    @Override
    public FacilityFile append(FacilityId id, List<FacilityEvent> events, Cause cause) {
        return unchecked(() -> files.append(id, events, cause));
    }

    @Override
    public void append(String agency, List<AgencyEvent> events, Cause cause) {
        unchecked(() -> files.append(agency, events, cause));
    }

    @Override
    public RequestFile append(
            RequestId id, FacilityId facility, String agency, List<RequestEvent> events, Cause cause) {
        return unchecked(() -> files.append(id, facility, agency, events, cause));
    }

    @Override
    public EpisodeFile append(EpisodeId id, FacilityId facility, List<EpisodeEvent> events, Cause cause) {
        bursts.appended(facility, events);
        return unchecked(() -> files.append(id, facility, events, cause));
    }

    @Override
    public Removal removal() {
        return new Removing(connection, parts, this);
    }

    /** How often streams were destroyed in this database. */
    long destructions() {
        return unchecked(clock::begun).destructions();
    }

    /** What was destroyed is not in memory any more. */
    void forget(Set<UUID> streams) {
        files.forget(streams);
        lookUps.forget();
    }

    @Override
    public List<Envelope> history(StreamId stream) {
        return read(() -> parts.journal().streams(connection, List.of(new JournalRows.After(stream.id(), 0))));
    }

    @Override
    public List<Envelope> read(long after, int most) {
        return read(() -> parts.journal().after(connection, after, most));
    }

    /** Reads the journal; streams that were destroyed meanwhile are heard of first. */
    private List<Envelope> read(Database.Speaking<List<Envelope>> work) {
        unchecked(clock::begun);
        flush();
        return unchecked(work);
    }

    @Override
    public Map<FeedKey, Seen> note(Map<FeedKey, String> seen) {
        var facility =
                files.facilities().keySet().stream().map(FacilityId::path).findFirst();
        return unchecked(() -> parts.feeds().note(connection, seen, facility.orElse("")));
    }

    @Override
    public Map<String, EpisodeId> episodesOf(FacilityId facility, Collection<String> bookings) {
        return unchecked(() -> lookUps.episodesOf(facility, bookings));
    }

    @Override
    public void belongs(FacilityId facility, String booking, EpisodeId episode) {
        pending.bookings.put(new Findables.Booking(facility, booking), episode);
    }

    @Override
    public Set<RequestId> requestsWith(FacilityId facility, Collection<MatchKey> keys) {
        var found = new TreeSet<RequestId>();
        unchecked(() -> lookUps.found(StreamId.Kind.REQUEST, facility, keys))
                .forEach(id -> found.add(new RequestId(id)));
        return found;
    }

    @Override
    public Set<EpisodeId> episodesWith(FacilityId facility, Collection<MatchKey> keys) {
        var found = new TreeSet<EpisodeId>();
        unchecked(() -> lookUps.found(StreamId.Kind.EPISODE, facility, keys))
                .forEach(id -> found.add(new EpisodeId(id)));
        return found;
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
        return unchecked(() -> bursts.causedSince(facility, from, most));
    }

    @Override
    public int busiestHour(FacilityId facility, Instant from, Instant until) {
        return unchecked(() -> bursts.busiestHour(facility, from, until));
    }

    @Override
    public Paused paused(FacilityId facility) {
        return written(() -> bursts.paused(facility, files.facility(facility).breaker()));
    }

    @Override
    public void wakePaused(FacilityId facility) {
        facilityToChange(facility);
        written(() -> bursts.wake(facility, clock.now()));
    }

    @Override
    public void wakeOpenCases(FacilityId facility) {
        facilityToChange(facility);
        written(() -> StreamHeads.wakeOpenCases(connection, facility, clock.now()));
    }

    @Override
    public void setAside(UUID stream, Instant until) {
        unchecked(() -> StreamHeads.setAside(connection, stream, until));
    }

    @Override
    public Reconciliation reconciliation() {
        return new Reconciling(connection, parts, this);
    }

    @Override
    public Set<FacilityId> facilitiesDue() {
        return written(() -> StreamHeads.facilitiesDue(connection, clock.now()));
    }

    @Override
    public List<EpisodeId> claimEpisodes(FacilityId facility, int most) {
        return written(() -> files.claim(facility, most));
    }

    @Override
    public List<RequestId> requestsDue(FacilityId facility, int most) {
        return written(() -> StreamHeads.due(connection, StreamId.Kind.REQUEST, facility, clock.now(), most)).stream()
                .map(RequestId::new)
                .toList();
    }

    @Override
    public boolean facilityDue(FacilityId facility) {
        return !written(() -> StreamHeads.due(connection, StreamId.Kind.FACILITY, facility, clock.now(), 1))
                .isEmpty();
    }

    @Override
    public Optional<Place> placeOf(NoticeId notice) {
        return written(() -> ListRows.placeOf(connection, notice));
    }

    @Override
    public Optional<Place> placeOf(CaseId caseId) {
        return written(() -> ListRows.placeOf(connection, caseId));
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
        return lastHeard.computeIfAbsent(facility, _ -> unchecked(() -> FeedRows.lastHeard(connection, facility)));
    }

    /** Reads tables once what waits stands in them. */
    <T> T written(Database.Speaking<T> work) {
        flush();
        return unchecked(work);
    }

    /** Writes what waits; the transaction goes on from there. */
    void flush() {
        unchecked(() -> {
            clock.flush();
            if (!pending.isEmpty()) {
                writing.write(pending, clock.now(), files);
                files.written(clock.now());
                bursts.written();
                pending.clear();
            }
        });
    }

    /** After commit: keeps what this transaction folded for the next one. */
    void remember() {
        files.remember();
        parts.keys().remember(writing.made());
    }
}

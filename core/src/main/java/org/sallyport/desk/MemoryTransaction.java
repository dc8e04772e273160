package org.sallyport.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.MatchKey;
import org.sallyport.journal.Envelope;
import org.sallyport.journal.Recorded;
import org.sallyport.journal.StreamId;
import org.sallyport.notice.CaseId;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.notice.NoticeCase;
import org.sallyport.notice.NoticeId;
import org.sallyport.notice.NoticeState;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Agency;
import org.sallyport.request.RequestEvent;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** One transaction over {@link MemoryState}. Since only one runs at a time, its locks cost nothing. */
final class MemoryTransaction implements Transaction {
    private final MemoryState state;
    private final Instant now;

    MemoryTransaction(MemoryState state, Instant clock) {
        this.state = state;
        var last = state.journal.isEmpty() ? clock : state.journal.getLast().recordedAt();
        this.now = last.isAfter(clock) ? last : clock;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public PolicyBook book() {
        return state.books.get("").orElseThrow();
    }

    @Override
    public void activate(PolicyBook book) {
        state.books.put("", book);
    }

    @Override
    public FacilityFile facility(FacilityId id) {
        return state.facilities.get(id).orElseGet(() -> FacilityFile.none(id));
    }

    @Override
    public boolean serves(FacilityId id) {
        return facility(id).facility().isPresent();
    }

    @Override
    public FacilityFile facilityToChange(FacilityId id) {
        return facility(id);
    }

    @Override
    public EpisodeId nameOf(FacilityId facility, String booking) {
        return new EpisodeId(MemoryState.NAMES.name("stay", facility.path(), booking));
    }

    @Override
    public RequestId nameOf(String agency, String delivery) {
        return new RequestId(MemoryState.NAMES.name("request", agency, delivery));
    }

    @Override
    public Optional<Agency> agency(String id) {
        return state.agencies.get(id);
    }

    @Override
    public void lockKeys(Set<MatchKey> keys) {}

    @Override
    public Map<RequestId, RequestFile> requests(Collection<RequestId> ids) {
        var found = new TreeMap<RequestId, RequestFile>();
        ids.forEach(id -> found.put(id, state.requests.get(id).orElseGet(() -> RequestFile.none(id))));
        return found;
    }

    @Override
    public Map<EpisodeId, EpisodeFile> episodes(Collection<EpisodeId> ids) {
        var found = new TreeMap<EpisodeId, EpisodeFile>();
        ids.forEach(id -> found.put(id, state.episodes.get(id).orElseGet(() -> EpisodeFile.none(id))));
        return found;
    }

    @Override
    public Map<RequestId, RequestFile> peek(Collection<RequestId> ids) {
        return requests(ids);
    }

    @Override
    public FacilityFile append(FacilityId id, List<FacilityEvent> events, Cause cause) {
        var file = facility(id);
        for (var event : events) {
            enter(Streams.of(id), id.path(), "", event, cause);
            file = file.apply(event);
        }
        state.facilities.put(id, file);
        return file;
    }

    @Override
    public void append(String agency, List<AgencyEvent> events, Cause cause) {
        for (var event : events) {
            enter(Streams.ofAgency(agency), "", agency, event, cause);
            switch (event) {
                case AgencyEvent.Enrolled(var enrolled, var _, var _) -> state.agencies.put(agency, enrolled);
            }
        }
    }

    @Override
    public RequestFile append(
            RequestId id, FacilityId facility, String agency, List<RequestEvent> events, Cause cause) {
        var file = request(id);
        for (var event : events) {
            enter(Streams.of(id), facility.path(), agency, event, cause);
            file = file.apply(event);
        }
        state.requests.put(id, file);
        return file;
    }

    @Override
    public EpisodeFile append(EpisodeId id, FacilityId facility, List<EpisodeEvent> events, Cause cause) {
        var file = episode(id);
        for (var event : events) {
            file = file.apply(event);
            var place = new Place(facility, id);
            caseOf(file, event).ifPresent(c -> {
                state.cases.put(c.id(), place);
                c.notices().forEach(n -> {
                    state.notices.put(n.id(), place);
                    count(facility, n);
                });
            });
            var agency = caseOf(file, event).map(NoticeCase::agency).orElse("");
            enter(Streams.of(id), facility.path(), agency, event, cause);
        }
        state.episodes.put(id, file);
        return file;
    }

    private void count(FacilityId facility, NoticeState n) {
        if (n.causedAt().isPresent()) {
            state.counted.put(n.id(), new MemoryState.Counted(facility, n));
        } else if (state.counted.get(n.id()).isPresent()) {
            state.counted.remove(n.id());
        }
    }

    private static Optional<NoticeCase> caseOf(EpisodeFile file, EpisodeEvent event) {
        return event.ofCase().map(file.cases()::get);
    }

    private void enter(StreamId stream, String facility, String agency, Recorded event, Cause cause) {
        if (state.destroyed.get(stream.id()).isPresent()) {
            throw new IllegalStateException("A destroyed stream takes no further entry.");
        }
        int version = state.versions.get(stream).orElse(0) + 1;
        state.versions.put(stream, version);
        state.journal.add(new Envelope(
                state.journal.size() + 1L, stream, version, now, facility, agency, cause.what(), cause.actor(), event));
    }

    @Override
    public Removal removal() {
        return new MemoryRemoval(state, this);
    }

    private boolean stands(Envelope e) {
        return state.destroyed.get(e.stream().id()).isEmpty();
    }

    @Override
    public List<Envelope> history(StreamId stream) {
        return state.journal.stream()
                .filter(e -> e.stream().equals(stream) && stands(e))
                .toList();
    }

    @Override
    public List<Envelope> read(long after, int most) {
        return state.journal.stream()
                .skip(after)
                .filter(this::stands)
                .limit(most)
                .toList();
    }

    @Override
    public Map<FeedKey, Seen> note(Map<FeedKey, String> seen) {
        var found = new LinkedHashMap<FeedKey, Seen>();
        seen.forEach((key, digest) -> {
            var name = key.source() + "\n" + key.id();
            var before = state.feedSeen.get(name);
            if (before.isEmpty()) {
                state.feedSeen.put(name, digest);
            }
            found.put(
                    key,
                    before.map(b -> b.equals(digest) ? Seen.SAME : Seen.OTHER_CONTENT)
                            .orElse(Seen.NEW));
        });
        return found;
    }

    @Override
    public Map<String, EpisodeId> episodesOf(FacilityId facility, Collection<String> bookings) {
        var found = new TreeMap<String, EpisodeId>();
        bookings.forEach(b -> state.bookings.get(facility.path() + "\n" + b).ifPresent(id -> found.put(b, id)));
        return found;
    }

    @Override
    public void belongs(FacilityId facility, String booking, EpisodeId episode) {
        state.bookings.put(facility.path() + "\n" + booking, episode);
    }

    @Override
    public Set<RequestId> requestsWith(FacilityId facility, Collection<MatchKey> keys) {
        return found(facility, keys, state.requestsByKey, state.requestKeys);
    }

    @Override
    public Set<EpisodeId> episodesWith(FacilityId facility, Collection<MatchKey> keys) {
        return found(facility, keys, state.episodesByKey, state.episodeKeys);
    }

    private static <I extends Comparable<? super I>> Set<I> found(
            FacilityId facility,
            Collection<MatchKey> keys,
            MemoryState.Table<MatchKey, Set<I>> byKey,
            MemoryState.Table<I, MemoryState.Findable> findable) {
        var found = new TreeSet<I>();
        for (var key : keys) {
            for (var id : byKey.get(key).orElse(Set.of())) {
                if (findable.get(id).filter(f -> f.facility().equals(facility)).isPresent()) {
                    found.add(id);
                }
            }
        }
        return found;
    }

    @Override
    public void findable(RequestId id, FacilityId facility, Set<MatchKey> keys) {
        refind(id, facility, keys, state.requestsByKey, state.requestKeys);
    }

    @Override
    public void findable(EpisodeId id, FacilityId facility, Set<MatchKey> keys) {
        refind(id, facility, keys, state.episodesByKey, state.episodeKeys);
    }

    private static <I extends Comparable<? super I>> void refind(
            I id,
            FacilityId facility,
            Set<MatchKey> keys,
            MemoryState.Table<MatchKey, Set<I>> byKey,
            MemoryState.Table<I, MemoryState.Findable> findable) {
        for (var key : findable.get(id).map(MemoryState.Findable::keys).orElse(Set.of())) {
            var without = new TreeSet<>(byKey.get(key).orElse(Set.of()));
            without.remove(id);
            byKey.put(key, without);
        }
        for (var key : keys) {
            var with = new TreeSet<>(byKey.get(key).orElse(Set.of()));
            with.add(id);
            byKey.put(key, with);
        }
        findable.put(id, new MemoryState.Findable(facility, Set.copyOf(keys)));
    }

    @Override
    public void wakeAt(EpisodeId id, FacilityId facility, Optional<Instant> when) {
        wake(state.episodeWake, id, facility, when);
    }

    @Override
    public void wakeAt(RequestId id, FacilityId facility, Optional<Instant> when) {
        wake(state.requestWake, id, facility, when);
    }

    @Override
    public void wakeAt(FacilityId id, Optional<Instant> when) {
        wake(state.facilityWake, id, id, when);
    }

    private static <I extends Comparable<? super I>> void wake(
            MemoryState.Table<I, MemoryState.Due> table, I id, FacilityId facility, Optional<Instant> when) {
        if (when.isPresent()) {
            table.put(id, new MemoryState.Due(facility, when.get()));
        } else {
            table.remove(id);
        }
    }

    @Override
    public void wakeBy(FacilityId id, Instant when) {
        var known = state.facilityWake.get(id).map(MemoryState.Due::when);
        wakeAt(id, Optional.of(known.filter(when::isAfter).orElse(when)));
    }

    @Override
    public int causedSince(FacilityId facility, Instant from, int most) {
        return (int) counted(facility)
                .filter(n -> !n.causedAt().orElseThrow().isBefore(from))
                .limit(most)
                .count();
    }

    @Override
    public int busiestHour(FacilityId facility, Instant from, Instant until) {
        var hours = new TreeMap<Instant, Integer>();
        counted(facility).filter(n -> n.pausedAt().isEmpty()).forEach(n -> {
            var at = n.causedAt().orElseThrow();
            if (!at.isBefore(from) && at.isBefore(until)) {
                hours.merge(at.truncatedTo(ChronoUnit.HOURS), 1, Integer::sum);
            }
        });
        return hours.values().stream().mapToInt(n -> n).max().orElse(0);
    }

    @Override
    public Paused paused(FacilityId facility) {
        var breaker = facility(facility).breaker();
        var deadlines = counted(facility)
                .filter(breaker::waits)
                .map(NoticeState::deadline)
                .sorted()
                .toList();
        return new Paused(deadlines.size(), deadlines.stream().findFirst());
    }

    @Override
    public void wakePaused(FacilityId facility) {
        counted(facility)
                .filter(NoticeState::paused)
                .flatMap(n -> state.cases.get(n.content().caseId()).stream())
                .toList()
                .forEach(place -> wakeAt(place.episode(), facility, Optional.of(now)));
    }

    @Override
    public void wakeOpenCases(FacilityId facility) {
        state.cases.all().values().stream()
                .filter(place -> place.facility().equals(facility))
                .map(Transaction.Place::episode)
                .distinct()
                .toList()
                .forEach(episode -> wakeAt(episode, facility, Optional.of(now)));
    }

    @Override
    public void setAside(UUID stream, Instant until) {
        throw new IllegalStateException("Nothing in memory was altered, so nothing is set aside.");
    }

    private Stream<NoticeState> counted(FacilityId facility) {
        return state.counted.all().values().stream()
                .filter(c -> c.facility().equals(facility))
                .map(MemoryState.Counted::notice);
    }

    @Override
    public Reconciliation reconciliation() {
        return new MemoryReconciliation(state);
    }

    @Override
    public Set<FacilityId> facilitiesDue() {
        var all = Stream.of(
                        state.episodeWake.all().values(),
                        state.requestWake.all().values(),
                        state.facilityWake.all().values())
                .flatMap(Collection::stream);
        return all.filter(d -> !d.when().isAfter(now))
                .map(MemoryState.Due::facility)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<EpisodeId> claimEpisodes(FacilityId facility, int most) {
        return due(state.episodeWake, facility, most);
    }

    @Override
    public List<RequestId> requestsDue(FacilityId facility, int most) {
        return due(state.requestWake, facility, most);
    }

    private <I extends Comparable<? super I>> List<I> due(
            MemoryState.Table<I, MemoryState.Due> table, FacilityId facility, int most) {
        return table.all().entrySet().stream()
                .filter(e -> e.getValue().facility().equals(facility)
                        && !e.getValue().when().isAfter(now))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
    }

    @Override
    public boolean facilityDue(FacilityId facility) {
        return state.facilityWake
                .get(facility)
                .filter(d -> !d.when().isAfter(now))
                .isPresent();
    }

    @Override
    public Optional<Place> placeOf(NoticeId notice) {
        return state.notices.get(notice);
    }

    @Override
    public Optional<Place> placeOf(CaseId caseId) {
        return state.cases.get(caseId);
    }

    @Override
    public void heard(FacilityId facility, Instant at, Optional<Duration> expectNextWithin, Instant saidUpTo) {
        var usual = facility(facility).facility().orElseThrow().feedInterval();
        var word = Heard.after(lastHeard(facility), at, at.plus(expectNextWithin.orElse(usual)), saidUpTo);
        state.heard.put(facility, word);
        wakeBy(facility, word.silentAt());
    }

    @Override
    public Optional<Heard> lastHeard(FacilityId facility) {
        return state.heard.get(facility);
    }
}

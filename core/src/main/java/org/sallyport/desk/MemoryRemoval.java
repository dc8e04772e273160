package org.sallyport.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sallyport.custody.CustodyEpisode.Phase;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.desk.Transaction.FeedKey;
import org.sallyport.request.RequestId;

/** Finds and destroys records of {@link MemoryState}. */
record MemoryRemoval(MemoryState state, Transaction tx) implements Removal {
    @Override
    public void destroy(FacilityId facility, Set<UUID> streams, Set<FeedKey> seen) {
        for (var id : streams) {
            var episode = new EpisodeId(id);
            var request = new RequestId(id);
            state.destroyed.put(id, facility);
            state.episodes.remove(episode);
            state.requests.remove(request);
            tx.findable(episode, facility, Set.of());
            tx.findable(request, facility, Set.of());
            state.episodeWake.remove(episode);
            state.requestWake.remove(request);
            drop(state.bookings, stay -> stay.equals(episode));
            drop(state.notices, place -> place.episode().equals(episode));
            drop(state.cases, place -> place.episode().equals(episode));
        }
        seen.forEach(key -> state.feedSeen.remove(key.source() + "\n" + key.id()));
    }

    private static <K extends Comparable<? super K>, V> void drop(MemoryState.Table<K, V> table, Predicate<V> which) {
        for (var entry : Map.copyOf(table.all()).entrySet()) {
            if (which.test(entry.getValue())) {
                table.remove(entry.getKey());
            }
        }
    }

    @Override
    public List<Ended> endedStays(FacilityId facility, Optional<Ended> after, Instant before, int most) {
        var ordering = tx.facility(facility).facility().orElseThrow().ordering();
        return page(
                state.episodes.all().values().stream()
                        .filter(f -> f.absorbedInto().isEmpty()
                                && !f.received().isEmpty()
                                && f.received().getFirst().facility().equals(facility))
                        .flatMap(f -> f.custody(ordering).phase() instanceof Phase.Released r
                                ? Stream.of(new Ended(r.latest(), f.id().value()))
                                : Stream.empty()),
                after,
                before,
                most);
    }

    @Override
    public List<Ended> endedRequests(FacilityId facility, Optional<Ended> after, Instant before, int most) {
        return page(
                state.requests.all().values().stream()
                        .filter(f -> !f.active()
                                && f.request()
                                        .filter(r -> r.addressee().equals(facility))
                                        .isPresent())
                        .map(f -> new Ended(f.receivedAt(), f.id().value())),
                after,
                before,
                most);
    }

    private static List<Ended> page(Stream<Ended> all, Optional<Ended> after, Instant before, int most) {
        return all.filter(e -> e.at().isBefore(before))
                .filter(e -> after.isEmpty() || e.compareTo(after.get()) > 0)
                .sorted()
                .limit(most)
                .toList();
    }

    @Override
    public Set<UUID> destroyed(Set<UUID> streams) {
        var found = new TreeSet<>(streams);
        found.removeIf(id -> state.destroyed.get(id).isEmpty());
        return found;
    }
}

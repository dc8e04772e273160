package org.sallyport.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.EpisodeFile;
import org.sallyport.request.RequestFile;
import org.sallyport.request.RequestId;

/** The look-ups of this store are its state: there is no second copy that could differ, and one part is all. */
record MemoryReconciliation(MemoryState state) implements Reconciliation {
    @Override
    public Optional<Slice> claim(FacilityId facility, Rhythm rhythm) {
        var requests = state.requests.all().values().stream()
                .filter(f ->
                        f.request().filter(r -> r.addressee().equals(facility)).isPresent())
                .map(RequestFile::id)
                .toList();
        var stays = state.episodes.all().values().stream()
                .filter(f -> f.received().stream()
                        .findFirst()
                        .filter(e -> e.facility().equals(facility))
                        .isPresent())
                .map(EpisodeFile::id)
                .toList();
        return Optional.of(new Slice(requests, stays));
    }

    @Override
    public int repair(Facility facility, Slice slice) {
        return 0;
    }

    @Override
    public Map<RequestId, Instant> requestWakes(Collection<RequestId> ids) {
        return wakes(state.requestWake, ids);
    }

    @Override
    public Map<EpisodeId, Instant> stayWakes(Collection<EpisodeId> ids) {
        return wakes(state.episodeWake, ids);
    }

    private static <I extends Comparable<? super I>> Map<I, Instant> wakes(
            MemoryState.Table<I, MemoryState.Due> table, Collection<I> ids) {
        var found = new TreeMap<I, Instant>();
        ids.forEach(id -> table.get(id).ifPresent(due -> found.put(id, due.when())));
        return found;
    }
}

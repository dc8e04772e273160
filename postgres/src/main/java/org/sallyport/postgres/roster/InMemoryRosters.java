package org.sallyport.postgres.roster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Roster;
import org.sallyport.custody.RosterState;

/** Rosters that are kept as long as the program. */
public final class InMemoryRosters implements RosterStore {
    private static final class Kept {
        private Optional<byte[]> mapping = Optional.empty();
        private RosterState state = RosterState.NONE;
        private Optional<Unfinished> unfinished = Optional.empty();
        private Optional<Refused> refused = Optional.empty();
        private final List<byte[]> owed = new ArrayList<>();
        private final Map<EpisodeId, Question> questions = new HashMap<>();
    }

    private final Map<FacilityId, Kept> all = new HashMap<>();

    private synchronized Kept kept(FacilityId facility) {
        return all.computeIfAbsent(facility, _ -> new Kept());
    }

    @Override
    public synchronized <T> T holding(FacilityId facility, Supplier<T> work) {
        return work.get();
    }

    @Override
    public Optional<byte[]> mapping(FacilityId facility) {
        return kept(facility).mapping;
    }

    @Override
    public void mapping(FacilityId facility, byte[] json, String by, Instant at) {
        kept(facility).mapping = Optional.of(json);
    }

    @Override
    public RosterState state(FacilityId facility) {
        return kept(facility).state;
    }

    @Override
    public void dropOwed(FacilityId facility, Predicate<byte[]> which) {
        kept(facility).owed.removeIf(which);
    }

    @Override
    public Optional<Instant> lastTaken(FacilityId facility) {
        return kept(facility).state.takenAt();
    }

    @Override
    public void state(FacilityId facility, RosterState state) {
        kept(facility).state = state;
    }

    @Override
    public synchronized void taken(FacilityId facility, Taken taken) {
        var kept = kept(facility);
        kept.state = taken.state();
        var at = taken.state().takenAt().orElseThrow();
        kept.unfinished = Optional.of(new Unfinished(at, taken.counts()));
        kept.refused = kept.refused.filter(r -> r.roster().takenAt().isAfter(at));
        kept.owed.addAll(taken.lines());
        taken.settled().forEach(kept.questions::remove);
        taken.asked().forEach(q -> kept.questions.put(q.episode(), q));
    }

    @Override
    public synchronized List<byte[]> owed(FacilityId facility, int most) {
        var owed = kept(facility).owed;
        return List.copyOf(owed.subList(0, Math.min(most, owed.size())));
    }

    @Override
    public synchronized void recorded(FacilityId facility, int lines) {
        kept(facility).owed.subList(0, lines).clear();
    }

    @Override
    public Optional<Unfinished> unfinished(FacilityId facility) {
        return kept(facility).unfinished;
    }

    @Override
    public void finished(FacilityId facility) {
        kept(facility).unfinished = Optional.empty();
    }

    @Override
    public void refuse(Roster roster, int lost, int present) {
        kept(roster.facility()).refused = Optional.of(new Refused(roster, lost, present));
    }

    @Override
    public Optional<Refused> refused(FacilityId facility) {
        return kept(facility).refused;
    }

    @Override
    public void letGo(FacilityId facility) {
        kept(facility).refused = Optional.empty();
    }

    @Override
    public synchronized List<Question> questions(FacilityId facility) {
        return kept(facility).questions.values().stream()
                .sorted(Comparator.comparing(Question::missedAt).thenComparing(Question::episode))
                .toList();
    }

    @Override
    public synchronized boolean settle(FacilityId facility, EpisodeId episode) {
        return kept(facility).questions.remove(episode) != null;
    }
}

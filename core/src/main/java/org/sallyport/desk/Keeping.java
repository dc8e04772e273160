package org.sallyport.desk;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;

/**
 * What was ordered of a facility's records: to destroy, to keep, and the last run of its retention schedule.
 *
 * @param expungements every order to destroy what is kept of a stay
 * @param holds        every legal hold, lifted ones too
 * @param lastRun      the last run of the retention schedule
 */
public record Keeping(
        Map<UUID, Expungement> expungements, Map<UUID, LegalHold> holds, Optional<FacilityEvent.RetentionRun> lastRun) {
    /** Nothing was ordered. */
    static final Keeping NONE = new Keeping(Map.of(), Map.of(), Optional.empty());

    /** Copies the maps, in order of their names. */
    public Keeping {
        expungements = Collections.unmodifiableMap(new TreeMap<>(expungements));
        holds = Collections.unmodifiableMap(new TreeMap<>(holds));
    }

    /** Whether a legal hold covers one of these stays. */
    public boolean held(Collection<EpisodeId> stays) {
        return holds.values().stream().anyMatch(h -> stays.stream().anyMatch(h::keeps));
    }

    /** Whether a legal hold covers everything of the facility. */
    public boolean allHeld() {
        return holds.values().stream().anyMatch(h -> h.stands() && h.episode().isEmpty());
    }

    Expungement expungement(UUID id) {
        var found = expungements.get(id);
        if (found == null) {
            throw new IllegalStateException("The journal speaks of an expungement before it was proposed.");
        }
        return found;
    }

    Keeping with(Expungement changed) {
        var copy = new TreeMap<>(expungements);
        copy.put(changed.id(), changed);
        return new Keeping(copy, holds, lastRun);
    }

    Keeping with(LegalHold changed) {
        var copy = new TreeMap<>(holds);
        copy.put(changed.id(), changed);
        return new Keeping(expungements, copy, lastRun);
    }

    Keeping lifted(FacilityEvent.LegalHoldLifted e) {
        var hold = holds.get(e.id());
        if (hold == null) {
            throw new IllegalStateException("The journal speaks of a legal hold before it was placed.");
        }
        return with(hold.lifted(e.by()));
    }

    Keeping ran(FacilityEvent.RetentionRun run) {
        return new Keeping(expungements, holds, Optional.of(run));
    }
}

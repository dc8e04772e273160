package org.sallyport.postgres.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.problem.Problem;

/** A quarantine that lives as long as the program. */
public final class InMemoryQuarantine implements Quarantine {
    private final Map<String, Opened> kept = new LinkedHashMap<>();

    @Override
    public synchronized String keep(FacilityId facility, String raw, List<Problem> problems, Instant at) {
        var id = UUID.nameUUIDFromBytes((facility + " " + raw).getBytes(UTF_8)).toString();
        kept.putIfAbsent(id, new Opened(new Item(id, facility, at, List.copyOf(problems)), raw));
        return id;
    }

    @Override
    public synchronized List<Item> waiting(FacilityId facility, int most) {
        return kept.values().stream()
                .map(Opened::item)
                .filter(i -> i.facility().equals(facility))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized long count(FacilityId facility) {
        return kept.values().stream()
                .filter(o -> o.item().facility().equals(facility))
                .count();
    }

    @Override
    public synchronized Optional<Opened> open(FacilityId facility, String id) {
        return Optional.ofNullable(kept.get(id)).filter(o -> o.item().facility().equals(facility));
    }

    @Override
    public synchronized boolean release(FacilityId facility, String id) {
        return open(facility, id).isPresent() && kept.remove(id) != null;
    }
}

package org.sallyport.server.audit;

import java.util.LinkedHashMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** What each outside witness last said, and plainly when there is none. */
@Component("witnesses")
public class WitnessHealth implements HealthIndicator {
    private final WitnessWorker worker;

    WitnessHealth(WitnessWorker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        var known = worker.known();
        var health = Health.up().withDetail("witnesses", known.size());
        if (known.isEmpty()) {
            return health.withDetail("warning", "No outside witness: only the operator vouches for what is recorded.")
                    .build();
        }
        var each = new LinkedHashMap<String, String>();
        known.forEach(w -> each.put(
                w.named().key().name(),
                w.fault().isEmpty() ? w.size() + " entries cosigned" : w.fault() + " after " + w.size() + " entries"));
        return health.withDetail("each", each)
                .withDetail("alarm", known.stream().anyMatch(w -> WitnessRound.isAlarm(w.fault())))
                .build();
    }
}

package org.sallyport.server.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How far the audit log is behind. A log that is behind is an alarm, not a reason to restart. */
@Component("audit")
public class LogHealth implements HealthIndicator {
    private final LogWorker worker;

    LogHealth(LogWorker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        var tail = worker.tail();
        var health = Health.up()
                .withDetail("size", tail.size())
                .withDetail("unsequenced", tail.unsequenced())
                .withDetail("uncosigned", tail.uncosigned())
                .withDetail("behind", worker.isBehind());
        worker.fault().ifPresent(f -> health.withDetail("fault", f));
        return health.build();
    }
}

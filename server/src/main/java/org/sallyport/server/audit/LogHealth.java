package org.sallyport.server.audit;

import org.sallyport.desk.LogTrouble;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How far the audit log is behind. A log that is behind is an alarm, not a reason to restart. */
@Component("audit")
public class LogHealth implements HealthIndicator {
    private final LogWorker worker;
    private final LogWatch watch;

    LogHealth(LogWorker worker, LogWatch watch) {
        this.worker = worker;
        this.watch = watch;
    }

    @Override
    public Health health() {
        var tail = watch.tail();
        var health = Health.up()
                .withDetail("size", tail.size())
                .withDetail("unsequenced", tail.unsequenced())
                .withDetail("uncosigned", tail.uncosigned())
                .withDetail("behind", watch.troubles().contains(LogTrouble.BEHIND));
        worker.fault().ifPresent(f -> health.withDetail("fault", f));
        return health.build();
    }
}

package org.sallyport.server;

import org.sallyport.desk.Store;
import org.sallyport.server.lists.Lists;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How many feeds are configured, how many of them are not taken in because the facility's own record was altered, and
 * how many are silent. Each is an alarm, not a reason to restart.
 */
@Component("feed")
class FeedHealth implements HealthIndicator {
    private final Store store;
    private final Lists lists;

    FeedHealth(Store store, Lists lists) {
        this.store = store;
        this.lists = lists;
    }

    @Override
    public Health health() {
        var facilities = lists.facilities();
        long silent = store.transact(tx -> facilities.stream()
                .filter(f -> tx.lastHeard(f.id())
                        .filter(h -> h.silentAt().isAfter(tx.now()))
                        .isEmpty())
                .count());
        int altered = lists.altered().size();
        return Health.up()
                .withDetail("configured", facilities.size() + altered)
                .withDetail("altered", altered)
                .withDetail("silent", silent)
                .build();
    }
}

package org.sallyport.server;

import org.sallyport.desk.Store;
import org.sallyport.desk.Transaction;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the store answers. */
@Component("database")
class DatabaseHealth implements HealthIndicator {
    private final Store store;

    DatabaseHealth(Store store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            store.transact(Transaction::now);
            return Health.up().build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("fault", e.getClass().getSimpleName())
                    .build();
        }
    }
}

package org.sallyport.desk;

import java.time.Duration;
import java.util.UUID;
import org.sallyport.custody.FacilityId;

/** Hears of a record that cannot be read any more: it is set aside, so that others go on, and the auditor is told. */
final class Unreadable {
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Store store;
    private final LogDesk log;

    Unreadable(Store store) {
        this.store = store;
        this.log = new LogDesk(store);
    }

    void found(FacilityId facility, UUID stream) {
        store.transact(tx -> {
            tx.setAside(stream, tx.now().plus(AGAIN));
            return stream;
        });
        log.stands(facility, LogTrouble.DIFFERS, true);
    }
}

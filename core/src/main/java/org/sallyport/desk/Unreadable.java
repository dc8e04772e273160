package org.sallyport.desk;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.FacilityId;
import org.sallyport.journal.EntryAltered;

/** Hears of a record that cannot be read any more: it is set aside, so that others go on, and the auditor is told. */
final class Unreadable {
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Store store;
    private final LogDesk log;

    Unreadable(Store store) {
        this.store = store;
        this.log = new LogDesk(store);
    }

    /**
     * An altered entry kept a stay or request of a facility from being looked at.
     *
     * @param lookedAt the stay or request; absent where its own record is the one altered
     * @throws EntryAltered where it is the facility's own record, without which nothing of it can be looked at
     */
    void found(FacilityId facility, EntryAltered altered, Optional<UUID> lookedAt) {
        if (altered.stream().equals(Streams.of(facility).id())) {
            throw altered;
        }
        store.transact(tx -> {
            var until = tx.now().plus(AGAIN);
            tx.setAside(altered.stream(), until);
            lookedAt.ifPresent(stream -> tx.setAside(stream, until));
            return until;
        });
        log.stands(facility, LogTrouble.DIFFERS, true);
    }
}

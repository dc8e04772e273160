package org.sallyport.desk;

import java.util.List;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.Alarm;

/** Hears what is wrong with the audit log, and that it is over. The log is one; each facility's roles are told. */
final class LogDesk {
    private final Store store;

    LogDesk(Store store) {
        this.store = store;
    }

    /** Records it once, however many nodes say so; what was said already changes nothing. */
    void stands(FacilityId id, LogTrouble trouble, boolean present) {
        store.transact(tx -> {
            var file = tx.facilityToChange(id);
            if (file.facility().isEmpty() || file.logTroubles().containsKey(trouble) == present) {
                return file;
            }
            if (!present) {
                return tx.append(id, List.of(new FacilityEvent.LogSound(trouble, tx.now())), Cause.WAKE);
            }
            var alarm = Alarm.raise(trouble.kind(), trouble.role(), "the audit log, " + tx.now(), tx.now());
            tx.wakeBy(id, tx.now());
            return tx.append(
                    id,
                    List.of(new FacilityEvent.LogTroubled(trouble, tx.now()), new FacilityEvent.AlarmRaised(alarm)),
                    Cause.WAKE);
        });
    }
}

package org.sallyport.postgres;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.desk.KeyedNames;
import org.sallyport.postgres.sealing.KeyRing;
import org.sallyport.request.Agency;

/** What the transactions of one store share. */
record StoreParts(
        BusinessClock clock,
        KeyRing keys,
        JournalRows journal,
        Partitions partitions,
        FileCache cache,
        FoldedFiles files,
        KeyedNames names,
        Findables findables,
        FeedRows feeds,
        Settings settings,
        Agencies agencies,
        AtomicLong destructions) {

    /** Hears how often streams were destroyed, here or by another node; what is in memory may be of them. */
    void destroyed(long times) {
        if (destructions.getAndAccumulate(times, Math::max) < times) {
            cache.clear();
            keys.forget();
        }
    }

    /** The agencies as of a number of changes; a transaction that read another number looks again. */
    static final class Agencies {
        private final Map<String, Optional<Agency>> known = new HashMap<>();
        private long epoch = -1;

        /** Reads an agency from the journal. */
        interface Reading {
            Optional<Agency> read() throws SQLException;
        }

        Optional<Agency> get(String id, long now, Reading reading) throws SQLException {
            synchronized (this) {
                if (epoch < now) {
                    known.clear();
                    epoch = now;
                }
                var found = known.get(id);
                if (found != null && epoch == now) {
                    return found;
                }
            }
            var found = reading.read();
            synchronized (this) {
                if (epoch == now) {
                    known.put(id, found);
                }
            }
            return found;
        }
    }
}

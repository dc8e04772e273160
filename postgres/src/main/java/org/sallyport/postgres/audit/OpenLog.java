package org.sallyport.postgres.audit;

import java.util.Optional;
import org.sallyport.postgres.Database;
import org.sallyport.postgres.sealing.KeyRing;

/**
 * The audit log of one database, to be grown and shown.
 *
 * @param log       what it shows
 * @param sequencer what grows it
 * @param signer    what signs it
 * @param witnesses who cosigns it
 * @param receipts  what is taken out of it
 * @param checks    how full checks of it ended
 */
public record OpenLog(
        AuditLog log, Sequencer sequencer, LogSigner signer, Witnesses witnesses, Receipts receipts, Checks checks) {
    /** The log of a migrated database; {@code origin} names it if it has no name yet. */
    public static OpenLog of(Database database, KeyRing keys, Optional<String> origin) {
        var signer = LogSigner.open(database, keys, origin);
        return new OpenLog(
                new AuditLog(database),
                new Sequencer(database, signer),
                signer,
                new Witnesses(database),
                new Receipts(database, keys),
                new Checks(database));
    }
}

package org.sallyport.server;

import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.desk.Store;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.postgres.access.AccessStore;
import org.sallyport.postgres.audit.OpenLog;
import org.sallyport.postgres.phone.PhoneSheets;
import org.sallyport.postgres.quarantine.Quarantine;
import org.sallyport.postgres.roster.RosterStore;
import org.sallyport.server.lists.Lists;

/**
 * What the server stands on.
 *
 * @param store      the journal
 * @param lists      its projections
 * @param access     accounts and keys
 * @param quarantine feed events that wait for someone
 * @param rosters    what rosters have said so far
 * @param phoneSheets calls that wait at desks
 * @param realTime   the machine's clock: sessions, webhook stamps; the business clock is the store's own
 * @param linkKey    the key that signs notice links: at least 32 random bytes, kept, the same on every node
 * @param log        the audit log; absent where the journal is only in memory
 * @param tables     the files the program runs by
 */
public record Parts(
        Store store,
        Lists lists,
        AccessStore access,
        Quarantine quarantine,
        RosterStore rosters,
        PhoneSheets phoneSheets,
        InstantSource realTime,
        byte[] linkKey,
        Optional<OpenLog> log,
        PolicyFiles tables) {
    /** Parts without an audit log, running by the shipped tables. */
    public Parts(
            Store store,
            Lists lists,
            AccessStore access,
            Quarantine quarantine,
            RosterStore rosters,
            PhoneSheets phoneSheets,
            InstantSource realTime,
            byte[] linkKey) {
        this(
                store,
                lists,
                access,
                quarantine,
                rosters,
                phoneSheets,
                realTime,
                linkKey,
                Optional.empty(),
                PolicyFiles.shipped());
    }

    @Override
    public String toString() {
        return "the parts of a server";
    }
}

package org.sallyport.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.sallyport.audit.Leaf;
import org.sallyport.postgres.sealing.DataKey;
import org.sallyport.postgres.sealing.SealBroken;
import org.sallyport.postgres.sealing.Sealed;

/** Whether what a row of the journal seals is what was committed to, and a determination comes out again. */
record PayloadCheck(Connection connection, Replay replay) {
    /** Opens it with the key of its stream; says whether that key is still there. */
    boolean opened(Leaf leaf, UUID keyId, byte[] sealed, Map<UUID, DataKey> with, Difference.Place at)
            throws SQLException {
        if (!keyId.equals(leaf.heading().stream())) {
            throw new Found("key-renamed", at, "the row names the key of another stream.");
        }
        var key = with.get(keyId);
        if (key == null) {
            return false;
        }
        var envelope = leaf.heading().envelope();
        try {
            if (!key.keeps(new Sealed(sealed, leaf.commitment().bytes()), envelope)) {
                throw new Found("payload-altered", at, "what is sealed is not what the commitment was made to.");
            }
            if (Replay.TYPES.contains(leaf.heading().type())) {
                replay.check(connection, leaf.heading(), key.open(sealed, envelope), at);
            }
        } catch (SealBroken e) {
            throw new Found("payload-altered", at, "what is sealed does not open with its key.");
        }
        return true;
    }
}

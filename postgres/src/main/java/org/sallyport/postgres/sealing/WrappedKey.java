package org.sallyport.postgres.sealing;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A key as table {@code sealing_key} holds it.
 *
 * @param id      its name
 * @param wrapped sealed by a master key to its name
 * @param master  that master key's fingerprint; empty when it was not kept
 */
@SuppressWarnings("ArrayRecordComponent")
public record WrappedKey(UUID id, byte[] wrapped, String master) {
    /** The key itself. */
    byte[] opened(MasterKey by) {
        return by.unwrap(wrapped, name(id), master);
    }

    /** Whether one of the master keys at hand opens it. */
    public boolean opensWith(MasterKey by) {
        try {
            return opened(by).length > 0;
        } catch (SealBroken _) {
            return false;
        }
    }

    /** The same key wrapped by the master key in use. */
    WrappedKey again(MasterKey by) {
        return new WrappedKey(id, by.wrap(opened(by), name(id)), by.id());
    }

    static byte[] name(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}

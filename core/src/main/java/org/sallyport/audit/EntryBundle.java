package org.sallyport.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries below a tile of level 0, as tlog-tiles publishes them: each after its length (2 bytes, big end first).
 */
public final class EntryBundle {
    private EntryBundle() {}

    /** Writes entries; none is longer than 65,535 bytes. */
    public static byte[] write(List<byte[]> entries) {
        int length = entries.stream().mapToInt(e -> Short.BYTES + e.length).sum();
        var out = ByteBuffer.allocate(length);
        entries.forEach(e -> out.putShort((short) e.length).put(e));
        return out.array();
    }

    /** Reads entries; empty when the bytes end in the middle of one. */
    public static Optional<List<byte[]>> read(byte[] bundle) {
        var in = ByteBuffer.wrap(bundle);
        var entries = new ArrayList<byte[]>();
        while (in.hasRemaining()) {
            int length = in.remaining() < Short.BYTES ? Integer.MAX_VALUE : Short.toUnsignedInt(in.getShort());
            if (length > in.remaining()) {
                return Optional.empty();
            }
            var entry = new byte[length];
            in.get(entry);
            entries.add(entry);
        }
        return Optional.of(entries);
    }
}

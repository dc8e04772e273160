package org.sallyport.formats.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** Opens input that may be compressed by gzip; its first two bytes tell, never its name. */
public final class Unzipped {
    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;

    private Unzipped() {}

    /**
     * The plain bytes of {@code in}.
     *
     * @throws IOException if reading fails; a cut-off gzip file throws {@link java.io.EOFException} where it ends
     */
    public static InputStream open(InputStream in) throws IOException {
        var peek = new PushbackInputStream(in, 2);
        var head = peek.readNBytes(2);
        peek.unread(head);
        boolean zipped = head.length == 2 && (head[0] & 0xff) == MAGIC_1 && (head[1] & 0xff) == MAGIC_2;
        return zipped ? new GZIPInputStream(peek, BUFFER) : peek;
    }
}

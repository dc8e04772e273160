package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import javax.crypto.Mac;

/**
 * Keyed tokens (HMAC-SHA256) that stand for a value in look-ups, so that the value itself stands nowhere. Tokens for
 * different purposes never meet: the purpose is part of what is hashed.
 */
public final class Tokens {
    private final Mac keyed;

    Tokens(byte[] key) {
        this.keyed = Hmac.under(key);
    }

    /** What a token is for. The number is stored in every token and never changes. */
    public enum Purpose {
        /** An identifier, or a name and birth date, under which a request and a stay find each other. */
        MATCH_KEY(1),
        /** A feed event's source and id. */
        FEED_EVENT(2),
        /** The content of a feed event. */
        FEED_CONTENT(3),
        /** A booking number at its facility. */
        BOOKING(4),
        /** The number on a request's receipt. */
        REQUEST_NUMBER(5),
        /** The key that signs the links of notices. */
        LINK(6),
        /** The key under which streams of stays and requests are named. */
        STREAM_NAME(7),
        /** What could not be read, as it was sent. */
        QUARANTINED(8),
        /** A line of the list of expungements, so that nobody without a key adds one. */
        EXPUNGED(9);

        private final byte number;

        Purpose(int number) {
            this.number = (byte) number;
        }
    }

    /** The token of a value made of parts; each part is preceded by its length, so that parts cannot run together. */
    public byte[] of(Purpose purpose, String... parts) {
        var mac = copy();
        mac.update(purpose.number);
        for (var part : parts) {
            var bytes = part.getBytes(UTF_8);
            mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            mac.update(bytes);
        }
        return mac.doFinal();
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC-SHA256 of this Java cannot be copied.", e);
        }
    }
}

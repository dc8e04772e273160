package org.sallyport.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What stands outside the seal of an entry: who, when, where and of what type, nothing of what happened. It stays
 * readable when the payload is destroyed, and payload, commitment and audit log are all bound to its bytes.
 *
 * @param stream     the stream it belongs to
 * @param version    its place in that stream, from 1
 * @param type       the type of the event, such as {@code episode.fact-recorded}
 * @param schema     the version of that type's shape
 * @param recordedAt the business clock when it was recorded (UTC instant, whole microseconds)
 * @param facility   the facility it concerns; empty when none
 * @param agency     the agency it concerns; empty when none
 * @param cause      what led to it
 * @param actor      who acted
 */
public record Heading(
        UUID stream,
        int version,
        String type,
        int schema,
        Instant recordedAt,
        String facility,
        String agency,
        String cause,
        String actor) {

    /**
     * The bytes that stand for it. Stream (16 bytes), version and schema (4 each, big end first), then type,
     * {@code recordedAt} as ISO 8601, facility, agency, cause and actor in UTF-8, each after its length (4 bytes).
     */
    public byte[] envelope() {
        var out = new ByteArrayOutputStream(160);
        out.writeBytes(ByteBuffer.allocate(24)
                .putLong(stream.getMostSignificantBits())
                .putLong(stream.getLeastSignificantBits())
                .putInt(version)
                .putInt(schema)
                .array());
        Stream.of(type, recordedAt.toString(), facility, agency, cause, actor)
                .map(s -> s.getBytes(UTF_8))
                .forEach(s -> {
                    out.writeBytes(ByteBuffer.allocate(4).putInt(s.length).array());
                    out.writeBytes(s);
                });
        return out.toByteArray();
    }
}

package org.sallyport.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * An array in PostgreSQL's binary form, for the types the driver would send as text: written and read without a parser,
 * which for a batch of a feed is most of what these parameters cost.
 */
final class BinaryArray<T> extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1L;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** The array types that must be switched on for binary transfer: bytea[], text[], timestamptz[] and uuid[]. */
    static final String TYPES = "1001,1009,1185,2951";

    private static final Form<UUID> UUIDS = new Form<>(
            "_uuid",
            2950,
            _ -> 16,
            (id, out) -> out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()),
            UUID::toString);
    private static final Form<Instant> MOMENTS = new Form<>(
            "_timestamptz",
            1184,
            _ -> 8,
            (at, out) -> out.putLong(EPOCH.until(at, ChronoUnit.MICROS)),
            Instant::toString);
    private static final Form<byte[]> BYTES = new Form<>(
            "_bytea",
            17,
            value -> value.length,
            (value, out) -> out.put(value),
            value -> "\"\\\\x" + HexFormat.of().formatHex(value) + "\"");
    private static final Form<byte[]> TEXTS = new Form<>(
            "_text",
            25,
            value -> value.length,
            (value, out) -> out.put(value),
            value -> "\"" + new String(value, UTF_8).replace("\\", "\\\\").replace("\"", "\\\"") + "\"");

    /** How the elements of a type are written, and in how many bytes. */
    private record Form<T>(
            String array,
            int element,
            ToIntFunction<T> bytes,
            BiConsumer<T, ByteBuffer> binary,
            Function<T, String> text) {}

    private final transient Form<T> form;
    private final transient List<Optional<T>> values;

    private BinaryArray(Form<T> form, List<Optional<T>> values) {
        this.form = form;
        this.values = values;
        setType(form.array());
    }

    static BinaryArray<UUID> uuids(Collection<UUID> ids) {
        return new BinaryArray<>(UUIDS, ids.stream().map(Optional::of).toList());
    }

    /** Moments cut to the microsecond; an absent one is null. */
    static BinaryArray<Instant> moments(Collection<Optional<Instant>> moments) {
        return new BinaryArray<>(MOMENTS, List.copyOf(moments));
    }

    static BinaryArray<byte[]> bytes(Collection<byte[]> values) {
        return new BinaryArray<>(BYTES, values.stream().map(Optional::of).toList());
    }

    static BinaryArray<byte[]> texts(Collection<String> values) {
        return new BinaryArray<>(
                TEXTS, values.stream().map(v -> Optional.of(v.getBytes(UTF_8))).toList());
    }

    /** The array as text, for a connection that was told to send nothing binary. */
    @Override
    public String getValue() {
        return values.stream().map(v -> v.map(form.text()).orElse("NULL")).collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("Arrays are sent this way, never received.");
    }

    @Override
    public int lengthInBytes() {
        int length = values.isEmpty() ? 12 : 20 + 4 * values.size();
        for (var value : values) {
            length += value.map(form.bytes()::applyAsInt).orElse(0);
        }
        return length;
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
        var out = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        boolean nulls = values.stream().anyMatch(Optional::isEmpty);
        out.putInt(values.isEmpty() ? 0 : 1).putInt(nulls ? 1 : 0).putInt(form.element());
        if (!values.isEmpty()) {
            out.putInt(values.size()).putInt(1);
        }
        for (var value : values) {
            out.putInt(value.map(form.bytes()::applyAsInt).orElse(-1));
            value.ifPresent(v -> form.binary().accept(v, out));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BinaryArray<?> array && getValue().equals(array.getValue());
    }

    @Override
    public int hashCode() {
        return getValue().hashCode();
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        return super.clone();
    }
}

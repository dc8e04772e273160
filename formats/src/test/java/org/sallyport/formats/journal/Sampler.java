package org.sallyport.formats.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.sallyport.custody.CustodyFact;

/** Makes one value of any record of the core: with every part filled, or with every part as empty as it may be. */
final class Sampler {
    private final boolean full;
    private final CustodyFact fact;

    Sampler(boolean full, CustodyFact fact) {
        this.full = full;
        this.fact = fact;
    }

    Object of(Type type) {
        if (type instanceof ParameterizedType p) {
            return generic(p);
        }
        var c = (Class<?>) type;
        if (c.isRecord()) {
            return construct(c);
        }
        if (c.isEnum()) {
            return c.getEnumConstants()[full ? c.getEnumConstants().length - 1 : 0];
        }
        return switch (c.getSimpleName()) {
            case "String" -> full ? "text \u00fc\n\"" : "";
            case "int", "Integer" -> full ? 42 : 0;
            case "long", "Long" -> full ? 1L << 60 : 0L;
            case "double", "Double" -> full ? 0.2 : 0.0;
            case "boolean", "Boolean" -> full;
            case "UUID" -> UUID.nameUUIDFromBytes(new byte[] {7});
            case "Instant" -> Instant.parse(full ? "2026-09-02T18:05:00.123456Z" : "2026-09-02T18:05:00Z");
            case "Duration" -> full ? Duration.parse("PT48H0.5S") : Duration.ZERO;
            case "LocalDate" -> LocalDate.of(1990, 1, 1);
            case "OffsetDateTime" -> OffsetDateTime.parse("2026-09-02T12:00:00-04:00");
            case "ZoneId" -> ZoneId.of("America/New_York");
            case "BigDecimal" -> new BigDecimal("2500.00");
            case "OptionalInt" -> full ? OptionalInt.of(1825) : OptionalInt.empty();
            case "CustodyFact" -> fact;
            default -> throw new IllegalArgumentException("Teach the sampler " + c);
        };
    }

    private Object generic(ParameterizedType p) {
        var arguments = p.getActualTypeArguments();
        var raw = (Class<?>) p.getRawType();
        if (raw == Optional.class) {
            return full ? Optional.of(of(arguments[0])) : Optional.empty();
        }
        if (raw == List.class) {
            return full ? List.of(of(arguments[0]), of(arguments[0])) : List.of();
        }
        if (raw == Set.class) {
            return full ? Set.of(of(arguments[0])) : Set.of();
        }
        if (raw == Map.class) {
            return full ? new TreeMap<>(Map.of(of(arguments[0]), of(arguments[1]))) : Map.of();
        }
        throw new IllegalArgumentException("Teach the sampler " + p);
    }

    private Object construct(Class<?> c) {
        try {
            var parts = c.getRecordComponents();
            var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var values =
                    Arrays.stream(parts).map(part -> of(part.getGenericType())).toArray();
            var constructor = c.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample of " + c, e);
        }
    }
}

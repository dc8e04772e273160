package org.sallyport.formats.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * One JSON object of a line of facts, straight from the parser: names and values side by side, an eighth of the weight
 * of a tree of nodes. A value is a {@code String}, a {@code Boolean}, an {@code Integer}, a {@code Parsed}, a
 * {@code List} of these, or {@link #OTHER}; a null member is left out.
 */
final class Parsed {
    /** A number that is no 32-bit integer. */
    static final Object OTHER = new Object();

    /** No member at all. */
    static final Parsed NOTHING = new Parsed();

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private String[] names = new String[8];
    private @Nullable Object[] values = new Object[8];
    private int size;

    private Parsed() {}

    /** The one object of {@code line}; empty where it is anything else or names a member twice. */
    static Optional<Parsed> of(String line) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            return of(parser);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The same, of a line in UTF-8. */
    static Optional<Parsed> of(byte[] utf8) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), utf8)) {
            return of(parser);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The column, from 1, where {@code line} stops being one JSON object with no member twice; 0 if unknown. */
    static int endsAt(String line) {
        var strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (var parser = strict.createParser(ObjectReadContext.empty(), line)) {
            var isObject = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return isObject && parser.nextToken() != null
                    ? parser.currentTokenLocation().getColumnNr()
                    : 1;
        } catch (JacksonException e) {
            return e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        }
    }

    private static Optional<Parsed> of(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        var object = object(parser);
        return object == null || parser.nextToken() != null ? Optional.empty() : Optional.of(object);
    }

    private static @Nullable Parsed object(JsonParser parser) {
        var object = new Parsed();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var value = value(parser, parser.nextToken());
            if (object.index(name) >= 0 || value == null) {
                return null;
            }
            object.add(name, value);
        }
        return object;
    }

    /** The value at the parser; null where an object inside it names a member twice. */
    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> Optional.empty();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.INT ? (Object) parser.getIntValue() : OTHER;
            case null, default -> OTHER;
        };
    }

    private static @Nullable List<Object> list(JsonParser parser) {
        var list = new ArrayList<Object>(4);
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            var value = value(parser, token);
            if (value == null) {
                return null;
            }
            list.add(value);
        }
        return list;
    }

    private void add(String name, Object value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size] = value;
        size++;
    }

    /** The parser interns names, as the compiler does ours, so the same name is nearly always the same object. */
    private int index(String name) {
        var hash = name.hashCode();
        for (var i = 0; i < size; i++) {
            var other = names[i];
            if (isSame(other, name) || other.hashCode() == hash && other.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(String one, String other) {
        return one == other;
    }

    /** The value of a member; null where it is absent or null. */
    @Nullable
    Object get(String name) {
        var index = index(name);
        var value = index < 0 ? null : values[index];
        return value instanceof Optional<?> ? null : value;
    }

    /** Whether it has no member. */
    boolean isEmpty() {
        return size == 0;
    }
}

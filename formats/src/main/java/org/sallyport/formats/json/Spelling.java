package org.sallyport.formats.json;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values of the core's enumerations are spelled in data: lower case, words joined by hyphens. */
public final class Spelling {
    private static final Map<Class<?>, Map<String, Enum<?>>> READ = new ConcurrentHashMap<>();

    private Spelling() {}

    /** The spelling of {@code value}, such as {@code own-recognizance}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of {@code type} spelled {@code word}; empty when none is. */
    public static <E extends Enum<E>> Optional<E> read(Class<E> type, String word) {
        var words = READ.computeIfAbsent(
                type,
                _ -> Arrays.stream(type.getEnumConstants())
                        .collect(Collectors.toUnmodifiableMap(Spelling::of, Function.identity())));
        return Optional.ofNullable(words.get(word)).map(type::cast);
    }

    /** The spellings of all values of {@code type} but {@code except}, in order. */
    public static <E extends Enum<E>> String list(Class<E> type, Set<E> except) {
        return EnumSet.allOf(type).stream()
                .filter(v -> !except.contains(v))
                .map(Spelling::of)
                .collect(Collectors.joining(", "));
    }
}

package org.sallyport.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value that data files and tables spell as one lower-case word. */
public interface Worded {
    /** The spelling in data, such as {@code may-not}. */
    String word();

    /** The value of {@code type} spelled {@code word}, or empty when no value is spelled so. */
    static <E extends Enum<E> & Worded> Optional<E> of(Class<E> type, String word) {
        return Optional.ofNullable(Spellings.of(type).get(word)).map(type::cast);
    }

    /** All spellings of {@code type}, in order, separated by {@code ", "}. */
    static <E extends Enum<E> & Worded> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Worded::word).collect(Collectors.joining(", "));
    }
}

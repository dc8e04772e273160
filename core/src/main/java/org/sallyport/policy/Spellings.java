package org.sallyport.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of each worded type by their spelling, made once: facts are read a word at a time. */
final class Spellings {
    private static final ClassValue<Map<String, Worded>> OF = new ClassValue<>() {
        @Override
        protected Map<String, Worded> computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Worded.class::cast)
                    .collect(Collectors.toMap(Worded::word, value -> value));
        }
    };

    private Spellings() {}

    static Map<String, Worded> of(Class<?> type) {
        return OF.get(type);
    }
}

package org.sallyport.formats.dmn;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sallyport.policy.Question;

/**
 * Names of questions as variables of an exported model: the question's own words with underscores between, so that a
 * reader recognises them and every engine accepts them. Two questions never share one.
 */
final class DmnNames {
    private final Map<Question, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    DmnNames(String... reserved) {
        taken.addAll(Set.of(reserved));
    }

    String of(Question question) {
        return names.computeIfAbsent(question, q -> free(spelled(q.text())));
    }

    private String free(String wanted) {
        var name = wanted;
        for (var n = 2; !taken.add(name); n++) {
            name = wanted + "_" + n;
        }
        return name;
    }

    private static String spelled(String text) {
        var words = Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        return words.isEmpty() || Character.isDigit(words.charAt(0)) ? "q_" + words : words;
    }
}

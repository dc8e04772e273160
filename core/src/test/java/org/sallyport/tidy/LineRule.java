package org.sallyport.tidy;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A rule that looks at one line at a time.
 *
 * @param where   the files it is about
 * @param inCode  whether it looks at code only, or at every word
 * @param pattern what may not stand there
 * @param exempt  what is taken out of a line before looking
 * @param what    what is wrong, without the place; {@code $0} stands for the words found
 * @param instead what to write
 */
record LineRule(
        Predicate<SourceFile> where, boolean inCode, Pattern pattern, Pattern exempt, String what, String instead) {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    static LineRule code(Predicate<SourceFile> where, String pattern, String what, String instead) {
        return new LineRule(where, true, Pattern.compile(pattern), NOTHING, what, instead);
    }

    static LineRule words(Predicate<SourceFile> where, String pattern, String what, String instead) {
        return new LineRule(where, false, Pattern.compile(pattern), NOTHING, what, instead);
    }

    LineRule except(Pattern quoted) {
        return new LineRule(where, inCode, pattern, quoted, what, instead);
    }

    Stream<Finding> check(SourceTree tree) {
        return tree.files().stream().filter(where).flatMap(this::check);
    }

    private Stream<Finding> check(SourceFile file) {
        var lines = inCode ? file.code() : file.text();
        return IntStream.range(0, lines.size()).boxed().flatMap(i -> {
            var found = pattern.matcher(exempt.matcher(lines.get(i)).replaceAll(""));
            return found.find()
                    ? Stream.of(new Finding(
                            file.path(), i + 1, what.replace("$0", found.group().strip()), instead))
                    : Stream.empty();
        });
    }
}

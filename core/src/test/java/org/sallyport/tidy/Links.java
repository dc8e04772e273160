package org.sallyport.tidy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rule about links: a page that names a file of this checkout names one that is there. */
final class Links {
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#\\s]+)(#[^)]*)?\\)");

    private Links() {}

    /** Links out of the checkout, and anchors within a page, are not looked at. */
    static Stream<Finding> check(SourceTree tree, Predicate<Path> exists) {
        return tree.files().stream().filter(file -> file.path().endsWith(".md")).flatMap(file -> check(file, exists));
    }

    static Stream<Finding> check(SourceTree tree) {
        var root = SourceTree.root();
        return check(tree, path -> Files.exists(root.resolve(path)));
    }

    private static Stream<Finding> check(SourceFile file, Predicate<Path> exists) {
        return IntStream.range(0, file.text().size())
                .boxed()
                .flatMap(i -> LINK.matcher(file.text().get(i))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !exists.test(
                                Path.of(file.path()).resolveSibling(link).normalize()))
                        .map(link -> new Finding(
                                file.path(),
                                i + 1,
                                "a link to " + link + ", which is not there",
                                "write it, or link elsewhere")));
    }
}

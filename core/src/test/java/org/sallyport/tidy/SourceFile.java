package org.sallyport.tidy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One text file of the tree.
 *
 * @param path from the root of the checkout, with forward slashes
 * @param text its lines as they stand
 * @param code for Java the same lines with every comment, string and character literal blanked out, so that a rule
 *             about code does not stumble over a sentence; for other files the lines as they stand
 */
record SourceFile(String path, List<String> text, List<String> code) {
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);");

    static SourceFile of(String path, String content) {
        return new SourceFile(
                path, lines(content), lines(path.endsWith(".java") ? JavaText.withoutWords(content) : content));
    }

    private static List<String> lines(String content) {
        return content.lines().toList();
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    /** The first folder: a module, or another folder of the root. */
    String module() {
        var slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Part of the program, not of its tests. */
    boolean isMain() {
        return path.contains("/src/main/");
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    /** The Java package declared in the file. */
    Optional<String> declaredPackage() {
        return code.stream()
                .map(PACKAGE::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}

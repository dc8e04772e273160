package org.sallyport.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards what the compiler cannot: the rules of the house that a text search can see. */
class TidyTest {
    @Test
    void the_tree_is_tidy() {
        var tree = SourceTree.ofThisCheckout();
        var found = Stream.concat(findings(tree).stream(), Links.check(tree)).toList();
        if (!found.isEmpty()) {
            fail(found.size() + " to put right:\n"
                    + found.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }

    @Test
    void the_tree_that_is_checked_is_this_one() {
        var paths = SourceTree.ofThisCheckout().files().stream()
                .map(SourceFile::path)
                .toList();
        assertTrue(paths.containsAll(List.of("pom.xml", "sallyport", "verify", "core/src/main/java/module-info.java")));
    }

    /** Each rule bites on a planted sample, and says in which line. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("planted")
    void a_planted_fault_is_found(String path, String line, String words) {
        var found = findings(tree(path, line));
        assertEquals(1, found.size(), found.toString());
        assertEquals(
                path + ":3", found.getFirst().file() + ":" + found.getFirst().line());
        assertTrue(found.getFirst().what().contains(words), found.toString());
    }

    static Stream<Arguments> planted() {
        var core = "core/src/main/java/org/sallyport/custody/A.java";
        var pg = "postgres/src/main/java/org/sallyport/postgres/A.java";
        var test = "core/src/test/java/org/sallyport/custody/ATest.java";
        var page = "server/src/main/resources/templates/board.html";
        return Stream.of(
                arguments(core, "var at = Instant.now();", "Instant.now( reads the clock"),
                arguments(pg, "var at = Instant.now();", "Instant.now( reads the clock"),
                arguments(core, "long at = System.currentTimeMillis();", "reads the clock"),
                arguments(core, "var clock = Clock.systemUTC();", "reads the clock"),
                arguments(core, "var zone = ZoneId.systemDefault();", "the machine's zone"),
                arguments(core, "var id = UUID.randomUUID();", "draws from nowhere"),
                arguments(core, "var s = name.toLowerCase();", "the machine's locale"),
                arguments(core, "var s = String.format(\"%d\", 1);", "the machine's locale"),
                arguments(core, "var s = \"%d\".formatted(1);", "the machine's locale"),
                arguments(core, "// TODO: later", "TODO without an issue"),
                arguments(core, "var s = \"" + "x".repeat(120) + "\";", "more than 120 columns"),
                arguments(test, "var s = \"" + "x".repeat(120) + "\";", "more than 120 columns"),
                arguments(core, "import org.sallyport.notice.NoticeCase;", "custody may not know notice"),
                arguments(core, "org.sallyport.policy.Facts facts;", "custody may not know policy"),
                arguments(core, "import java.sql.Connection;", "java.sql in core"),
                arguments(
                        pg,
                        "import org.springframework.jdbc.core.simple.JdbcClient;",
                        "org.springframework in postgres"),
                arguments(test, "Thread.sleep(100);", "waits and hopes"),
                arguments(test, "@Disabled", "hides a test"),
                arguments(test, "var at = Instant.now();", "another test each time"),
                arguments(test, "import org.mockito.Mockito;", "is not used here"),
                arguments(page, "<p>an illegal</p>", "the word \"illegal\""),
                arguments(page, "<p>a known criminal.</p>", "the word \"criminal\""),
                arguments(page, "<p>the offender left</p>", "the word \"offender\""),
                arguments(page, "<p>Inmates</p>", "the word \"Inmates\""),
                arguments(page, "<p>counties that comply</p>", "the word \"comply\""),
                arguments(core, "// see sanctuary", "the word \"sanctuary\""),
                arguments(core, "var path = \"/" + "tmp/a\";", "a path of one machine"));
    }

    /** What looks like a fault and is none. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("innocent")
    void what_is_allowed_is_not_found(String path, String line) {
        assertEquals(List.of(), findings(tree(path, line)));
    }

    static Stream<Arguments> innocent() {
        var core = "core/src/main/java/org/sallyport/custody/A.java";
        var page = "server/src/main/resources/templates/board.html";
        return Stream.of(
                arguments(core, "// never Instant.now()"),
                arguments(core, "var s = \"Instant.now() \\\" ZoneId.systemDefault()\";"),
                arguments(core, "import org.sallyport.time.LeadTime;"),
                arguments(core, "import org.sallyport.custody.Charge;"),
                arguments(core, "var s = name.toLowerCase(Locale.ROOT);"),
                arguments(core, "throw new IllegalStateException();"),
                arguments(
                        "core/src/test/java/org/sallyport/custody/ATest.java",
                        "var s = \"\"\"\n" + "x".repeat(121) + "\n\"\"\";"),
                arguments(core, "// TODO(#12) when the court answers"),
                arguments(core, "Known sexOffenderRegistry;"),
                arguments(core, "var purpose = \"criminal-immigration-offence\";"),
                arguments(page, "<p>a judicial warrant: criminal immigration offence</p>"),
                arguments(page, "<p>Family name as in \"Name of Alien\"</p>"));
    }

    @Test
    void packages_in_a_circle_are_found_once_and_named() {
        var tree = new SourceTree(List.of(
                SourceFile.of(
                        "server/src/main/java/org/sallyport/server/api/A.java",
                        "package org.sallyport.server.api;\nimport org.sallyport.server.feed.B;"),
                info("server/src/main/java/org/sallyport/server/api/", "org.sallyport.server.api"),
                SourceFile.of(
                        "server/src/main/java/org/sallyport/server/feed/B.java",
                        "package org.sallyport.server.feed;\nimport org.sallyport.server.api.A;"),
                info("server/src/main/java/org/sallyport/server/feed/", "org.sallyport.server.feed")));
        assertEquals(
                List.of("server/src/main/java/org/sallyport/server/api/A.java:2: packages in a circle: "
                        + "org.sallyport.server.api -> org.sallyport.server.feed -> org.sallyport.server.api; "
                        + "cut one of these imports"),
                findings(tree).stream().map(Finding::toString).toList());
    }

    @Test
    void a_package_for_a_technical_kind_without_null_marks_is_found_twice() {
        var tree = new SourceTree(List.of(SourceFile.of(
                "server/src/main/java/org/sallyport/server/util/A.java", "package org.sallyport.server.util;")));
        assertEquals(
                List.of("the package is named for a technical kind", "the package is not @NullMarked"),
                findings(tree).stream().map(Finding::what).toList());
    }

    @Test
    void a_module_that_knows_one_above_it_is_found() {
        var tree = new SourceTree(List.of(
                SourceFile.of(
                        "postgres/src/main/java/org/sallyport/postgres/A.java",
                        "package org.sallyport.postgres;\nimport org.sallyport.server.B;"),
                info("postgres/src/main/java/org/sallyport/postgres/", "org.sallyport.postgres"),
                info("server/src/main/java/org/sallyport/server/", "org.sallyport.server")));
        assertEquals(
                List.of("the module postgres may not know server"),
                findings(tree).stream().map(Finding::what).toList());
    }

    @Test
    void a_link_to_a_file_that_is_not_there_is_found() {
        var page = SourceFile.of(
                "docs/a.md", "[b](b.md) [c](../c.md#part) [here](#part)\n[d](https://example.org/d)\n[e](e.md)");
        assertEquals(
                List.of("docs/a.md:3: a link to e.md, which is not there; write it, or link elsewhere"),
                Links.check(new SourceTree(List.of(page)), path -> !path.endsWith("e.md"))
                        .map(Finding::toString)
                        .toList());
    }

    private static List<Finding> findings(SourceTree tree) {
        return Stream.concat(Packages.check(tree), Lines.rules().stream().flatMap(rule -> rule.check(tree)))
                .distinct()
                .toList();
    }

    /** A tree with one file that holds the line under test in line 3, and the package-info that every package needs. */
    private static SourceTree tree(String path, String line) {
        if (!path.endsWith(".java")) {
            return new SourceTree(List.of(SourceFile.of(path, "\n\n" + line + "\n")));
        }
        var folder = path.substring(0, path.lastIndexOf('/') + 1);
        var name = folder.replaceFirst(".*/java/", "").replace('/', '.').replaceFirst("\\.$", "");
        return new SourceTree(
                List.of(SourceFile.of(path, "package " + name + ";\n\n" + line + "\n"), info(folder, name)));
    }

    private static SourceFile info(String folder, String name) {
        return SourceFile.of(folder + "package-info.java", "/** For a test. */\n@NullMarked\npackage " + name + ";\n");
    }
}

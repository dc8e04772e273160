package org.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell file that the launcher, the test command and the continuous integration share. */
class JdkFinderTest {
    private static final Path FINDER =
            Path.of("..", ".mvn", "jdk.sh").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void the_first_home_that_is_new_enough_is_taken_and_older_ones_are_passed_over() throws Exception {
        var old = jdk("17.0.15");
        var wanted = jdk("25.0.3");
        var later = jdk("26");

        assertEquals(
                wanted.toString(),
                found(Map.of("SALLYPORT_JAVA_HOME", wanted.toString(), "JAVA_HOME", later.toString())));
        assertEquals(
                wanted.toString(),
                found(Map.of("SALLYPORT_JAVA_HOME", old.toString(), "JAVA_HOME", wanted.toString())));
    }

    @Test
    void an_early_access_version_counts_as_its_number() throws Exception {
        var early = jdk("26-ea");
        assertEquals(early.toString(), found(Map.of("JAVA_HOME", early.toString())));
    }

    @Test
    void a_home_without_a_compiler_is_not_a_jdk() throws Exception {
        var runtime = jdk("25");
        Files.delete(runtime.resolve("bin/javac"));
        var whole = jdk("25.0.1");
        assertEquals(
                whole.toString(),
                found(Map.of("SALLYPORT_JAVA_HOME", runtime.toString(), "JAVA_HOME", whole.toString())));
    }

    @Test
    void a_blank_in_the_path_does_no_harm() throws Exception {
        folder = Files.createDirectory(folder.resolve("a b"));
        var home = jdk("25");
        assertEquals(home.toString(), found(Map.of("JAVA_HOME", home.toString())));
    }

    /** With every JDK of this machine refused, what is left is the sentence. */
    @Test
    void without_any_jdk_one_sentence_says_what_was_looked_for() throws Exception {
        var process = new ProcessBuilder(
                        "sh", "-uc", ". \"$0\"; jdk_serves() { return 1; }; find_jdk", FINDER.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, process.waitFor());
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("sallyport: needs a JDK 25 or newer and found none in SALLYPORT_JAVA_HOME"), said);
    }

    private Path jdk(String version) throws IOException {
        var home = Files.createDirectory(folder.resolve("jdk " + version));
        Files.createDirectory(home.resolve("bin"));
        for (var tool : new String[] {"java", "javac"}) {
            assertTrue(
                    Files.createFile(home.resolve("bin").resolve(tool)).toFile().setExecutable(true));
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static String found(Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder("sh", "-euc", ". \"$0\"; find_jdk; echo \"$JAVA_HOME\"", FINDER.toString())
                .redirectErrorStream(true);
        builder.environment().remove("SALLYPORT_JAVA_HOME");
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }
}

package org.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a checkout whose build only counts and whose Java only says what it was asked. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path checkout = Path.of("");
    private Path jdk = Path.of("");

    @BeforeEach
    void lay_a_checkout_with_a_blank_in_its_path() throws IOException {
        checkout = Files.createDirectory(folder.resolve("a checkout"));
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.copy(ROOT.resolve("sallyport"), checkout.resolve("sallyport"));
        Files.copy(ROOT.resolve(".mvn/jdk.sh"), checkout.resolve(".mvn/jdk.sh"));
        program("sallyport", Files.readString(checkout.resolve("sallyport")));
        program("mvnw", """
                #!/bin/sh
                echo built >>builds
                for word in "$@"; do
                    case $word in -Dprogram.directory=*) : >"${word#*=}/program.jar" ;; esac
                done
                [ ! -e core/src/broken ] || { echo "core/src/broken: no such word"; exit 1; }
                """);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (var module : List.of("core", "formats", "policies", "postgres", "server", "simulation", "cli")) {
            Files.createDirectories(checkout.resolve(module).resolve("src"));
        }
        try (Stream<Path> all = Files.walk(checkout)) {
            for (var path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
            }
        }
        jdk = Files.createDirectories(folder.resolve("jdk"));
        Files.createDirectory(jdk.resolve("bin"));
        program("../jdk/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        program("../jdk/bin/javac", "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    }

    @Test
    void the_first_start_builds_and_the_second_does_not() throws Exception {
        assertTrue(run("policy", "check").said.contains("sallyport: building the program for the first time"));
        assertEquals(1, builds());

        assertFalse(run("policy", "check").said.contains("building"));
        assertEquals(1, builds());
    }

    @Test
    void a_source_that_is_written_or_deleted_is_built_and_a_test_is_not() throws Exception {
        var source = Files.writeString(checkout.resolve("core/src/A.java"), "class A {}");
        run("policy");
        assertEquals(1, builds());

        Files.writeString(
                Files.createDirectories(checkout.resolve("core/src/test")).resolve("T.java"), "class T {}");
        Files.setLastModifiedTime(checkout.resolve("core/src"), FileTime.fromMillis(1_000_000_000_000L));
        run("policy");
        assertEquals(1, builds());

        Files.delete(source);
        run("policy");
        assertEquals(2, builds());
    }

    @Test
    void a_build_that_fails_shows_why_and_the_next_start_tries_again() throws Exception {
        Files.writeString(checkout.resolve("core/src/broken"), "");
        var failed = run("policy");
        assertEquals(70, failed.code);
        assertTrue(failed.said.contains("core/src/broken: no such word"), failed.said);

        Files.delete(checkout.resolve("core/src/broken"));
        assertEquals(0, run("policy").code);
    }

    @Test
    void two_first_starts_at_once_build_once() throws Exception {
        var one = start("policy");
        var two = start("policy");
        assertEquals(0, ended(one).code);
        assertEquals(0, ended(two).code);
        assertEquals(1, builds());
    }

    @Test
    void a_lock_that_a_killed_build_left_behind_is_taken_over() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        var programs = Files.createDirectories(checkout.resolve("cli/target/program"));
        Files.createSymbolicLink(programs.resolve("lock"), Path.of(Long.toString(dead.pid())));

        assertEquals(0, run("policy").code);
        assertFalse(Files.isSymbolicLink(programs.resolve("lock")));
    }

    @Test
    void arguments_arrive_as_they_were_given_and_the_caller_stays_in_its_folder() throws Exception {
        var said = run("policy", "explain", "--facts", "a file.json", "")
                .said
                .lines()
                .toList();
        assertEquals(
                List.of("org.sallyport.cli.Main", "policy", "explain", "--facts", "a file.json", ""),
                said.subList(said.indexOf("org.sallyport.cli.Main"), said.size()));
        assertTrue(said.contains(checkout + "/cli/target/program/1/program.jar"), said.toString());
    }

    @Test
    void a_short_command_starts_light_and_work_in_bulk_does_not() throws Exception {
        assertTrue(run("policy", "explain").said.contains("-XX:TieredStopAtLevel=1"));
        assertTrue(run("demo", "--help").said.contains("-XX:TieredStopAtLevel=1"));
        assertFalse(run("policy", "decide").said.contains("-XX:TieredStopAtLevel=1"));
        assertFalse(run("demo").said.contains("-XX:TieredStopAtLevel=1"));
    }

    private record Ended(int code, String said) {}

    private Ended run(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of(checkout.resolve("sallyport").toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().put("SALLYPORT_JAVA_HOME", jdk.toString());
        builder.environment().put("SALLYPORT_AOT", "off");
        builder.environment().remove("SALLYPORT_JAVA_OPTS");
        return builder.start();
    }

    private static Ended ended(Process process) throws Exception {
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private long builds() throws IOException {
        return Files.readString(checkout.resolve("builds")).lines().count();
    }

    private void program(String path, String text) throws IOException {
        var file = Files.writeString(checkout.resolve(path), text);
        assertTrue(file.toFile().setExecutable(true));
    }
}

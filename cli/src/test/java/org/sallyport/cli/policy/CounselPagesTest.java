package org.sallyport.cli.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.cli.Main;

/** What the pages for counsel print is what the commands print, word for word and hash for hash. */
class CounselPagesTest {
    private static final Path PAGE = Path.of("..", "docs", "policy", "change-of-law.md");
    private static final Path CASES = Path.of("..", "docs", "policy", "change-of-law");
    private static final String PROMPT = "    $ sallyport ";

    @TempDir
    private Path folder;

    /** A command of the page, with the lines that stand below it. */
    private record Quoted(String command, List<String> lines) {}

    private static List<Quoted> quoted() throws IOException {
        var found = new ArrayList<Quoted>();
        var open = false;
        for (var line : Files.readAllLines(PAGE)) {
            if (line.startsWith(PROMPT)) {
                found.add(new Quoted(line.substring(PROMPT.length()), new ArrayList<>()));
                open = true;
            } else if (open && (line.isBlank() || line.startsWith("    "))) {
                found.getLast().lines().add(line.isBlank() ? "" : line.substring(4));
            } else {
                open = false;
            }
        }
        return found;
    }

    @Test
    void every_page_says_that_it_is_no_legal_advice_and_who_adopts() throws IOException {
        try (var pages = Files.list(Path.of("..", "docs", "policy"))) {
            for (var page : pages.filter(p -> p.toString().endsWith(".md")).toList()) {
                var said = Files.readString(page);
                assertTrue(said.contains("*Not legal advice."), page.toString());
                assertTrue(
                        said.replaceAll("\\s+", " ").contains("adopted by the county's own counsel"), page.toString());
            }
        }
    }

    @Test
    void every_command_prints_what_the_page_says() throws IOException {
        var commands = quoted();
        assertTrue(commands.size() > 8, "commands found: " + commands.size());
        for (var quoted : commands) {
            compare(quoted, printed(quoted.command()));
        }
    }

    private List<String> printed(String command) throws IOException {
        var parts = command.split(" > ", -1);
        var args = Arrays.stream(parts[0].split(" "))
                .map(word -> Files.exists(CASES.resolve(word)) ? CASES.resolve(word) : word)
                .map(word -> Files.exists(folder.resolve(word.toString())) ? folder.resolve(word.toString()) : word)
                .map(Object::toString)
                .toArray(String[]::new);
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var terminal = System.out;
        try (var stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(stream); // where "--out -" writes
            assertEquals(0, Main.run(new PrintWriter(stream, true), new PrintWriter(err, true), args), err.toString());
        } finally {
            System.setOut(terminal);
        }
        var said = out.toString(StandardCharsets.UTF_8);
        if (parts.length > 1) {
            Files.writeString(folder.resolve(parts[1]), said);
            return List.of();
        }
        return (said + err).lines().toList();
    }

    /** A line cut at {@code …} is a beginning; {@code ...} stands for the rest. */
    private static void compare(Quoted quoted, List<String> printed) {
        var expected = new ArrayList<>(quoted.lines());
        while (!expected.isEmpty() && expected.getLast().isEmpty()) {
            expected.removeLast();
        }
        var rest = !expected.isEmpty() && expected.getLast().equals("...");
        if (rest) {
            expected.removeLast();
        }
        for (var n = 0; n < expected.size(); n++) {
            var line = expected.get(n);
            var got = n < printed.size() ? printed.get(n).stripTrailing() : "nothing";
            if (line.endsWith("…")) {
                assertTrue(
                        got.startsWith(line.substring(0, line.length() - 1)),
                        () -> quoted.command() + " prints\n" + got + "\nthe page says\n" + line);
            } else {
                assertEquals(line, got, quoted.command());
            }
        }
        var more = printed.subList(Math.min(expected.size(), printed.size()), printed.size());
        assertEquals(rest, more.stream().anyMatch(line -> !line.isBlank()), quoted.command() + " prints " + more);
    }
}

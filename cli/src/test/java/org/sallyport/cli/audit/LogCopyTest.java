package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.audit.NoteKey;
import org.sallyport.cli.Main;
import picocli.CommandLine;

/** A copy of a log, taken by HTTP or found in a folder: whole, cut off, altered, of another log, rewritten since. */
class LogCopyTest {
    private static final String KEY = SampleLog.LOG.key().toString();
    private static final String WITNESS_KEY = SampleLog.WITNESS.key().toString();

    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) {
        /** A verdict in words, on standard error, never a trace. */
        Ran refuses(int expected, String words) {
            assertEquals(expected, code, out + err);
            assertTrue(err.replaceAll("\\s+", " ").contains(words), err);
            assertFalse(err.contains("Exception") || err.contains("\tat "), err);
            return this;
        }
    }

    private static Ran verify(Instant now, Path copy, String... options) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new VerifyCommand(InstantSource.fixed(now)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of(copy.toString()), Arrays.stream(options))
                        .toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private Ran export(SampleLog.Published log, String... options) {
        var out = new StringWriter();
        var err = new StringWriter();
        var args = Stream.concat(
                        Stream.of("audit", "export", "--from", log.address().toString(), folder.toString()),
                        Arrays.stream(options))
                .toArray(String[]::new);
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Ran(code, out.toString(), err.toString());
    }

    private Ran verify() {
        return verify(SampleLog.NOON, folder, "--log-key", KEY);
    }

    @Test
    void a_copy_is_proved_entry_by_entry_and_says_whether_an_outside_witness_signed() throws IOException {
        SampleLog.of(300).write(folder);

        var alone = verify();
        assertEquals(0, alone.code(), alone.err());
        assertTrue(alone.out().startsWith("PROVED: 300 entries of the log jail.example/audit"), alone.out());
        assertTrue(alone.out().contains("NO OUTSIDE WITNESS vouches for it"), alone.out());
        var witnessed = verify(SampleLog.NOON, folder, "--log-key", KEY, "--witness-key", WITNESS_KEY);
        assertEquals(0, witnessed.code(), witnessed.err());
        assertTrue(witnessed.out().contains("paper.example/witness, 2026-09-02T12:00:00Z"), witnessed.out());
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                arguments("tile/0/000", cut(32), "tile/0/000: Whole: 8192 bytes; it has 8160."),
                arguments("tile/0/001.p/44", cut(1), "tile/0/001.p/44: Whole: 1408 bytes; it has 1407."),
                arguments("tile/entries/000", cut(1), "tile/entries/000: Whole: the 256 entries of its name"),
                arguments("tile/entries/001.p/44", cut(34), "tile/entries/001.p/44: Whole: the 44 entries"),
                arguments("tile/entries/000", flip(2 + 7 * 34 + 5), "it stands for entry 7"),
                arguments("tile/0/000", flip(7 * 32), "it stands for entry 7"),
                arguments("tile/1/000.p/1", flip(3), "tile/1/000.p/1: Hash 0 as the entries lead to it"),
                arguments("checkpoint", cut(200), "A signed note with origin, size and root"),
                arguments("checkpoint", flip(20), "Size, root or signature was altered"));
    }

    private interface Damage {
        byte[] to(byte[] bytes);
    }

    private static Damage cut(int bytes) {
        return whole -> Arrays.copyOf(whole, whole.length - bytes);
    }

    private static Damage flip(int at) {
        return whole -> {
            var other = whole.clone();
            other[at] ^= 1;
            return other;
        };
    }

    @ParameterizedTest
    @MethodSource("damage")
    void a_damaged_file_is_named_with_what_is_wrong_with_it(String path, Damage damage, String words)
            throws IOException {
        SampleLog.of(300).write(folder);
        var file = folder.resolve(path);
        Files.write(file, damage.to(Files.readAllBytes(file)));

        verify().refuses(1, words).refuses(1, "NOT PROVED");
    }

    @Test
    void a_missing_tile_another_log_another_key_and_a_witness_from_the_future_prove_nothing() throws IOException {
        SampleLog.of(300).write(folder);
        var other = SampleLog.signer("prison.example/audit", NoteKey.Kind.SIGNER, 1);
        var wrong = SampleLog.signer("jail.example/audit", NoteKey.Kind.SIGNER, 9);
        var stranger = SampleLog.signer("radio.example/witness", NoteKey.Kind.COSIGNER, 9);

        verify(SampleLog.NOON, folder, "--log-key", other.key().toString()).refuses(1, "It is a copy of another log");
        verify(SampleLog.NOON, folder, "--log-key", wrong.key().toString()).refuses(1, "another key signed this one");
        verify(
                        SampleLog.NOON,
                        folder,
                        "--log-key",
                        KEY,
                        "--witness-key",
                        stranger.key().toString())
                .refuses(1, "A cosignature of at least one of the witnesses");
        verify(SampleLog.NOON.minus(Duration.ofHours(1)), folder, "--log-key", KEY, "--witness-key", WITNESS_KEY)
                .refuses(1, "A cosignature made before now");
        Files.delete(folder.resolve("tile/0/001.p/44"));
        verify().refuses(1, "tile/0/001.p/44: This file: the log has it");
    }

    @Test
    void anyone_copies_a_published_log_and_adds_what_came_since() {
        try (var log = SampleLog.of(300).publish((_, bytes) -> bytes)) {
            var copied = export(log);
            assertEquals(0, copied.code(), copied.err());
            assertTrue(copied.out().contains("300 entries, every hash verified"), copied.out());
            assertTrue(copied.out().contains("compare it with one from another source"), copied.out());
        }
        try (var grown = SampleLog.of(600).publish((_, bytes) -> bytes)) {
            assertEquals(0, export(grown, "--log-key", KEY).code());
        }
        assertTrue(verify().out().startsWith("PROVED: 600 entries"));
    }

    @Test
    void a_log_that_is_not_what_it_was_or_says_is_named_and_the_copy_stays() throws IOException {
        try (var log = SampleLog.of(300).publish((_, bytes) -> bytes)) {
            assertEquals(0, export(log).code());
        }
        try (var rewritten = SampleLog.of(600, 5).publish((_, bytes) -> bytes)) {
            export(rewritten).refuses(3, "entry 5: The entry that the log published here before; it shows another.");
        }
        try (var shrunk = SampleLog.of(200).publish((_, bytes) -> bytes)) {
            export(shrunk).refuses(3, "At least the 300 that the log has signed before");
        }
        try (var cut = SampleLog.of(600).publish((path, b) -> path.equals("tile/0/001") ? cut(64).to(b) : b)) {
            export(cut).refuses(3, "tile/0/001: Whole: 8192 bytes; it has 8128.");
        }
        try (var damaged = SampleLog.of(600).publish((path, b) -> path.equals("checkpoint") ? cut(300).to(b) : b)) {
            export(damaged).refuses(3, "A signed note with origin, size and root");
        }
        var other = SampleLog.signer("jail.example/audit", NoteKey.Kind.SIGNER, 9)
                .key()
                .toString();
        try (var log = SampleLog.of(600).publish((_, bytes) -> bytes)) {
            export(log, "--log-key", other).refuses(3, "another key signed this one");
            export(log, "--log-key", "no key").refuses(2, "That is no key of a log");
        }
        assertTrue(verify().out().startsWith("PROVED: 300 entries"), "the copy is as it was");
        try (var silent = SampleLog.of(0).publish((_, bytes) -> bytes)) {
            Files.delete(folder.resolve("key"));
            silent.close();
            export(silent).refuses(69, "cannot be read to its end");
        }
        assertTrue(new String(Files.readAllBytes(folder.resolve("checkpoint")), UTF_8).contains("\n300\n"));
    }
}

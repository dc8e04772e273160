package org.sallyport.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A replay of rosters ends in one state, however often it was killed on the way there, PostgreSQL with it. */
final class FeedReplayKilledTest {
    private static final int ROSTERS = 6;
    private static final int HELD = 300;

    @TempDir
    private Path folder;

    @Test
    void killed_half_way_again_and_again_it_ends_as_if_it_never_had_been() throws Exception {
        // PostgreSQL runs under an account of its own when this one is the administrator's.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var rosters = Files.writeString(folder.resolve("rosters.csv"), rosters());

        var killed = 0;
        for (var seen : new int[] {2, 3}) {
            killed += killedAfter(seen, rosters, seen == 3) ? 1 : 0;
        }
        var resumed = ended(rosters, "killed");
        var whole = ended(rosters, "whole");

        assertEquals(2, killed, "it was cut off before its end");
        assertTrue(resumed.path("resumed").asBoolean());
        assertTrue(whole.path("notices").asInt() > 0);
        assertEquals(whole.path("notices"), resumed.path("notices"));
        assertEquals(whole.path("digest"), resumed.path("digest"));
    }

    /** Runs it until so many rosters were taken in, and kills it; false when it had ended before. */
    private boolean killedAfter(int seen, Path rosters, boolean postgresToo) throws IOException, InterruptedException {
        var run = replay(rosters, "killed", true);
        try (var said = new BufferedReader(new InputStreamReader(run.getErrorStream(), UTF_8))) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                var bar = line.replaceAll(".*\\) (\\d+) rosters.*", "$1");
                if (bar.matches("\\d+") && Integer.parseInt(bar) >= seen) {
                    break;
                }
            }
            var alive = run.isAlive();
            if (alive && postgresToo) {
                var postmaster = Files.readAllLines(folder.resolve("killed/server/data/postmaster.pid"));
                ProcessHandle.of(Long.parseLong(postmaster.getFirst().strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            run.destroyForcibly();
            run.waitFor();
            return alive;
        }
    }

    private JsonNode ended(Path rosters, String data) throws IOException, InterruptedException {
        var run = replay(rosters, data, false);
        var out = new String(run.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, run.waitFor());
        return JsonMapper.shared().readTree(out);
    }

    private Process replay(Path rosters, String data, boolean heard) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("org.sallyport.cli.Main");
        for (var word : "feed replay --mapping nyc-doc --requests-per 30 --json".split(" ")) {
            command.add(word);
        }
        command.add("--roster");
        command.add(rosters.toString());
        command.add("--data");
        command.add(folder.resolve(data).toString());
        var builder = new ProcessBuilder(command);
        return (heard ? builder : builder.redirectError(ProcessBuilder.Redirect.DISCARD)).start();
    }

    /** Who is held on each of the days, a fifth of them changing from day to day. */
    private static String rosters() {
        var dice = new Random(11);
        var text = new StringBuilder(
                "snapshot_date,episode_id,admitted_at,person_id,sex,top_charge,status_code," + "custody_level\n");
        var held = new ArrayList<Integer>();
        var next = 0;
        for (var day = 0; day < ROSTERS; day++) {
            held.removeIf(_ -> dice.nextInt(12) == 0);
            while (held.size() < HELD) {
                held.add(next++);
            }
            for (var person : held) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s,E%d,%sT%02d:10:00,P%d,M,160.15,DE,MED%n",
                        LocalDate.of(2026, 7, 1).plusDays(day),
                        person,
                        LocalDate.of(2026, 6, 30).plusDays(day - person % 2),
                        person % 24,
                        person));
            }
        }
        return text.toString();
    }
}

package org.sallyport.cli.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.ConsistencyProof;
import org.sallyport.audit.Hash;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.Submission;
import org.sallyport.audit.TreeHead;
import org.sallyport.cli.terminal.Unavailable;
import org.sallyport.problem.Checked;

/** A witness over HTTP, with its state on the disk. */
class WitnessTest {
    private static final String ORIGIN = "jail.example/log";
    private static final Instant NOON = Instant.parse("2026-09-02T12:00:00Z");
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, NoteKey.Kind.SIGNER, new byte[NoteSigner.SEED_BYTES]);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path temp;

    private Path folder;
    private NoteKey key;

    @BeforeEach
    void aWitnessThatFollowsTheLog() {
        folder = temp.resolve("witness");
        key = WitnessFolder.create(folder, "paper.example/witness");
        try (var opened = new WitnessFolder(folder)) {
            opened.trust(ORIGIN, LOG.key());
        }
    }

    private static Hash root(int salt, int from, int to) {
        if (to - from == 1) {
            return Hash.leaf(new byte[] {(byte) salt, (byte) from});
        }
        var middle = from + Integer.highestOneBit(to - from - 1);
        return Hash.node(root(salt, from, middle), root(salt, middle, to));
    }

    private static Submission submission(int salt, int from, int size) {
        var checkpoint = new Checkpoint(ORIGIN, new TreeHead(size, root(salt, 0, size)));
        var note = new SignedNote(checkpoint.text(), List.of()).with(LOG.sign(checkpoint.text(), NOON));
        var path = from == 0 || from > size
                ? List.<Hash>of()
                : ConsistencyProof.of(
                                from,
                                size,
                                (level, index) -> root(salt, (int) (index << level), (int) (index + 1 << level)))
                        .path();
        return new Submission(from, path, note, checkpoint);
    }

    private static HttpResponse<String> post(int port, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private WitnessServer serving(WitnessFolder opened, List<String> log) throws IOException {
        return new WitnessServer(opened, new InetSocketAddress("127.0.0.1", 0), InstantSource.fixed(NOON), log::add);
    }

    private void cosigned(SignedNote note, String answer) {
        SignedNote.Signed signed = switch (SignedNote.lines(answer)) {
            case Checked.Good<List<SignedNote.Signed>>(var lines) -> lines.getFirst();
            case Checked.Bad<List<SignedNote.Signed>>(var problems) -> fail(problems.toString());
        };
        assertEquals(
                new SignedNote.Verdict.Trusted(List.of(key)), note.with(signed).verify(List.of(key)));
        assertEquals(Optional.of(NOON), signed.seenAt());
    }

    @Test
    void a_log_that_grows_is_cosigned_and_a_rolled_back_one_is_refused_even_after_a_restart() throws Exception {
        var log = new ArrayList<String>();
        try (var opened = new WitnessFolder(folder);
                var server = serving(opened, log)) {
            var first = submission(0, 0, 5);
            cosigned(first.note(), post(server.port(), first.body()).body());
            var next = submission(0, 5, 9);
            cosigned(next.note(), post(server.port(), next.body()).body());
        }
        try (var opened = new WitnessFolder(folder);
                var server = serving(opened, log)) {
            var rolledBack = post(server.port(), submission(0, 5, 7).body());

            assertEquals(409, rolledBack.statusCode());
            assertEquals("9\n", rolledBack.body());
            assertEquals(Optional.of("text/x.tlog.size"), rolledBack.headers().firstValue("Content-Type"));
            assertTrue(log.getLast().contains("ROLLED BACK"), log.toString());
            assertEquals(422, post(server.port(), submission(1, 9, 12).body()).statusCode());
        }
    }

    @Test
    void other_submissions_get_the_status_the_specification_says() throws Exception {
        try (var opened = new WitnessFolder(folder);
                var server = serving(opened, new ArrayList<>())) {
            var body = submission(0, 0, 5).body();

            assertEquals(400, post(server.port(), "nonsense").statusCode());
            assertEquals(400, post(server.port(), submission(0, 6, 5).body()).statusCode());
            assertEquals(
                    404,
                    post(server.port(), body.replace(ORIGIN, "other.example/log"))
                            .statusCode());
            assertEquals(
                    403, post(server.port(), body.replace("\n5\n", "\n6\n")).statusCode());
            assertEquals(
                    413, post(server.port(), "old 0\n" + "x".repeat(200_000)).statusCode());
        }
    }

    @Test
    void a_witness_that_lost_its_state_does_not_go_on_under_its_key() throws IOException {
        Files.delete(folder.resolve("state"));

        try (var opened = new WitnessFolder(folder)) {
            assertTrue(
                    assertThrows(Unavailable.class, opened::signer).getMessage().contains("Retire it"));
            var other = opened.replaceKey("paper.example/witness-2");

            assertEquals(other, opened.signer().key());
            assertTrue(opened.seen().isEmpty());
        }
    }

    @Test
    void a_state_of_another_key_is_a_lost_state() throws IOException {
        var other = temp.resolve("other");
        WitnessFolder.create(other, "paper.example/witness");
        Files.copy(other.resolve("state"), folder.resolve("state"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        try (var opened = new WitnessFolder(folder)) {
            assertThrows(Unavailable.class, opened::signer);
        }
    }

    @Test
    void two_witnesses_never_share_a_folder() {
        try (var opened = new WitnessFolder(folder)) {
            assertEquals(key, opened.signer().key());
            assertThrows(Unavailable.class, () -> new WitnessFolder(folder).close());
        }
    }

    /** Killed in the middle of submissions of two logs that contradict each other, it never cosigned both. */
    @Test
    void killed_at_any_moment_it_never_cosigns_two_trees() throws Exception {
        var dice = new Random(7);
        var known = 0;
        var tree = -1;
        for (var round = 0; round < 3; round++) {
            var witness = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.sallyport.cli.Main",
                            "witness",
                            "serve",
                            folder.toString(),
                            "--port",
                            "0")
                    .redirectErrorStream(true)
                    .start();
            try (var said = new BufferedReader(new InputStreamReader(witness.getInputStream(), UTF_8))) {
                var port = Integer.parseInt(said.readLine().replaceAll(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
                var kill = Thread.ofVirtual().unstarted(witness::destroyForcibly);
                for (var n = 0; n < 20; n++) {
                    if (n == 10 + dice.nextInt(8)) {
                        kill.start();
                    }
                    var salt = dice.nextInt(2);
                    var size = Math.min(120, known + 1 + dice.nextInt(3));
                    var answer = post(port, submission(salt, known, size).body());
                    if (answer.statusCode() == 200) {
                        assertTrue(tree == -1 || tree == salt, "one tree holds all that was cosigned");
                        tree = salt;
                        known = size;
                    } else if (answer.statusCode() == 409) {
                        known = Math.max(known, Integer.parseInt(answer.body().strip()));
                    }
                }
            } catch (IOException killed) {
                assertTrue(known >= 0, "the connection broke when it was killed");
            } finally {
                witness.destroyForcibly().waitFor();
            }
        }
        assertTrue(known > 0, "something was cosigned");
        try (var opened = new WitnessFolder(folder)) {
            var seen = opened.seen(ORIGIN).orElseThrow();
            assertTrue(seen.size() >= known, "nothing that was cosigned is forgotten");
            assertEquals(root(tree, 0, (int) seen.size()), seen.root());
        }
    }
}

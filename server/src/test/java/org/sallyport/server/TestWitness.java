package org.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.sallyport.audit.NoteKey;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.Submission;
import org.sallyport.audit.TreeHead;
import org.sallyport.audit.WitnessDecider;
import org.sallyport.audit.WitnessDecider.Answer;
import org.sallyport.postgres.audit.Witnesses;
import org.sallyport.problem.Checked;

/** A witness on loopback that forgets everything when it ends. */
public final class TestWitness implements AutoCloseable {
    /** When everything is signed: long enough ago for any clock. */
    static final Instant SIGNED = Instant.parse("2026-09-02T12:00:00Z");

    private final HttpServer server;
    private final NoteSigner signer;
    private final NoteKey log;
    private Optional<TreeHead> latest;

    /** A witness of a log, which has seen this of it already. */
    public TestWitness(String name, NoteKey log, Optional<TreeHead> seen) {
        var seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) name.length();
        this.signer = new NoteSigner(name, NoteKey.Kind.COSIGNER, seed);
        this.log = log;
        this.latest = seen;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/add-checkpoint", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var answer = answer(body);
            var bytes = answer.text().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private record Said(int status, String text) {}

    private synchronized Said answer(String body) {
        if (!(Submission.parse(body) instanceof Checked.Good<Submission>(var submission))) {
            return new Said(400, "");
        }
        return switch (WitnessDecider.decide(List.of(log), latest, submission)) {
            case Answer.Cosign(var now) -> {
                latest = Optional.of(now);
                yield new Said(
                        200, signer.sign(submission.note().text(), SIGNED).line());
            }
            case Answer.Conflict(var seen, var _) -> new Said(409, seen.size() + "\n");
            case Answer.NotConsistent() -> new Said(422, "");
            case Answer.NotSigned() -> new Said(403, "");
            case Answer.UnknownLog() -> new Said(404, "");
            case Answer.Backwards() -> new Said(400, "");
        };
    }

    public NoteKey key() {
        return signer.key();
    }

    public Witnesses.Named named() {
        return new Witnesses.Named(
                signer.key(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.sallyport.cli.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.Submission;
import org.sallyport.audit.WitnessDecider;
import org.sallyport.audit.WitnessDecider.Answer;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** Answers submissions by HTTP as C2SP tlog-witness says; one at a time, and on the disk before each answer. */
final class WitnessServer implements AutoCloseable {
    private static final int BODY_MOST = SignedNote.CHARACTERS_MOST + (1 << 14);
    private static final String TEXT = "text/plain; charset=utf-8";

    private record Reply(int status, String type, String body) {}

    private final WitnessFolder folder;
    private final NoteSigner signer;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final HttpServer server;

    /**
     * A witness that listens.
     *
     * @param at  address and port; port 0 for any free one
     * @param log takes a line for each submission
     */
    WitnessServer(WitnessFolder folder, InetSocketAddress at, InstantSource clock, Consumer<String> log)
            throws IOException {
        this.folder = folder;
        this.signer = folder.signer();
        this.clock = clock;
        this.log = log;
        this.server = HttpServer.create(at, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, page(exchange)));
        server.createContext("/add-checkpoint", exchange -> answer(exchange, submitted(exchange)));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        try (exchange) {
            var bytes = reply.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply page(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            return new Reply(404, TEXT, "Nothing is here. A log posts to /add-checkpoint.\n");
        }
        var text = new StringBuilder("A witness of audit logs. Its key:\n")
                .append(signer.key())
                .append("\n\n");
        var seen = folder.seen();
        folder.logs()
                .keySet()
                .forEach(origin -> text.append(origin)
                        .append(
                                seen.containsKey(origin)
                                        ? "  " + seen.get(origin).size() + " entries"
                                        : "  not yet seen")
                        .append('\n'));
        return new Reply(200, TEXT, text.toString());
    }

    private Reply submitted(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/add-checkpoint")) {
            return new Reply(404, TEXT, "A log posts to /add-checkpoint.\n");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Reply(405, TEXT, "Post a submission.\n");
        }
        var body = exchange.getRequestBody().readNBytes(BODY_MOST + 1);
        if (body.length > BODY_MOST) {
            return new Reply(413, TEXT, "A submission has at most " + BODY_MOST + " bytes.\n");
        }
        return switch (Submission.parse(new String(body, UTF_8))) {
            case Checked.Bad<Submission>(var problems) -> new Reply(400, TEXT, said(problems));
            case Checked.Good<Submission>(var submission) -> decide(submission);
        };
    }

    /** Reads the latest, decides and stores in one step: two submissions at once must not both continue the same. */
    private synchronized Reply decide(Submission submission) {
        var origin = submission.checkpoint().origin();
        var keys = folder.logs().getOrDefault(origin, List.of());
        var size = submission.checkpoint().head().size();
        return switch (WitnessDecider.decide(keys, folder.seen(origin), submission)) {
            case Answer.Cosign(var now) -> {
                folder.saw(origin, now);
                log.accept(origin + ": " + size + " entries cosigned");
                var text = submission.note().text();
                yield new Reply(200, TEXT, signer.sign(text, clock.instant()).line());
            }
            case Answer.Conflict(var latest, var rollback) -> {
                log.accept(origin + ": refused, shows " + size + " entries after " + latest.size() + " were cosigned"
                        + (rollback
                                ? ". THE LOG WAS ROLLED BACK OR REWRITTEN: keep this line and tell the public."
                                : ""));
                yield new Reply(409, "text/x.tlog.size", latest.size() + "\n");
            }
            case Answer.NotConsistent() -> {
                log.accept(
                        origin + ": REFUSED, " + size + " entries do not continue what was cosigned. Tell the public.");
                yield new Reply(422, TEXT, "The proof does not show that this continues what was cosigned.\n");
            }
            case Answer.NotSigned() -> new Reply(403, TEXT, "No trusted key of this log signed it.\n");
            case Answer.UnknownLog() -> new Reply(404, TEXT, "This witness does not follow a log of this origin.\n");
            case Answer.Backwards() -> new Reply(400, TEXT, "The old size is above the new one.\n");
        };
    }

    private static String said(List<Problem> problems) {
        return String.join("\n", problems.stream().map(Problem::sentence).toList()) + "\n";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

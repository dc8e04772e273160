package org.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.notice.NoticeId;

/**
 * The receiving end of every agency with a webhook: a small HTTP server on this machine that verifies the Standard
 * Webhooks signature, counts keys, and passes on what it had not seen before.
 */
public final class WebhookInbox implements AutoCloseable {
    private static final int LONGEST_BODY = 1 << 20;

    private final HttpServer server;
    private final Function<String, String> secretOf;
    private final BiPredicate<String, NoticeId> down;
    private final BiConsumer<NoticeId, String> received;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicLong verified = new AtomicLong();
    private final AtomicLong unverified = new AtomicLong();

    /**
     * Starts receiving at {@link #address()}, a port that was free.
     *
     * @param secretOf an agency's signing secret; empty for an agency without a webhook
     * @param down     whether the agency's system is out of order just now; it then answers 503
     * @param received what to do with a notice seen for the first time, and the agency that has it
     * @throws IOException when no port can be had
     */
    public WebhookInbox(
            Function<String, String> secretOf,
            BiPredicate<String, NoticeId> down,
            BiConsumer<NoticeId, String> received)
            throws IOException {
        this.secretOf = secretOf;
        this.down = down;
        this.received = received;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::exchange);
        server.start();
    }

    /** The address below which each agency receives under its short name; ends with a slash. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Webhooks whose signature verified. */
    public long verified() {
        return verified.get();
    }

    /** Different keys among them. */
    public long keys() {
        return keys.size();
    }

    /** Webhooks whose signature did not verify. */
    public long unverified() {
        return unverified.get();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            var agency = exchange.getRequestURI().getPath().substring(1);
            var body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
            exchange.sendResponseHeaders(answer(agency, exchange, new String(body, UTF_8)), -1);
        }
    }

    private int answer(String agency, HttpExchange exchange, String body) {
        var headers = exchange.getRequestHeaders();
        var key = headers.getFirst("webhook-id");
        if (key == null || !verifies(agency, headers, body)) {
            unverified.incrementAndGet();
            return 401;
        }
        var notice = notice(key);
        if (notice == null || down.test(agency, notice)) {
            return 503;
        }
        verified.incrementAndGet();
        if (keys.add(key)) {
            received.accept(notice, agency);
        }
        return 204;
    }

    private boolean verifies(String agency, Map<String, java.util.List<String>> headers, String body) {
        try {
            new Webhook(secretOf.apply(agency)).verify(body, HttpHeaders.of(headers, (_, _) -> true));
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException | IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable NoticeId notice(String key) {
        try {
            return new NoticeId(UUID.fromString(key));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

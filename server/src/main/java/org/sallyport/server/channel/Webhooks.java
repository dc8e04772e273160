package org.sallyport.server.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.request.Agency;

/**
 * Posts notices and reminders signed by the Standard Webhooks scheme. {@code webhook-id} is their name on every
 * attempt, so that the receiver can count keys; only the time stamp and the signature over it differ. Redirects are not
 * followed; any 2xx means taken.
 */
public final class Webhooks implements AutoCloseable {
    /** Shorter than any lease, so that no attempt outlives its own. */
    public static final Duration TIME_OUT = Duration.ofSeconds(15);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final HttpClient client;

    /** A sender that stamps with real time. */
    public Webhooks(InstantSource clock) {
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Posts these bytes under this key. Blocks no longer than {@link #TIME_OUT}; never throws. */
    public Handed post(Agency.Route route, UUID key, byte[] body) {
        var address = address(route.address());
        if (address == null) {
            return Handed.failed("webhook-address");
        }
        if (!confidential(address)) {
            return Handed.failed("webhook-not-tls");
        }
        try {
            return send(request(address, route.secret(), key, body));
        } catch (EmptyWebhookSecretException | WebhookSigningException | IllegalArgumentException e) {
            return Handed.failed("webhook-secret");
        }
    }

    private HttpRequest request(URI address, String secret, UUID key, byte[] body)
            throws EmptyWebhookSecretException, WebhookSigningException {
        long stamp = clock.instant().getEpochSecond();
        var signature = new Webhook(secret).sign(key.toString(), stamp, new String(body, UTF_8));
        return HttpRequest.newBuilder(address)
                .timeout(TIME_OUT)
                .header("content-type", "application/cloudevents+json; charset=utf-8")
                .header("user-agent", "sallyport")
                .header("webhook-id", key.toString())
                .header("webhook-timestamp", Long.toString(stamp))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private Handed send(HttpRequest request) {
        var sending = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            int status = sending.orTimeout(TIME_OUT.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .statusCode();
            return new Handed(status >= 200 && status < 300, true, "http-" + status);
        } catch (CompletionException e) {
            sending.cancel(true);
            return Handed.failed(e.getCause() instanceof TimeoutException ? "http-time-out" : code(e.getCause()));
        }
    }

    /** A word for what went wrong below HTTP; never the message, which may repeat an address. */
    private static String code(@org.jspecify.annotations.Nullable Throwable cause) {
        return switch (cause) {
            case java.net.http.HttpTimeoutException _ -> "http-time-out";
            case java.net.ConnectException _ -> "http-unreachable";
            case javax.net.ssl.SSLException _ -> "http-tls";
            case null, default -> "http-broken-off";
        };
    }

    private static @org.jspecify.annotations.Nullable URI address(String given) {
        try {
            var uri = URI.create(given);
            return uri.getHost() == null ? null : uri;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Whether nobody between can read along: TLS, or this machine talking to itself. */
    static boolean confidential(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("https") || (scheme.equals("http") && loopback(address.getHost()));
    }

    private static boolean loopback(String host) {
        try {
            return host.equals("localhost")
                    || (host.matches("[0-9.]+|\\[.*]")
                            && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException _) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

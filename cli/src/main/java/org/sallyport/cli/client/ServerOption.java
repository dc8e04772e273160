package org.sallyport.cli.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.sallyport.cli.terminal.Unavailable;
import picocli.CommandLine.Option;

/** The server a command talks to, and the key it shows there. */
public final class ServerOption {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(120);

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:SALLYPORT_URL:-http://127.0.0.1:8080/}",
            description = "The server; SALLYPORT_URL when not given, else http://127.0.0.1:8080/.")
    private String server = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:SALLYPORT_KEY}",
            description = "The key to show there; better in SALLYPORT_KEY, where no list of processes shows it.")
    private String key = "";

    /** Made by the command line. */
    public ServerOption() {}

    /** Whether there is a key to show. */
    public boolean hasKey() {
        return key != null && !key.isBlank();
    }

    /** Reads something. */
    public Answer get(String path) {
        return send(path, "GET", HttpRequest.BodyPublishers.noBody(), "application/json", "");
    }

    /** Posts a JSON object; the same {@code idempotencyKey} is the same delivery, empty for none. */
    public Answer post(String path, byte[] json, String idempotencyKey) {
        return send(path, "POST", HttpRequest.BodyPublishers.ofByteArray(json), "application/json", idempotencyKey);
    }

    /** Posts lines of JSON. */
    public Answer postLines(String path, byte[] lines) {
        return send(path, "POST", HttpRequest.BodyPublishers.ofByteArray(lines), "application/x-ndjson", "");
    }

    /** Deletes something. */
    public Answer delete(String path) {
        return send(path, "DELETE", HttpRequest.BodyPublishers.noBody(), "application/json", "");
    }

    /** Posts a file as it is, read while it is sent. */
    public Answer postFile(String path, Path file, String type) throws FileNotFoundException {
        return send(path, "POST", HttpRequest.BodyPublishers.ofFile(file), type, "");
    }

    private Answer send(String path, String method, BodyPublisher body, String type, String idempotencyKey) {
        var base = server.endsWith("/") ? server : server + "/";
        try (var client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            var request = HttpRequest.newBuilder(URI.create(base).resolve(path))
                    .timeout(ANSWER)
                    .header("accept", "application/json, application/problem+json")
                    .header("content-type", type)
                    .method(method, body);
            if (hasKey()) {
                request.header("authorization", "Bearer " + key.strip());
            }
            if (!idempotencyKey.isEmpty()) {
                request.header("idempotency-key", idempotencyKey);
            }
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return Answer.of(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new Unavailable(
                    "No server answers at " + base
                            + "; start one with: sallyport serve, or name another with --server.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new Unavailable("--server is no address: give one such as http://127.0.0.1:8080/.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted while waiting for the server.", e);
        }
    }
}

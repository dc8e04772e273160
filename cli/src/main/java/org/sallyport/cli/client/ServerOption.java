package org.sallyport.cli.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "${env:SALLYPORT_ACCOUNT}",
            description = "Your account, where a person must answer for it; the password is asked for.")
    private String account = "";

    @Option(names = "--password-file", paramLabel = "FILE", description = "Holds the password, in one line.")
    private @Nullable Path passwordFile;

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

    /**
     * Reads something long into a file, which is there in full or not at all.
     *
     * @param heard hears how many bytes have come
     * @return what the server answered, empty when it was the file
     */
    public Optional<Answer> download(String path, Path to, LongConsumer heard) {
        var base = base();
        try (var client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            var request = HttpRequest.newBuilder(base.resolve(path))
                    .header("accept", "application/zip, application/problem+json");
            authorize(request);
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                if (response.statusCode() != 200) {
                    return Optional.of(
                            Answer.of(response.statusCode(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
                try (var out = Files.newOutputStream(to)) {
                    var buffer = new byte[1 << 16];
                    long all = 0;
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        out.write(buffer, 0, n);
                        all += n;
                        heard.accept(all);
                    }
                }
                return Optional.empty();
            }
        } catch (IOException e) {
            throw noAnswer(base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted while waiting for the server.", e);
        }
    }

    private URI base() {
        try {
            return URI.create(server.endsWith("/") ? server : server + "/");
        } catch (IllegalArgumentException e) {
            throw new Unavailable("--server is no address: give one such as http://127.0.0.1:8080/.", e);
        }
    }

    private void authorize(HttpRequest.Builder request) {
        if (account != null && !account.isBlank()) {
            var both = (account.strip() + ":" + password()).getBytes(StandardCharsets.UTF_8);
            request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        } else if (hasKey()) {
            request.header("authorization", "Bearer " + key.strip());
        }
    }

    private String password() {
        if (passwordFile != null) {
            try {
                return Files.readString(passwordFile).strip();
            } catch (IOException e) {
                throw new Unavailable("The file of --password-file cannot be read.", e);
            }
        }
        var console = System.console();
        var typed = console == null || !console.isTerminal() ? null : console.readPassword("Password: ");
        if (typed == null) {
            throw new Unavailable("No password: run it in a terminal, or name a --password-file.");
        }
        return new String(typed);
    }

    private static Unavailable noAnswer(URI base, IOException e) {
        return new Unavailable(
                "No server answers at " + base + "; start one with: sallyport serve, or name another with --server.",
                e);
    }

    private Answer send(String path, String method, BodyPublisher body, String type, String idempotencyKey) {
        var base = base();
        try (var client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            var request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(ANSWER)
                    .header("accept", "application/json, application/problem+json")
                    .header("content-type", type)
                    .method(method, body);
            authorize(request);
            if (!idempotencyKey.isEmpty()) {
                request.header("idempotency-key", idempotencyKey);
            }
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return Answer.of(response.statusCode(), response.body());
        } catch (IOException e) {
            throw noAnswer(base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted while waiting for the server.", e);
        }
    }
}

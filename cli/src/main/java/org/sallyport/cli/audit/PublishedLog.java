package org.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.sallyport.audit.Tile;
import org.sallyport.cli.terminal.Unavailable;

/** A log as its operator publishes it by HTTP (C2SP tlog-tiles): anyone may read it. */
final class PublishedLog implements LogSource, AutoCloseable {
    private static final int BYTES_MOST = 16 << 20;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final String address;

    /** The log at an address, such as {@code https://jail.example/audit}. */
    PublishedLog(URI address) {
        this.address = address.toString().replaceAll("/+$", "");
    }

    @Override
    public String key() {
        return text("key")
                .orElseThrow(() -> new Unavailable(address + "/key is not there. Name the log's address."))
                .strip();
    }

    @Override
    public Optional<String> checkpoint() {
        return text("checkpoint");
    }

    /** The part that is named, else the whole tile: parts may go once it is full. */
    @Override
    public Optional<byte[]> tile(Tile tile) {
        return get(tile.path())
                .or(() -> tile.width() == Tile.FULL
                        ? Optional.empty()
                        : get(new Tile(tile.level(), tile.index(), Tile.FULL).path()));
    }

    private Optional<String> text(String path) {
        return get(path).map(bytes -> new String(bytes, UTF_8));
    }

    private Optional<byte[]> get(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + "/" + path))
                .timeout(ANSWER)
                .header("accept-encoding", "gzip, identity")
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            boolean zipped = answer.headers()
                    .firstValue("content-encoding")
                    .filter("gzip"::equalsIgnoreCase)
                    .isPresent();
            try (var in = zipped ? new GZIPInputStream(answer.body()) : answer.body()) {
                var bytes = in.readNBytes(BYTES_MOST);
                return switch (answer.statusCode()) {
                    case 200 -> Optional.of(bytes);
                    case 404 -> Optional.empty();
                    default -> throw new Unavailable(address + "/" + path + " answers " + answer.statusCode() + ".");
                };
            }
        } catch (IOException e) {
            throw new Unavailable(address + "/" + path + " cannot be read to its end. Try again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Stopped.", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

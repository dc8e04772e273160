package org.sallyport.bench.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;

/** The jail's system and the agency's, calling the API over HTTP. */
final class Caller implements AutoCloseable {
    private final Harris.KeysOfCallers keys;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Caller(Harris.KeysOfCallers keys) {
        this.keys = keys;
    }

    /** Posts a batch of events; returns the status. */
    int feed(URI server, byte[] batch) throws IOException, InterruptedException {
        return post(server.resolve("/api/v1/feeds/" + Harris.JAIL.path() + "/events"), keys.feed(), batch);
    }

    /** Files a request; returns the status. */
    int file(URI server, byte[] request) throws IOException, InterruptedException {
        return post(server.resolve("/api/v1/requests"), keys.agency(), request);
    }

    private int post(URI address, String key, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Files requests about persons {@code from} up to but not including {@code to}, many at a time. */
    void fileAll(URI server, int from, int to) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(32, Thread.ofVirtual().factory())) {
            for (int person = from; person < to; person++) {
                int one = person;
                threads.submit(() -> {
                    int status = file(server, Harris.request(one));
                    if (status != 201) {
                        throw new IllegalStateException("A request was answered with " + status + ".");
                    }
                    return status;
                });
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

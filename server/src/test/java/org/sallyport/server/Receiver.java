package org.sallyport.server;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agency's receiver on loopback: counts keys, checks signatures, and can be told to fail. */
final class Receiver implements AutoCloseable {
    static final String SECRET = "whsec_c2FsbHlwb3J0LXRlc3Qtc2VjcmV0LTAwMDAwMDAwMDA=";

    private final HttpServer server;
    final List<String> keys = new CopyOnWriteArrayList<>();
    final Map<String, String> bodies = new ConcurrentHashMap<>();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    volatile int status = 204;
    volatile int calls;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/notices", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var head = exchange.getRequestHeaders();
            calls++;
            var key = head.getFirst("webhook-id");
            check(key, head.getFirst("webhook-timestamp"), head.getFirst("webhook-signature"), body);
            if (status < 300) {
                keys.add(key);
                var before = bodies.putIfAbsent(key, body);
                if (before != null && !before.equals(body)) {
                    wrong.add("other bytes under the key " + key);
                }
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    private void check(String key, String stamp, String signature, String body) {
        try {
            var expected = new Webhook(SECRET).sign(key, Long.parseLong(stamp), body);
            if (!expected.equals(signature)) {
                wrong.add("signature of " + key);
            }
        } catch (Exception e) {
            wrong.add(e.toString());
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notices";
    }

    JsonNode only() {
        return JsonMapper.shared().readTree(bodies.values().iterator().next());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

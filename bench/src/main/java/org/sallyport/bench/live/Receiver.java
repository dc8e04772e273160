package org.sallyport.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** An agency's receiver on loopback: it counts keys, and notes when each notice first came. */
final class Receiver implements AutoCloseable {
    static final String SECRET = "whsec_c2FsbHlwb3J0LWJlbmNoLXNlY3JldC0wMDAwMDAwMDA=";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final Set<String> otherBytes = new ConcurrentSkipListSet<>();

    /**
     * A notice that came for the first time.
     *
     * @param key   its name on every channel
     * @param about the request's own reference, which it echoes
     * @param type  such as {@code notice.short}
     * @param nanos when it came, by {@link System#nanoTime}
     */
    record Notice(String key, String about, String type, long nanos) {}

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var receiver = new Receiver(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/notices", exchange -> {
            long at = System.nanoTime();
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            receiver.take(exchange.getRequestHeaders().getFirst("webhook-id"), body, at);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return receiver;
    }

    private void take(String key, String body, long at) {
        var before = bodies.putIfAbsent(key, body);
        if (before == null) {
            var json = JSON.readTree(body);
            var about = json.at("/data/reference/eventNo").asString("");
            notices.add(new Notice(key, about, json.path("type").asString(""), at));
        } else if (!before.equals(body)) {
            otherBytes.add(key);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notices";
    }

    /** Every notice, in order of its first arrival. */
    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** The notice's bytes. */
    String body(Notice notice) {
        return bodies.getOrDefault(notice.key(), "");
    }

    /** Keys under which two different messages came. */
    Set<String> otherBytes() {
        return otherBytes;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

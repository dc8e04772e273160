package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as the transit engine of Vault does, with AES-256-GCM and one key, on loopback. */
final class LoopbackVault implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PREFIX = "vault:v1:";

    private final HttpServer server;
    private final String token;
    private final Aes256 key = new Aes256(new byte[32]);

    LoopbackVault(String token) throws IOException {
        this.token = token;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/transit/encrypt/sallyport", x -> answer(x, this::encrypt));
        server.createContext("/v1/transit/decrypt/sallyport", x -> answer(x, this::decrypt));
        server.start();
    }

    String key(String name) {
        return "hcvault+http://127.0.0.1:" + server.getAddress().getPort() + "/transit/keys/" + name;
    }

    private interface Work {
        JsonNode of(JsonNode asked);
    }

    private JsonNode encrypt(JsonNode asked) {
        var sealed = key.seal(bytes(asked, "plaintext"), bytes(asked, "associated_data"));
        return JSON.createObjectNode()
                .put("ciphertext", PREFIX + Base64.getEncoder().encodeToString(sealed));
    }

    private JsonNode decrypt(JsonNode asked) {
        var sealed = Base64.getDecoder()
                .decode(asked.path("ciphertext").stringValue().substring(PREFIX.length()));
        var plain = key.open(sealed, bytes(asked, "associated_data"));
        return JSON.createObjectNode().put("plaintext", Base64.getEncoder().encodeToString(plain));
    }

    private static byte[] bytes(JsonNode asked, String member) {
        return Base64.getDecoder().decode(asked.path(member).stringValue());
    }

    private void answer(HttpExchange x, Work work) throws IOException {
        try (x) {
            if (!token.equals(x.getRequestHeaders().getFirst("X-Vault-Token"))) {
                x.sendResponseHeaders(403, -1);
                return;
            }
            var data = work.of(JSON.readTree(x.getRequestBody()));
            var body = JSON.createObjectNode().set("data", data).toString().getBytes(UTF_8);
            x.sendResponseHeaders(200, body.length);
            x.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

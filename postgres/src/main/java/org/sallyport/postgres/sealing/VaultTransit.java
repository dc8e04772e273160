package org.sallyport.postgres.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * HashiCorp Vault's transit engine as Tink's KMS client: {@code hcvault://HOST:PORT/MOUNT/keys/NAME} by HTTPS,
 * {@code hcvault+http://} by plain HTTP, on loopback only. The token comes from the environment ({@code VAULT_TOKEN}).
 *
 * <p>Source: Vault HTTP API, secrets engine transit, {@code POST /v1/:mount/encrypt/:name} with {@code plaintext} and
 * {@code associated_data} in base64, answer {@code data.ciphertext}; {@code POST /v1/:mount/decrypt/:name}.
 */
final class VaultTransit implements KmsClient {
    static final String TOKEN_VARIABLE = "VAULT_TOKEN";

    private static final Pattern KEY =
            Pattern.compile("hcvault(\\+http)?://([A-Za-z0-9.\\[\\]:-]+)/([A-Za-z0-9/_-]+)/keys/([A-Za-z0-9._-]+)");
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String token;

    VaultTransit(String token) {
        this.token = token;
    }

    @Override
    public boolean doesSupport(String uri) {
        return uri.startsWith("hcvault://") || uri.startsWith("hcvault+http://");
    }

    @Override
    public KmsClient withCredentials(String path) throws GeneralSecurityException {
        try {
            return new VaultTransit(Files.readString(Path.of(path)).strip());
        } catch (IOException e) {
            throw new GeneralSecurityException("the file of the token cannot be read", e);
        }
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(String uri) throws GeneralSecurityException {
        var named = KEY.matcher(uri);
        if (!named.matches()) {
            throw new GeneralSecurityException("no address of a key: " + uri);
        }
        boolean plain = named.group(1) != null;
        var host = named.group(2);
        if (plain && !host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?")) {
            throw new GeneralSecurityException("plain HTTP is for this machine only");
        }
        var base = URI.create((plain ? "http" : "https") + "://" + host + "/v1/" + named.group(3) + "/");
        return new Key(base, named.group(4), token);
    }

    private record Key(URI mount, String name, String token) implements Aead {
        @Override
        public byte[] encrypt(byte[] plain, byte[] associated) throws GeneralSecurityException {
            return asked("encrypt", "plaintext", base64(plain), "ciphertext", associated)
                    .getBytes(US_ASCII);
        }

        @Override
        public byte[] decrypt(byte[] sealed, byte[] associated) throws GeneralSecurityException {
            var text = new String(sealed, US_ASCII);
            return Base64.getDecoder().decode(asked("decrypt", "ciphertext", text, "plaintext", associated));
        }

        private String asked(String what, String member, String value, String wanted, byte[] associated)
                throws GeneralSecurityException {
            var body = JSON.createObjectNode().put(member, value).put("associated_data", base64(associated));
            var request = HttpRequest.newBuilder(mount.resolve(what + "/" + name))
                    .timeout(MOST)
                    .header("x-vault-token", token)
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build();
            try (var client = HttpClient.newBuilder().connectTimeout(MOST).build()) {
                var answer = client.send(request, BodyHandlers.ofString(UTF_8));
                var found = answer.statusCode() == 200
                        ? JSON.readTree(answer.body()).path("data").path(wanted)
                        : JSON.missingNode();
                if (!found.isString()) {
                    throw new GeneralSecurityException("it answered " + answer.statusCode());
                }
                return found.stringValue();
            } catch (IOException | JacksonException e) {
                throw new GeneralSecurityException("it does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GeneralSecurityException("interrupted", e);
            }
        }

        private static String base64(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        public String toString() {
            return "a key of Vault";
        }
    }
}

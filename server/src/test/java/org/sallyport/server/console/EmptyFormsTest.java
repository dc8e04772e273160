package org.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every form of the console, the log-in and the page of a notice's link, posted empty or with nonsense: refused in
 * words, never a fault of the program.
 */
class EmptyFormsTest {
    private static final Path CONSOLE = Path.of("src", "main", "java", "org", "sallyport", "server", "console");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern SAID = Pattern.compile("Not changed|A password has|differ");
    private static final Pattern FORM = Pattern.compile("@PostMapping\\(\"([^\"]+)\"\\)");
    private static final Pattern FIELD = Pattern.compile("@RequestParam(?:\\([^)]*\\))? [\\w<>]+ (\\w+)");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI at, String token, Map<String, String> fields)
            throws IOException, InterruptedException {
        var form = new StringBuilder("_csrf=").append(encoded(token));
        fields.forEach((k, v) -> form.append('&').append(k).append('=').append(encoded(v)));
        return send(HttpRequest.newBuilder(at)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String token(URI page) throws IOException, InterruptedException {
        var found = TOKEN.matcher(send(HttpRequest.newBuilder(page)).body());
        assertTrue(found.find(), page + " has a form");
        return found.group(1);
    }

    @Test
    void every_form_posted_empty_or_with_nonsense_is_refused_in_words() throws Exception {
        try (var scene = new ConsoleScene()) {
            var login = scene.address().resolve("/login");
            var in = Map.of("username", "test-counsel", "password", scene.password());
            post(login, token(login), in);
            var change = scene.address().resolve("/password");
            var own = "a password of my own";
            post(change, token(change), Map.of("old", scene.password(), "chosen", own, "again", own));
            var token = token(scene.address().resolve("/facility?at=" + ConsoleScene.JAIL.path()));

            var faults = new ArrayList<String>();
            var forms = forms();
            assertTrue(forms.size() > 15, forms.toString());
            for (var form : forms) {
                var at = scene.address().resolve(form.replaceAll("\\{[^}]+}", "00000000-0000-0000-0000-000000000009"));
                for (var filled : List.of(Map.<String, String>of(), nonsense(""), nonsense(ConsoleScene.JAIL.path()))) {
                    var answer = post(at, token, filled);
                    boolean refused = answer.statusCode() >= 300
                            && answer.statusCode() < 500
                            && (answer.statusCode() < 400 || answer.body().startsWith("<!"));
                    boolean sameForm = answer.statusCode() == 200
                            && SAID.matcher(answer.body()).find();
                    if (!refused && !sameForm) {
                        faults.add(form + " with " + filled.keySet() + ": " + answer.statusCode());
                    }
                }
            }
            var asked = send(HttpRequest.newBuilder(scene.address().resolve("/login?wait=soon")));
            assertEquals(400, asked.statusCode());
            assertTrue(asked.body().contains("Go back and fill in the form again."), asked.body());
            assertEquals(List.of(), faults);
        }
    }

    /** Every field any form has, filled with what it cannot mean. */
    private static Map<String, String> nonsense(String facility) throws IOException {
        var fields = new java.util.TreeMap<String, String>();
        try (var files = Files.list(CONSOLE)) {
            for (var file : files.toList()) {
                FIELD.matcher(Files.readString(file)).results().forEach(m -> fields.put(m.group(1), "?"));
            }
        }
        fields.put("at", facility);
        return fields;
    }

    private static TreeSet<String> forms() throws IOException {
        var found = new TreeSet<>(Set.of("/login", "/api/v1/notices/{id}/link", "/api/v1/notices/nothing/link"));
        try (var files = Files.list(CONSOLE)) {
            for (var file : files.toList()) {
                FORM.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group(1)));
            }
        }
        return found;
    }
}

package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.server.security.CallLimits;
import tools.jackson.databind.json.JsonMapper;

/** Who calls too often is answered 429 and told when to call again; nobody else is. Real time stands still here. */
class CallLimitsTest {
    private static final int CALLS = 2;
    private static final int BURST = 20;
    private static final int FAILURES = 3;

    private final HttpClient http = HttpClient.newHttpClient();

    private static Jail jail() {
        return new Jail(List.of(), s -> s.steppedByHand().limited(new CallLimits.Most(CALLS, FAILURES)));
    }

    private HttpResponse<String> status(Jail jail, String authorization) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(jail.at("/api/v1/status"))
                        .header("authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void assertLimited(HttpResponse<String> answer, String seconds) {
        assertEquals(429, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", ""));
        assertEquals(seconds, answer.headers().firstValue("retry-after").orElse(""));
        assertEquals(
                "calls.too-many",
                JsonMapper.shared()
                        .readTree(answer.body())
                        .at("/problems/0/code")
                        .asString());
    }

    @Test
    void one_key_over_its_limit_is_told_when_to_call_again_and_another_key_is_served() throws Exception {
        try (var jail = jail()) {
            for (int call = 0; call < BURST; call++) {
                assertEquals(200, status(jail, "Bearer " + jail.deskKey).statusCode());
            }
            assertLimited(status(jail, "Bearer " + jail.deskKey), "1");
            assertEquals(200, status(jail, "Bearer " + jail.supervisorKey).statusCode());
            var metrics =
                    jail.get("/actuator/prometheus", jail.administratorKey).text();
            assertTrue(metrics.contains("sallyport_calls_limited_total{by=\"caller\"} 1.0"), metrics);
        }
    }

    /** A hundred events are one call. */
    @Test
    void a_batch_of_a_feed_is_one_call() {
        try (var jail = jail()) {
            var batch = new String[100];
            for (int n = 0; n < BURST; n++) {
                for (int e = 0; e < batch.length; e++) {
                    batch[e] = jail.event("B-1", "feed.heartbeat", "{\"expectNextWithin\":\"PT5M\"}");
                }
                assertEquals(200, jail.feed(batch).status());
            }
            assertEquals(429, jail.feed(batch).status());
        }
    }

    @Test
    void an_address_whose_log_ins_fail_too_often_waits_and_a_good_key_from_there_does_not() throws Exception {
        try (var jail = jail()) {
            var given = jail.server.people().create("r.diaz", List.of()).orElseThrow();
            var password = "a password that only tests use";
            assertTrue(jail.server.people().changePassword("r.diaz", given, password));
            for (int failure = 0; failure < FAILURES; failure++) {
                assertEquals(401, status(jail, "Bearer no such key").statusCode());
            }
            assertLimited(status(jail, "Bearer no such key"), "100");
            var right = Base64.getEncoder().encodeToString(("r.diaz:" + password).getBytes(StandardCharsets.UTF_8));
            assertLimited(status(jail, "Basic " + right), "100");
            assertEquals(200, status(jail, "Bearer " + jail.deskKey).statusCode());
            var page = http.send(
                    HttpRequest.newBuilder(jail.at("/login?wait=100")).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(429, page.statusCode());
            assertEquals("100", page.headers().firstValue("retry-after").orElse(""));
        }
    }
}

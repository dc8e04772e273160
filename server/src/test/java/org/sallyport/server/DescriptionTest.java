package org.sallyport.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sallyport.request.Agency;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The description of the API speaks of every call, with what is sent and what refuses. */
class DescriptionTest {
    /** Calls that need nothing in their body. */
    private static final Set<String> WITHOUT_BODY = Set.of(
            "/api/v1/access/accounts/{name}/{what}",
            "/api/v1/matches/{number}/{stay}/confirmation",
            "/api/v1/matches/{number}/{stay}/rejection",
            "/api/v1/feeds/{facility}/quarantine/{id}/requeue");

    @Test
    void every_route_is_described_with_a_summary_a_body_and_its_refusals() {
        var phone = List.of(new Agency.Route("phone", "+1 713 555 0100", "", false));
        try (var jail = new Jail(phone, Settings::steppedByHand)) {
            var paths = jail.get("/api/v1/openapi.json", "").json().path("paths");
            var described = new TreeSet<>(paths.propertyNames());
            var missing = new TreeSet<String>();
            for (var route : jail.server.routes()) {
                if (route.startsWith("/api/v1/")
                        && !route.matches(".*(\\{\\*path}|openapi.json.*)")
                        && !described.contains(route)) {
                    missing.add(route);
                }
            }
            assertEquals(Set.of(), missing, "routes that the description lacks");
            assertTrue(described.stream()
                            .filter(p -> p.startsWith("/api/v1/feeds/{facility}"))
                            .count()
                    >= 8);
            var wrong = new ArrayList<String>();
            paths.properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(call -> wrong.addAll(wrong(path.getKey(), call.getKey(), call.getValue()))));
            assertEquals(List.of(), wrong);
        }
    }

    /** A type that cannot be described leaves a warning of the library and an empty schema. */
    @Test
    void every_answer_can_be_described() {
        var warned = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        try (var jail = new Jail(List.of(), Settings::steppedByHand)) {
            warned.start();
            log.addAppender(warned);
            var description = jail.get("/api/v1/openapi.json", "").json();
            var said = warned.list.stream()
                    .filter(e -> e.getLevel().isGreaterOrEqual(Level.WARN))
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
            assertEquals(List.of(), said);
            var list = description.at("/components/schemas/Expunged/properties");
            assertEquals(Set.of("format", "expunged"), Set.copyOf(list.propertyNames()));
        } finally {
            log.detachAppender(warned);
        }
    }

    private static List<String> wrong(String path, String method, JsonNode call) {
        var wrong = new ArrayList<String>();
        var name = method + " " + path;
        if (call.path("summary").asString().isBlank()) {
            wrong.add(name + ": no summary");
        }
        if (!call.at("/responses/4XX/content").has("application/problem+json")) {
            wrong.add(name + ": no refusals");
        }
        if (method.equals("post") && !WITHOUT_BODY.contains(path)) {
            var content = call.at("/requestBody/content");
            boolean shown = content.properties().stream()
                    .allMatch(m -> m.getValue().has("schema") && m.getValue().has("example"));
            if (content.isEmpty() || !shown) {
                wrong.add(name + ": no body with schema and example");
            }
        }
        return wrong;
    }
}

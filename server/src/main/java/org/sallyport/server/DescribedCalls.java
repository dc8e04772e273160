package org.sallyport.server;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds to the description of the API what its methods do not say by their types: the body of each call with an example,
 * from {@code openapi-calls.json}, the addresses below a feed, and the one shape of every refusal.
 */
final class DescribedCalls implements OpenApiCustomizer {
    private static final String PROBLEM = "Problem";

    private final JsonNode calls;

    DescribedCalls() {
        try (var in = DescribedCalls.class.getResourceAsStream("/openapi-calls.json")) {
            calls = JsonMapper.shared().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem());
        var all = new LinkedHashMap<>(api.getPaths());
        all.keySet().stream().filter(p -> p.startsWith("/api/v1/feeds/")).forEach(api.getPaths()::remove);
        calls.path("feeds").properties().forEach(e -> feed(api, e.getKey(), e.getValue()));
        calls.path("pages").properties().forEach(e -> page(api, e.getKey(), e.getValue()));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    body(calls.path("bodies").path(method + " " + path), operation);
                    refusals(operation);
                }));
    }

    /** One address below a feed: {@code METHOD /rest}. */
    private static void feed(OpenAPI api, String named, JsonNode call) {
        var method = PathItem.HttpMethod.valueOf(named.substring(0, named.indexOf(' ')));
        var path = "/api/v1/feeds/{facility}" + named.substring(named.indexOf(' ') + 1);
        var operation = new Operation()
                .summary(call.path("summary").asString())
                .operationId(named.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"))
                .addTagsItem("feeds");
        for (var name : path.split("[{}]", -1)) {
            if (name.matches("[a-z]+")) {
                operation.addParametersItem(
                        new Parameter().in("path").name(name).required(true).schema(text()));
            }
        }
        operation.getParameters().getFirst().description("Its path with its slashes, such as us/md/montgomery/mcdc.");
        if (call.has("query")) {
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name(call.path("query").asString())
                    .schema(text()));
        }
        call.path("types").forEach(type -> {
            var media =
                    new MediaType().schema(text()).example(call.path("example").asString());
            content(operation).addMediaType(type.asString(), media);
        });
        body(call.path("body"), operation);
        var answer = new MediaType().schema(shape(call.path("answer"))).example(plain(call.path("answer")));
        operation.responses(new ApiResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("Done.")
                                .content(new Content().addMediaType("application/json", answer))));
        var item = api.getPaths().computeIfAbsent(path, _ -> new PathItem());
        item.operation(method, operation);
    }

    /** A page that needs no account: {@code METHOD /address}. */
    private static void page(OpenAPI api, String named, JsonNode call) {
        var html = new Content().addMediaType("text/html", new MediaType().schema(text()));
        var operation = new Operation()
                .summary(call.path("summary").asString())
                .operationId(named.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"))
                .addTagsItem("notices")
                .addParametersItem(
                        new Parameter().in("path").name("id").required(true).schema(text()))
                .responses(new ApiResponses()
                        .addApiResponse(
                                "200", new ApiResponse().description("A page.").content(html)));
        if (call.has("form")) {
            var form = new MediaType().schema(shape(call.path("form"))).example(plain(call.path("form")));
            content(operation).addMediaType("application/x-www-form-urlencoded", form);
        }
        api.getPaths()
                .computeIfAbsent(named.substring(named.indexOf(' ') + 1), _ -> new PathItem())
                .operation(PathItem.HttpMethod.valueOf(named.substring(0, named.indexOf(' '))), operation);
    }

    private static Content content(Operation operation) {
        if (operation.getRequestBody() == null) {
            operation.setRequestBody(new RequestBody().required(true).content(new Content()));
        }
        return operation.getRequestBody().getContent();
    }

    private static void body(JsonNode example, Operation operation) {
        if (!example.isMissingNode()) {
            var media = new MediaType().schema(shape(example)).example(plain(example));
            content(operation).addMediaType("application/json", media);
        }
    }

    private static Object plain(JsonNode example) {
        return JsonMapper.shared().convertValue(example, Object.class);
    }

    /** The shape of an example: unknown members are kept and ignored, so none is closed. */
    private static Schema<?> shape(JsonNode example) {
        if (example.isObject()) {
            var schema = new Schema<Object>();
            schema.addType("object");
            example.properties().forEach(m -> schema.addProperty(m.getKey(), shape(m.getValue())));
            return schema;
        }
        if (example.isArray()) {
            var schema = new Schema<Object>();
            schema.addType("array");
            schema.setItems(example.isEmpty() ? text() : shape(example.get(0)));
            return schema;
        }
        if (example.isBoolean() || example.isNumber()) {
            var schema = new Schema<Object>();
            schema.addType(example.isBoolean() ? "boolean" : "integer");
            return schema;
        }
        return text();
    }

    private static Schema<?> text() {
        var schema = new Schema<Object>();
        schema.addType("string");
        return schema;
    }

    private static Schema<?> problem() {
        var one = new Schema<Object>();
        one.addType("object");
        List.of("code", "field", "given", "expected", "remedy", "text").forEach(m -> one.addProperty(m, text()));
        var all = new Schema<Object>();
        all.addType("array");
        all.setItems(one);
        var schema = new Schema<Object>();
        schema.addType("object");
        schema.description("RFC 9457; problems names everything that is wrong.");
        Map.of("type", text(), "title", text(), "detail", text()).forEach(schema::addProperty);
        schema.addProperty("status", new Schema<Object>().types(Set.of("integer")));
        schema.addProperty("problems", all);
        return schema;
    }

    private static void refusals(Operation operation) {
        var refusal = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<Object>().$ref("#/components/schemas/" + PROBLEM)));
        operation
                .getResponses()
                .addApiResponse(
                        "4XX",
                        new ApiResponse()
                                .description("Refused: 401 no good key, 403 not for this key, 404 not there or not"
                                        + " yours to see, 409 the rules say no, 413 too long, 415 content type,"
                                        + " 422 problems in what was sent, 429 too many calls: the header Retry-After"
                                        + " says after how many seconds to call again.")
                                .content(refusal));
    }
}

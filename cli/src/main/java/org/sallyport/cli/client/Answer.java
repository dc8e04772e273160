package org.sallyport.cli.client;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param json   the body; missing when it was no JSON
 */
public record Answer(int status, JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(int status, String body) {
        try {
            return new Answer(status, body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body));
        } catch (JacksonException _) {
            return new Answer(status, MissingNode.getInstance());
        }
    }

    /** Whether everything asked for was done. */
    public boolean good() {
        return status == 200 || status == 201 || status == 204;
    }

    /** Everything wrong with what was sent, at least one when the answer is not good. */
    public List<Problem> problems() {
        var found = new ArrayList<Problem>();
        for (var p : json.path("problems")) {
            found.add(new Problem(
                    text(p, "code"), text(p, "field"), text(p, "given"), text(p, "expected"), text(p, "remedy")));
        }
        if (found.isEmpty() && !good()) {
            found.add(
                    switch (status) {
                        case 401 ->
                            new Problem(
                                    "key.missing",
                                    "--key",
                                    "",
                                    "A key this server knows.",
                                    "Have the facility make one, and put it into SALLYPORT_KEY.");
                        case 403 ->
                            new Problem(
                                    "key.scope",
                                    "--key",
                                    "",
                                    "A key that may do this here.",
                                    "Ask the facility for a key with this role and scope.");
                        case 404 ->
                            new Problem("unknown", "server", "", "Something this server has.", "Check the number.");
                        default ->
                            new Problem(
                                    "server",
                                    "server",
                                    Integer.toString(status),
                                    text(json, "detail").isEmpty() ? "An answer of success." : text(json, "detail"),
                                    "");
                    });
        }
        return List.copyOf(found);
    }

    /** A member as text; empty when there is none. */
    public static String text(JsonNode node, String member) {
        var value = node.path(member);
        return value.isMissingNode() || value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString();
    }
}

package org.sallyport.cli.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the commands of keys and accounts send and show alike. */
final class Grants {
    private Grants() {}

    /** A name or a label with its grants, as the server takes it. */
    static byte[] body(String member, String value, List<String> grants) {
        var body = JsonNodeFactory.instance.objectNode().put(member, value);
        var list = body.putArray("grants");
        grants.forEach(list::add);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The grants of one row, in a line. */
    static String words(JsonNode row) {
        return StreamSupport.stream(row.path("grants").spliterator(), false)
                .map(g -> g.isString() ? g.stringValue() : "")
                .collect(Collectors.joining(" "));
    }

    /** A name as part of an address. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package org.sallyport.formats.feed;

import java.nio.charset.StandardCharsets;
import org.sallyport.custody.FeedEvent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes feed events as {@link FeedReader} reads them; moments in UTC. */
public final class FeedWriter {
    private FeedWriter() {}

    /**
     * The event as a CloudEvent without line ends, so that one a line is JSON Lines. {@code receivedAt} is not part of
     * it.
     *
     * @throws IllegalArgumentException for a fact that no feed says: a projection derived from the end of the grounds
     */
    public static String json(FeedEvent event) {
        return node(event).toString();
    }

    /** The same in UTF-8. */
    public static byte[] bytes(FeedEvent event) {
        return json(event).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode node(FeedEvent event) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("specversion", "1.0").put("id", event.id()).put("source", event.source());
        if (!event.subject().isEmpty()) {
            node.put("subject", event.subject());
        }
        event.sequence().ifPresent(s -> node.put("sequence", s.toPlainString()));
        event.recordedAt().ifPresent(at -> node.put("recordedat", at.toString()));
        node.put("time", event.time().toString());
        node.put("type", FactWriter.type(event.fact()));
        node.set("data", FactWriter.data(event.fact()));
        return node;
    }
}

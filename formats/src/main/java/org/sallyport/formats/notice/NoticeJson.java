package org.sallyport.formats.notice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.notice.NoticeContent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as a CloudEvent in canonical JSON (RFC 8785): the same content always gives the same bytes. It holds what
 * the content holds and nothing else of the person or the case.
 */
public final class NoticeJson {
    /** The type of a notice whose content waits behind its link, for routes not approved for content. */
    public static final String WAITING = "notice.waiting";

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private NoticeJson() {}

    /**
     * The bytes to send.
     *
     * @param content       what the notice says, fixed
     * @param acknowledgeAt address under which it is acknowledged
     * @param full          false for a route not approved for content: then only number, request and address
     */
    public static byte[] bytes(NoticeContent content, String acknowledgeAt, boolean full) {
        return text(content, acknowledgeAt, full).getBytes(StandardCharsets.UTF_8);
    }

    /** The same as text. */
    public static String text(NoticeContent content, String acknowledgeAt, boolean full) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("specversion", "1.0");
        node.put("id", content.notice().toString());
        node.put("source", "/" + content.facility());
        node.put("type", full ? type(content) : WAITING);
        node.put("subject", content.request());
        node.put("time", content.fixedAt().toString());
        node.put("datacontenttype", "application/json");
        node.set("data", data(content, acknowledgeAt, full));
        return CanonicalJson.of(node);
    }

    /** The CloudEvents type of a notice, such as {@code notice.advance}. */
    public static String type(NoticeContent content) {
        return "notice." + content.kind().word();
    }

    private static ObjectNode data(NoticeContent c, String acknowledgeAt, boolean full) {
        var data = JsonNodeFactory.instance.objectNode();
        data.put("number", c.notice().number());
        data.put("request", c.request());
        data.put("facility", c.facility());
        data.put("agency", c.agency());
        var acknowledge = data.putObject("acknowledge");
        acknowledge.put("url", acknowledgeAt);
        acknowledge.putArray("answers").add("coming").add("not-coming").add("undecided");
        if (full) {
            content(data, c);
        }
        return data;
    }

    private static void content(ObjectNode data, NoticeContent c) {
        data.put("case", c.caseId().toString());
        data.put("revision", c.revision());
        data.put("text", Wording.of(c));
        data.put("determination", c.determination());
        var reference = data.putObject("reference");
        c.reference().forEach(reference::put);
        var items = data.putArray("items");
        c.items().forEach(items::add);
        c.releaseAt().ifPresent(at -> release(data, c, at));
        if (!c.certainty().isEmpty()) {
            data.put("certainty", c.certainty());
        }
        if (!c.shortCause().isEmpty()) {
            data.putObject("short").put("cause", c.shortCause()).put("text", Wording.shortCause(c.shortCause()));
        }
        c.replaces()
                .ifPresent(old ->
                        data.putObject("replaces").put("id", old.toString()).put("number", old.number()));
    }

    private static void release(ObjectNode data, NoticeContent c, Instant at) {
        var zone = ZoneId.of(c.zone());
        data.put("releaseAt", LOCAL.format(at.atZone(zone)));
        data.put("zone", zone.getId());
    }
}

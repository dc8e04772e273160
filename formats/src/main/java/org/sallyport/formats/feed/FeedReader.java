package org.sallyport.formats.feed;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.custody.CustodyFact;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FeedEvent;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.formats.json.Members;
import org.sallyport.formats.json.Notes;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the custody feed of docs/formats/custody-feed.md: CloudEvents 1.0 in JSON, one, a batch, or JSON Lines, plain
 * or by gzip. All problems of an event are named at once; a bad event stops no other. One event at a time is held in
 * memory. Safe for use by several threads.
 */
public final class FeedReader {
    private static final Set<String> TRANSPORT = Set.of("traceparent", "tracestate");
    private static final int SEQUENCE_DIGITS = 30;
    private static final int NAME_LONGEST = 256;

    private final Map<String, Facility> facilities;

    /**
     * A reader that takes events of these facilities and of no other.
     *
     * @param facilities whose feed may be in the input; with one facility, events that name another are refused
     */
    public FeedReader(Collection<Facility> facilities) {
        this.facilities =
                facilities.stream().collect(Collectors.toUnmodifiableMap(f -> f.id().path(), Function.identity()));
    }

    /**
     * Reads a file or a body as a stream: JSON Lines, or a JSON array of events.
     *
     * @param in         plain or gzip; the caller closes it
     * @param receivedAt when it was received (UTC instant)
     */
    public Readings read(InputStream in, Instant receivedAt) {
        return new Readings(this, in, receivedAt);
    }

    /**
     * Reads a body of any of the three forms: one event on several lines is told from JSON Lines by parsing.
     *
     * @param body       the whole body, in memory already
     * @param receivedAt when it was received (UTC instant)
     */
    public Readings body(byte[] body, Instant receivedAt) {
        boolean oneValue = StrictJson.parse(body) instanceof Checked.Good<JsonNode>(var node) && node.isObject();
        var lines = oneValue ? oneLine(body) : body;
        return read(new ByteArrayInputStream(lines), receivedAt);
    }

    /** White space between tokens is the only place where JSON can hold a line end. */
    private static byte[] oneLine(byte[] body) {
        var copy = body.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] == '\n' || copy[i] == '\r') {
                copy[i] = ' ';
            }
        }
        return copy;
    }

    /**
     * Reads one event.
     *
     * @param json       the event, UTF-8
     * @param place      its line or place, echoed in the reading
     * @param receivedAt when it was received (UTC instant)
     */
    public Reading read(byte[] json, long place, Instant receivedAt) {
        return switch (StrictJson.parse(json)) {
            case Checked.Bad<JsonNode>(var problems) -> refused(json, place, "", problems);
            case Checked.Good<JsonNode>(var node) -> event(json, node, place, receivedAt);
        };
    }

    private Reading event(byte[] json, JsonNode node, long place, Instant receivedAt) {
        if (!node.isObject()) {
            var problem = new Problem(
                    "feed.type", "", "", "One CloudEvent, an object in braces.", "See docs/formats/custody-feed.md.");
            return refused(json, place, "", List.of(problem));
        }
        var facility = facility(node);
        var zone = facility == null ? ZoneOffset.UTC : facility.zone();
        var notes = new Notes("feed", zone, receivedAt);
        var members = Members.of(node, notes);
        envelope(members, facility == null);
        var fact = FactReader.read(members);
        var event = new FeedEvent(
                name(members, "id", "e-000123"),
                name(members, "source", "/us/md/montgomery/mcdc"),
                facility == null ? NOWHERE : facility.id(),
                fact instanceof CustodyFact.Heartbeat ? members.text("subject") : name(members, "subject", "B26-00412"),
                members.decimal("sequence", SEQUENCE_DIGITS),
                members.neededMoment("time", receivedAt),
                members.moment("recordedat"),
                receivedAt,
                fact);
        if (!notes.problems().isEmpty()) {
            return refused(json, place, event.id(), notes.problems());
        }
        var canonical = canonical(node);
        return new Reading.Taken(place, event, sha256(canonical), canonical, notes.remarks());
    }

    private static final org.sallyport.custody.FacilityId NOWHERE = new org.sallyport.custody.FacilityId("");

    private @org.jspecify.annotations.Nullable Facility facility(JsonNode node) {
        var source = node.path("source");
        if (!source.isString()) {
            return null;
        }
        var text = source.stringValue().strip();
        int end = text.indexOf('#');
        var path = end < 0 ? text : text.substring(0, end);
        return path.startsWith("/") ? facilities.get(path.substring(1)) : null;
    }

    private void envelope(Members members, boolean unknownFacility) {
        members.neededOneOf("specversion", List.of("1.0"));
        if (unknownFacility && members.has("source")) {
            members.wrong(
                    "source",
                    "facility.unknown",
                    "",
                    "A slash and the path of a facility this feed may speak for, such as \"/us/md/montgomery/mcdc\""
                            + (facilities.size() == 1
                                    ? "; here \"/"
                                            + facilities.keySet().iterator().next() + "\"."
                                    : "."),
                    "Send it to its own facility's feed, or have the facility registered.");
        }
        var contentType = members.text("datacontenttype");
        if (!contentType.isEmpty() && !contentType.matches("(?i)application/(json|.*\\+json)(\\s*;.*)?")) {
            members.wrong("datacontenttype", "value", "", "application/json, or none.", "Send data as JSON.");
        }
        if (members.has("data_base64")) {
            members.wrong("data_base64", "value", "", "Data as a JSON object in data.", "Send data as JSON.");
        }
    }

    private static String name(Members members, String member, String example) {
        var name = members.neededText(member, example);
        if (name.length() > NAME_LONGEST) {
            members.wrong(member, "length", "", "No more than " + NAME_LONGEST + " characters.", "Shorten it.");
        }
        return name;
    }

    private static Reading refused(byte[] json, long place, String id, List<Problem> problems) {
        return new Reading.Refused(place, id, new String(json, StandardCharsets.UTF_8), problems);
    }

    private static String canonical(JsonNode node) {
        if (node instanceof ObjectNode object && TRANSPORT.stream().anyMatch(object::has)) {
            return CanonicalJson.of(object.deepCopy().remove(TRANSPORT));
        }
        return CanonicalJson.of(node);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

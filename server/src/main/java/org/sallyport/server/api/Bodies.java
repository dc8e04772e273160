package org.sallyport.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.sallyport.formats.json.StrictJson;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import org.sallyport.server.refusal.Refusal;
import tools.jackson.databind.JsonNode;

/** Reads bodies strictly and no longer than the server takes. */
public final class Bodies {
    private final int most;

    /** Bodies of at most {@code most} bytes. */
    public Bodies(int most) {
        this.most = most;
    }

    /** The whole body, or a refusal (413) before anything of it was used. */
    byte[] bytes(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw Refusal.tooLarge(most);
        }
        var bytes = request.getInputStream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw Refusal.tooLarge(most);
        }
        return bytes;
    }

    /** The body as it comes, no longer than the server takes; longer ones end as if they were cut off. */
    Limited stream(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw Refusal.tooLarge(most);
        }
        return new Limited(request.getInputStream(), most);
    }

    /** A body that ends early when it is too long. */
    static final class Limited extends FilterInputStream {
        private final int most;
        private long read;

        Limited(InputStream in, int most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            read += Math.max(0, got);
            if (read > most) {
                throw new EOFException("A body longer than this server takes.");
            }
            return got;
        }

        /** Refuses (413) a body that was too long. */
        void refuseTooLong() {
            if (read > most) {
                throw Refusal.tooLarge(most);
            }
        }
    }

    /** The body as one JSON object. */
    JsonNode object(HttpServletRequest request) throws IOException {
        return switch (StrictJson.parse(bytes(request))) {
            case Checked.Bad<JsonNode>(var problems) -> throw Refusal.of(problems);
            case Checked.Good<JsonNode>(var node) when node.isObject() -> node;
            case Checked.Good<JsonNode> _ ->
                throw Refusal.of(List.of(
                        new Problem("body.type", "", "", "A JSON object in braces.", "See /api/v1/openapi.json.")));
        };
    }

    /** A text member; empty when it is absent. */
    static String text(JsonNode body, String member) {
        var node = body.path(member);
        return node.isString() ? node.stringValue().strip() : "";
    }

    /** A text member that must be there. */
    static String needed(JsonNode body, String member, String expected) {
        var text = text(body, member);
        if (text.isEmpty()) {
            throw Refusal.of("body." + member + ".missing", member, expected, "Add it.");
        }
        return text;
    }

    /** The name of a record that must be there. */
    static UUID named(JsonNode body, String member) {
        try {
            return UUID.fromString(text(body, member));
        } catch (IllegalArgumentException _) {
            throw Refusal.of(
                    "body." + member, member, "A name such as 5f0c6a3e-0d1b-3c55-9f0e-2b7a5d3c1e90.", "Copy it.");
        }
    }
}

package org.sallyport.formats.policy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.formats.json.JsonBytes;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Outcome;
import org.sallyport.problem.Problem;

/**
 * Writes result lines (docs/formats/facts.md): one JSON object, members always in the same order. Not safe for several
 * threads.
 *
 * <p>Determinations of cases that match the same rows share all but the id, the lead time and the digest. What they
 * share is written once and copied from then on.
 */
public final class DeterminationWriter {
    private static final int KNOWN_MAX = 4_096;
    private static final byte[] NULL = ascii("null");
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] OUTCOME = ascii(",\"outcome\":");
    private static final byte[] NOTIFY = ascii(",\"notify\":");
    private static final byte[] NOTIFY_BY = ascii(",\"notifyBy\":");
    private static final byte[] NOT_BEFORE = ascii(",\"notBefore\":");
    private static final byte[] ACTS = ascii(",\"acts\":");
    private static final byte[] ITEMS = ascii(",\"items\":");
    private static final byte[] OBLIGATIONS = ascii(",\"obligations\":");
    private static final byte[] REASONS = ascii(",\"reasons\":[");
    private static final byte[] LAYER = ascii("{\"layer\":");
    private static final byte[] TABLE = ascii(",\"table\":");
    private static final byte[] VERSION = ascii(",\"version\":");
    private static final byte[] ROW = ascii(",\"row\":");
    private static final byte[] CLAUSE = ascii(",\"clause\":");
    private static final byte[] TEXT = ascii(",\"text\":");
    private static final byte[] STOPS = ascii("],\"stops\":");
    private static final byte[] FLAGS = ascii(",\"flags\":");
    private static final byte[] DIGEST = ascii(",\"factsDigest\":");
    private static final byte[] LINE = ascii(",\"line\":");
    private static final byte[] PROBLEMS = ascii(",\"problems\":[");
    private static final byte[] CODE = ascii("{\"code\":");
    private static final byte[] FIELD = ascii(",\"field\":");
    private static final byte[] GIVEN = ascii(",\"given\":");
    private static final byte[] EXPECTED = ascii(",\"expected\":");
    private static final byte[] REMEDY = ascii(",\"remedy\":");

    private final Map<Map<Act, Outcome>, byte[]> known = new IdentityHashMap<>();

    /** A writer that has written nothing yet. */
    DeterminationWriter() {}

    /** The result line of a determination, without a line end. */
    public static String line(Determination found) {
        var out = new JsonBytes(1_024);
        new DeterminationWriter().append(out, found);
        return out.toString();
    }

    /** Appends the result line of a determination, without a line end. */
    void append(JsonBytes out, Determination found) {
        out.raw(ID).text(found.id());
        out.raw(OUTCOME).text(found.outcome().word());
        out.raw(NOTIFY).text(found.toNotify().word());
        length(out.raw(NOTIFY_BY), found.notifyBy());
        var shared = known.get(found.acts());
        if (shared == null) {
            var from = out.size();
            shared(out, found);
            if (known.size() == KNOWN_MAX) {
                known.clear();
            }
            known.put(found.acts(), out.from(from));
        } else {
            out.raw(shared);
        }
        found.factsDigest().ifPresent(digest -> out.raw(DIGEST).text(digest));
        out.raw('}');
    }

    private static void shared(JsonBytes out, Determination found) {
        length(out.raw(NOT_BEFORE), found.notBefore());
        acts(out.raw(ACTS), found.acts());
        texts(out.raw(ITEMS), found.items());
        texts(out.raw(OBLIGATIONS), found.obligations());
        out.raw(REASONS);
        for (var i = 0; i < found.reasons().size(); i++) {
            var reason = found.reasons().get(i);
            comma(out, i).raw(LAYER).text(reason.layer());
            out.raw(TABLE).text(reason.table());
            out.raw(VERSION).text(reason.version());
            out.raw(ROW).number(reason.row());
            out.raw(CLAUSE).text(reason.clause());
            out.raw(TEXT).text(reason.text()).raw('}');
        }
        texts(out.raw(STOPS), found.stops());
        texts(out.raw(FLAGS), found.flags());
    }

    /** Appends the result line of facts that could not be read: the id where one was found, and every problem. */
    static void append(JsonBytes out, Optional<String> id, int lineNumber, List<Problem> problems) {
        out.raw(ID);
        if (id.isPresent()) {
            out.text(id.get());
        } else {
            out.raw(NULL);
        }
        out.raw(LINE).number(lineNumber).raw(PROBLEMS);
        for (var i = 0; i < problems.size(); i++) {
            var problem = problems.get(i);
            comma(out, i).raw(CODE).text(problem.code());
            out.raw(FIELD).text(problem.field());
            out.raw(GIVEN).text(problem.given());
            out.raw(EXPECTED).text(problem.expected());
            out.raw(REMEDY).text(problem.remedy()).raw('}');
        }
        out.raw(']').raw('}');
    }

    private static void length(JsonBytes out, Optional<Duration> length) {
        if (length.isPresent()) {
            out.text(length.get().toString());
        } else {
            out.raw(NULL);
        }
    }

    private static void acts(JsonBytes out, Map<Act, Outcome> acts) {
        var count = 0;
        out.raw('{');
        for (var act : acts.entrySet()) {
            comma(out, count++)
                    .text(act.getKey().word())
                    .raw(':')
                    .text(act.getValue().word());
        }
        out.raw('}');
    }

    private static void texts(JsonBytes out, List<String> texts) {
        out.raw('[');
        for (var i = 0; i < texts.size(); i++) {
            comma(out, i).text(texts.get(i));
        }
        out.raw(']');
    }

    private static JsonBytes comma(JsonBytes out, int before) {
        return before > 0 ? out.raw(',') : out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package org.sallyport.formats.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.policy.Act;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Outcome;
import org.sallyport.problem.Problem;

/** Writes result lines (docs/formats/facts.md): one JSON object, members always in the same order. */
public final class DeterminationWriter {
    private DeterminationWriter() {}

    /** The result line of a determination, without a line end. */
    public static String line(Determination found) {
        var out = new StringBuilder(640);
        append(out, found);
        return out.toString();
    }

    /** Appends the result line of a determination, without a line end. */
    static void append(StringBuilder out, Determination found) {
        text(out.append("{\"id\":"), found.id());
        text(out.append(",\"outcome\":"), found.outcome().word());
        text(out.append(",\"notify\":"), found.toNotify().word());
        length(out.append(",\"notifyBy\":"), found.notifyBy());
        length(out.append(",\"notBefore\":"), found.notBefore());
        acts(out.append(",\"acts\":"), found.acts());
        texts(out.append(",\"items\":"), found.items());
        texts(out.append(",\"obligations\":"), found.obligations());
        out.append(",\"reasons\":[");
        var comma = "";
        for (var reason : found.reasons()) {
            text(out.append(comma).append("{\"layer\":"), reason.layer());
            text(out.append(",\"table\":"), reason.table());
            text(out.append(",\"version\":"), reason.version());
            out.append(",\"row\":").append(reason.row());
            text(out.append(",\"clause\":"), reason.clause());
            text(out.append(",\"text\":"), reason.text());
            out.append('}');
            comma = ",";
        }
        texts(out.append("],\"stops\":"), found.stops());
        texts(out.append(",\"flags\":"), found.flags());
        found.factsDigest().ifPresent(digest -> text(out.append(",\"factsDigest\":"), digest));
        out.append('}');
    }

    /** The result line of facts that could not be read: the id where one was found, and every problem. */
    public static String line(Optional<String> id, int lineNumber, List<Problem> problems) {
        var out = new StringBuilder(256).append("{\"id\":");
        if (id.isPresent()) {
            text(out, id.get());
        } else {
            out.append("null");
        }
        out.append(",\"line\":").append(lineNumber).append(",\"problems\":[");
        var comma = "";
        for (var problem : problems) {
            text(out.append(comma).append("{\"code\":"), problem.code());
            text(out.append(",\"field\":"), problem.field());
            text(out.append(",\"given\":"), problem.given());
            text(out.append(",\"expected\":"), problem.expected());
            text(out.append(",\"remedy\":"), problem.remedy());
            out.append('}');
            comma = ",";
        }
        return out.append("]}").toString();
    }

    private static void text(StringBuilder out, String text) {
        CanonicalJson.quote(out, text);
    }

    private static void length(StringBuilder out, Optional<Duration> length) {
        if (length.isPresent()) {
            text(out, length.get().toString());
        } else {
            out.append("null");
        }
    }

    private static void acts(StringBuilder out, Map<Act, Outcome> acts) {
        var comma = "{";
        for (var act : acts.entrySet()) {
            text(out.append(comma), act.getKey().word());
            text(out.append(':'), act.getValue().word());
            comma = ",";
        }
        out.append(acts.isEmpty() ? "{}" : "}");
    }

    private static void texts(StringBuilder out, List<String> texts) {
        var comma = "[";
        for (var text : texts) {
            text(out.append(comma), text);
            comma = ",";
        }
        out.append(texts.isEmpty() ? "[]" : "]");
    }
}

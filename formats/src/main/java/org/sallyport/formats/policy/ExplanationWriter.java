package org.sallyport.formats.policy;

import java.util.List;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.policy.Explanation;
import org.sallyport.policy.Facts;

/** Writes an explanation as JSON: the result line, and what every layer said about every act, row by row. */
public final class ExplanationWriter {
    private ExplanationWriter() {}

    /** One JSON object. */
    public static String json(Facts facts, Explanation explanation) {
        var found = explanation.determination().withFactsDigest(FactsDigest.of(facts));
        var out = new StringBuilder(2_048);
        out.append("{\"result\":").append(DeterminationWriter.line(found));
        text(out.append(",\"bookHash\":"), found.bookHash());
        text(out.append(",\"evaluatorVersion\":"), found.evaluatorVersion());
        text(out.append(",\"day\":"), explanation.day().toString());
        out.append(",\"said\":[");
        var comma = "";
        for (var act : explanation.said().entrySet()) {
            for (var spoken : act.getValue()) {
                text(out.append(comma).append("{\"act\":"), act.getKey().word());
                text(out.append(",\"layer\":"), spoken.reason().layer());
                text(out.append(",\"table\":"), spoken.reason().table());
                text(out.append(",\"version\":"), spoken.reason().version());
                out.append(",\"row\":").append(spoken.reason().row());
                text(out.append(",\"clause\":"), spoken.reason().clause());
                text(out.append(",\"says\":"), spoken.declared().word());
                text(out.append(",\"counts\":"), spoken.counted().word());
                text(out.append(",\"basis\":"), spoken.basis().word());
                out.append(",\"adopted\":").append(spoken.adopted());
                text(out.append(",\"text\":"), spoken.reason().text());
                out.append('}');
                comma = ",";
            }
        }
        out.append("],\"answers\":[");
        comma = "";
        for (var table : explanation.answers().entrySet()) {
            text(out.append(comma).append("{\"table\":"), table.getKey().id());
            out.append(",\"questions\":[");
            questions(out, table.getValue());
            out.append("]}");
            comma = ",";
        }
        return out.append("]}").toString();
    }

    private static void questions(StringBuilder out, List<Explanation.Answered> questions) {
        var comma = "";
        for (var answered : questions) {
            text(out.append(comma).append("{\"question\":"), answered.question().text());
            text(out.append(",\"answer\":"), answered.answer());
            out.append('}');
            comma = ",";
        }
    }

    private static void text(StringBuilder out, String text) {
        CanonicalJson.quote(out, text);
    }
}

package org.sallyport.formats.request;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.request.DefectText;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an agency gets for a request: number, time, defects of form. It is the same whether or not anyone matches, and
 * says so (promise S2).
 *
 * @param number     the number of the request, such as {@code R-2041}
 * @param receivedAt when it was taken in (UTC instant)
 * @param defects    codes of form defects, in the order of intake
 * @param validThrough the last day on which it stands by the facility's rule, when it names none itself
 */
public record Receipt(String number, Instant receivedAt, List<String> defects, Optional<LocalDate> validThrough) {
    /** The fixed sentence on every receipt. */
    public static final String SAYS_NOTHING =
            "This receipt says nothing about whether any person is or was in custody.";

    /** The fixed sentence on every reminder. */
    static final String REMINDER_SAYS_NOTHING =
            "This reminder says nothing about whether any person is or was in custody.";

    private static final String VALID =
            "It stands through %s. Say before then that it still stands, and it stands on; otherwise it ends.";

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    /** Copies the list. */
    public Receipt {
        defects = List.copyOf(defects);
    }

    /** The receipt as JSON, always the same bytes for the same receipt. */
    public byte[] json() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("number", number);
        node.put("receivedAt", receivedAt.truncatedTo(ChronoUnit.MILLIS).toString());
        var list = node.putArray("defects");
        for (var code : defects) {
            list.addObject().put("code", code).put("text", DefectText.sentence(code));
        }
        validThrough.ifPresent(day ->
                node.put("validThrough", day.toString()).put("validity", String.format(Locale.ROOT, VALID, day)));
        node.put("note", SAYS_NOTHING);
        return CanonicalJson.of(node).getBytes(StandardCharsets.UTF_8);
    }

    /** The receipt for a printer or a terminal, with local times of {@code zone}. */
    public String text(ZoneId zone) {
        var text = new StringBuilder();
        text.append("Receipt for notification request ").append(number).append('\n');
        text.append("Received ").append(LOCAL.format(receivedAt.atZone(zone))).append('\n');
        text.append(defects.isEmpty() ? "No defects of form.\n" : "Defects of form:\n");
        defects.forEach(code -> text.append("  ")
                .append(code)
                .append(": ")
                .append(DefectText.sentence(code))
                .append('\n'));
        validThrough.ifPresent(
                day -> text.append(String.format(Locale.ROOT, VALID, day)).append('\n'));
        return text.append(SAYS_NOTHING).append('\n').toString();
    }
}

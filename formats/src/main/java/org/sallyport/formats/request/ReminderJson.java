package org.sallyport.formats.request;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.custody.FacilityId;
import org.sallyport.formats.json.CanonicalJson;
import org.sallyport.notice.CaseId;
import org.sallyport.request.Reminder;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A reminder in words and as a CloudEvent in canonical JSON. The words are fixed and the same whether or not any person
 * is or was in custody (promises S2 and S8).
 *
 * @param facility who reminds
 * @param caseId   the case whose outcome is asked for, under which it is reported
 * @param reminder of what
 */
public record ReminderJson(FacilityId facility, Optional<CaseId> caseId, Reminder reminder) {
    private static final String REVALIDATE = "Your request %s to %s stands through %s. If you say before then that it"
            + " still stands, it stands on; otherwise it ends on that day.";
    private static final String OUTCOME =
            "%s sent you notice %s about your request %s. Please say what your agency did,"
                    + " or that it did nothing. Without an answer the record will say: outcome not reported.";

    private static final String PASSED_ON =
            "Your request %s was passed on and is received at %s as request %s. Withdraw it there under that number.";
    private static final String THROUGH =
            " It stands through %s there; if you say before then that it still stands, it stands on.";

    /** The whole of what is said. */
    public String text() {
        var request = reminder.request();
        var through = reminder.through();
        return switch (reminder.kind()) {
            case "passed-on" ->
                String.format(Locale.ROOT, PASSED_ON, reminder.notice(), facility, request)
                        + through.map(day -> String.format(Locale.ROOT, THROUGH, day))
                                .orElse("")
                        + "\n" + Receipt.SAYS_NOTHING;
            case "revalidate" ->
                String.format(Locale.ROOT, REVALIDATE, request, facility, through.orElseThrow()) + "\n"
                        + Receipt.REMINDER_SAYS_NOTHING;
            default ->
                String.format(Locale.ROOT, OUTCOME, facility, reminder.notice(), request) + "\n"
                        + Receipt.REMINDER_SAYS_NOTHING;
        };
    }

    /** The bytes for a webhook: always the same for the same reminder. */
    public byte[] bytes() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("specversion", "1.0");
        node.put("id", reminder.id().toString());
        node.put("source", "/" + facility.path());
        node.put("type", "reminder." + reminder.kind());
        node.put("subject", reminder.request());
        node.put("time", reminder.raisedAt().toString());
        node.put("datacontenttype", "application/json");
        var data = node.putObject("data");
        data.put("request", reminder.request());
        data.put("facility", facility.path());
        data.put("text", text());
        reminder.through().ifPresent(day -> data.put("validThrough", day.toString()));
        if (reminder.kind().equals("passed-on")) {
            data.put("passedOnFrom", reminder.notice());
        }
        caseId.ifPresent(id -> data.put("case", id.toString()).put("notice", reminder.notice()));
        return CanonicalJson.of(node).getBytes(StandardCharsets.UTF_8);
    }
}

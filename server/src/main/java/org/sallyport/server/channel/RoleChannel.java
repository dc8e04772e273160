package org.sallyport.server.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.desk.LogTrouble;
import org.sallyport.desk.Outgoing;
import org.sallyport.server.audit.LogWords;
import org.sallyport.server.security.NoticeLinks;

/**
 * Tells a named role of a facility by e-mail that something needs it. Every alarm stands on the console as well,
 * whatever becomes of the e-mail. The text names a number and a kind, never a person.
 */
public final class RoleChannel {
    private final Optional<Mailer> mailer;
    private final NoticeLinks links;

    /** A channel; without a mailer, only a role without an address counts as told, by the console. */
    public RoleChannel(Optional<Mailer> mailer, NoticeLinks links) {
        this.mailer = mailer;
        this.links = links;
    }

    /** Tells a role of alarms of one facility, in one message; never throws. */
    Handed hand(List<Outgoing.ToRole> alarms) {
        var first = alarms.getFirst();
        if (first.address().isEmpty()) {
            return Handed.taken("console-only");
        }
        if (mailer.isEmpty()) {
            return Handed.failed("smtp-not-configured");
        }
        var newest = alarms.stream()
                .map(a -> a.alarm().raisedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return mailer.get()
                .send(new Mailer.Message(first.address(), key(alarms), newest, subject(alarms), text(alarms)));
    }

    /** The same alarms told again have the same Message-ID. */
    private static String key(List<Outgoing.ToRole> alarms) {
        var ids = alarms.stream().map(a -> a.alarm().id().toString()).sorted().toList();
        var several = UUID.nameUUIDFromBytes(String.join(" ", ids).getBytes(StandardCharsets.UTF_8));
        return "alarm-" + (ids.size() == 1 ? ids.getFirst() : several.toString());
    }

    private static String subject(List<Outgoing.ToRole> alarms) {
        var one = alarms.getFirst().alarm();
        return alarms.size() == 1
                ? "Sallyport: " + one.kind().replace('-', ' ') + ", " + one.about()
                : "Sallyport: " + alarms.size() + " alarms at "
                        + alarms.getFirst().facility();
    }

    private String text(List<Outgoing.ToRole> alarms) {
        var facility = alarms.getFirst().facility();
        var text = new StringBuilder(512);
        for (var told : alarms) {
            var alarm = told.alarm();
            text.append(sentence(alarm.kind())).append(" at ").append(facility).append(".\n");
            text.append("  Alarm:  ").append(alarm.number()).append('\n');
            text.append("  About:  ").append(alarm.about()).append('\n');
            text.append("  Raised: ").append(alarm.raisedAt()).append(" (UTC)\n\n");
        }
        var board = links.address() + "?at=" + URLEncoder.encode(facility.path(), StandardCharsets.UTF_8);
        return text.append("For the ")
                .append(alarms.getFirst().alarm().role())
                .append(". Each stands on the console until it is dealt with: ")
                .append(board)
                .append('\n')
                .toString();
    }

    private static String sentence(String kind) {
        return switch (kind) {
            case "not-acknowledged" -> "A notice was not acknowledged and its deadline is near: please call the agency";
            case "decision-waits" -> "A case waits for a decision";
            case "over-stay" -> "A person is still there though the last ground for custody has ended";
            case "overdue-return" -> "A person has not returned when expected";
            case "hold-barred" -> "A hold is recorded that the law does not allow";
            case "disclosure-incident" -> "A notice went out that should not have: please read the incident";
            case "feed-silent" -> "The custody feed is silent";
            case "roster-refused" -> "A roster lost an improbable share and was refused";
            case "roster-absences" -> "A roster lacks people that the one before it listed: have they left?";
            case "relay-waits" -> "A request that another facility passed on waits for a person to take it in";
            case "match-waits" -> "A possible match waits for a person";
            case "notices-paused" -> "Far more notices than usual would leave: they wait for your decision";
            case "paused-deadline" -> "Notices still wait for your decision and the first deadline is near";
            case "record-altered" ->
                "The facility's own record was altered and it is not served: no notice leaves, its feed is not taken"
                        + " in. Please call the operator; meanwhile work by phone";
            case "records-differed" ->
                "Records differed from what follows from them; they were put right, please look"
                        + " at the cases of today";
            default ->
                Arrays.stream(LogTrouble.values())
                        .filter(trouble -> trouble.kind().equals(kind))
                        .map(LogWords::of)
                        .findFirst()
                        .orElse("Something needs a person");
        };
    }
}

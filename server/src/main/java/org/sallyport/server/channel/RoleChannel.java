package org.sallyport.server.channel;

import java.util.Arrays;
import java.util.Optional;
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

    /** Tells the role; never throws. */
    Handed hand(Outgoing.ToRole told) {
        if (told.address().isEmpty()) {
            return Handed.taken("console-only");
        }
        if (mailer.isEmpty()) {
            return Handed.failed("smtp-not-configured");
        }
        var alarm = told.alarm();
        return mailer.get()
                .send(new Mailer.Message(
                        told.address(),
                        "alarm-" + alarm.id(),
                        alarm.raisedAt(),
                        "Sallyport: " + alarm.kind().replace('-', ' ') + ", " + alarm.about(),
                        """
                        %s at %s.

                        About:  %s
                        Raised: %s (UTC)
                        For:    %s

                        It stands on the console until it is dealt with: %s
                        """.formatted(
                                        sentence(alarm.kind()),
                                        told.facility(),
                                        alarm.about(),
                                        alarm.raisedAt(),
                                        alarm.role(),
                                        links.address())));
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
            case "match-waits" -> "A possible match waits for a person";
            case "notices-paused" -> "Far more notices than usual would leave: they wait for your decision";
            case "paused-deadline" -> "Notices still wait for your decision and the first deadline is near";
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

package org.sallyport.server.console;

import java.util.List;
import java.util.Locale;
import org.sallyport.custody.CustodyFact;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.policy.Act;

/** Tells what was recorded of a stay, one line an entry, in words the desk uses. */
final class StoryText {
    private StoryText() {}

    /** One line of a story; {@code number} is the entry's place in the journal, by which it can be proved. */
    public record Entry(long number, String when, String what, String who) {}

    static List<Entry> of(List<Envelope> history, Moments moments) {
        return history.stream()
                .map(e -> new Entry(e.position(), moments.at(e.recordedAt()), what(e, moments), e.actor()))
                .toList();
    }

    private static String what(Envelope envelope, Moments m) {
        return envelope.event() instanceof EpisodeEvent event ? what(event, m) : "";
    }

    private static String what(EpisodeEvent event, Moments m) {
        return switch (event) {
            case EpisodeEvent.FactReceived(var feed) ->
                "The jail's feed: " + words(feed.fact()) + ", as of " + m.at(feed.time());
            case EpisodeEvent.StayJoined _ -> "Records of another booking were joined to this stay";
            case EpisodeEvent.StayAbsorbed _ -> "This stay's records were joined to another stay";
            case EpisodeEvent.StayParted _ -> "A booking was parted from this stay";
            case EpisodeEvent.CaseOpened e -> "Case opened for " + e.agency();
            case EpisodeEvent.CaseCarried _ -> "Case carried over from the joined stay";
            case EpisodeEvent.Determined e ->
                "Law asked: " + e.determination().outcome().word() + "; Sallyport: "
                        + e.determination().toNotify().word();
            case EpisodeEvent.NoticePlanned e ->
                "Notice " + e.content().notice().number() + " ("
                        + e.content().kind().word() + ") planned for " + m.at(e.sendAt()) + ", deadline "
                        + m.at(e.deadline());
            case EpisodeEvent.NoticeDropped e -> "Notice " + e.notice().number() + " dropped: " + plain(e.why());
            case EpisodeEvent.DecisionAsked e -> "A decision was asked of " + e.role() + " by " + m.at(e.by());
            case EpisodeEvent.DecisionGiven e ->
                "Decided " + (e.yes() ? "yes" : "no") + " as " + e.role()
                        + (e.reason().isEmpty() ? "" : ": " + e.reason());
            case EpisodeEvent.NoticePaused e ->
                "Notice " + e.notice().number() + " waits: too many notices at once, a person decides";
            case EpisodeEvent.NoticeWithheld e ->
                "Notice " + e.notice().number() + " is not to leave: so a person decided of the burst";
            case EpisodeEvent.Shadowed e -> "In shadow: notice " + e.notice().number() + " would have left now";
            case EpisodeEvent.AttemptStarted e ->
                "Notice " + e.content().notice().number() + ", attempt " + e.attempt() + " by " + e.channel();
            case EpisodeEvent.AttemptEnded e ->
                "Notice " + e.notice().number() + ", attempt " + e.attempt()
                        + (e.taken() ? " was taken" : " failed: " + e.detail());
            case EpisodeEvent.Acknowledged e -> "Notice " + e.notice().number() + " acknowledged: " + plain(e.answer());
            case EpisodeEvent.Escalated e -> "Notice " + e.notice().number() + " escalated to " + e.role();
            case EpisodeEvent.NotSentInTime e -> "Not sent in time: " + plain(e.cause());
            case EpisodeEvent.CopyOwed e ->
                "The person is owed a copy of notice " + e.notice().number();
            case EpisodeEvent.CopyGiven e -> "The copy of notice " + e.notice().number() + " was handed over";
            case EpisodeEvent.RelayOwed e -> "The request is to be passed on to " + e.to();
            case EpisodeEvent.RelayRuled e ->
                "Law of " + e.to() + " asked about passing the request on: "
                        + (e.determination().acts().containsKey(Act.RELAY)
                                ? e.determination().acts().get(Act.RELAY).word()
                                : "no table speaks");
            case EpisodeEvent.RelayRecalled e ->
                "No transfer to " + e.to() + " after all: the request passed on is to be taken back there";
            case EpisodeEvent.RelayEnded e ->
                "Passing the request on to " + e.to() + ": " + plain(e.why())
                        + (e.number().isEmpty() ? "" : ", there " + e.number());
            case EpisodeEvent.HandOverRecorded e -> "Hand-over: " + plain(e.what());
            case EpisodeEvent.OutcomeReported e -> "Outcome: " + plain(e.outcome());
            case EpisodeEvent.StaffActed e ->
                e.toldAt()
                        .map(at -> "Staff told the agency by " + plain(e.channel()) + ", " + m.at(at))
                        .orElse("Staff did not tell the agency");
            case EpisodeEvent.ReminderRaised e ->
                "The agency is reminded to say what it did, " + e.reminder().days() + " days after the stay";
            case EpisodeEvent.ReminderTried _ -> "The reminder is on its way";
            case EpisodeEvent.ReminderTaken _ -> "The reminder was taken";
            case EpisodeEvent.CaseClosed e -> "Case closed: " + plain(e.outcome());
            case EpisodeEvent.CaseReopened _ -> "Case goes on: the release was taken back";
            case EpisodeEvent.DisclosureIncidentOpened e ->
                "Disclosure incident: notice " + e.notice().number() + " should not have left";
            case EpisodeEvent.AlarmRaised(var alarm) -> "Alarm to " + alarm.role() + ": " + plain(alarm.kind());
            case EpisodeEvent.AlarmTried e -> e.taken() ? "The alarm was delivered" : "The alarm is on its way";
        };
    }

    private static String words(CustodyFact fact) {
        var name = fact.getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", " $1");
        return name.toLowerCase(Locale.ROOT);
    }

    private static String plain(String code) {
        return code.replace('-', ' ');
    }
}

package org.sallyport.formats.journal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.desk.AgencyEvent;
import org.sallyport.desk.FacilityEvent;
import org.sallyport.journal.Recorded;
import org.sallyport.notice.EpisodeEvent;
import org.sallyport.request.RequestEvent;

/**
 * The name under which each kind of event stands in the journal, for good, with the schema this program writes. A class
 * may be renamed; its name here may not.
 */
final class EventTypes {
    /** One kind of event. */
    record Entry(String type, int schema, Class<? extends Recorded> shape) {}

    static final List<Entry> ALL = List.of(
            new Entry("request.received", 1, RequestEvent.Received.class),
            new Entry("request.offered", 1, RequestEvent.Offered.class),
            new Entry("request.offer-answered", 1, RequestEvent.OfferAnswered.class),
            new Entry("request.amended", 1, RequestEvent.Amended.class),
            new Entry("request.revalidated", 1, RequestEvent.Revalidated.class),
            new Entry("request.validity-given", 1, RequestEvent.ValidityGiven.class),
            new Entry("request.reminder-raised", 1, RequestEvent.ReminderRaised.class),
            new Entry("request.reminder-tried", 1, RequestEvent.ReminderTried.class),
            new Entry("request.reminder-taken", 1, RequestEvent.ReminderTaken.class),
            new Entry("request.withdrawn", 1, RequestEvent.Withdrawn.class),
            new Entry("request.cancelled", 1, RequestEvent.Cancelled.class),
            new Entry("request.expired", 1, RequestEvent.Expired.class),
            new Entry("request.served", 1, RequestEvent.Served.class),
            new Entry("request.defects-accepted", 1, RequestEvent.DefectsAccepted.class),
            new Entry("request.match-proposed", 1, RequestEvent.MatchProposed.class),
            new Entry("request.match-rejected", 1, RequestEvent.MatchRejected.class),
            new Entry("request.bound", 1, RequestEvent.Bound.class),
            new Entry("request.unbound", 1, RequestEvent.Unbound.class),
            new Entry("request.closed", 1, RequestEvent.Closed.class),
            new Entry("episode.fact-received", 1, EpisodeEvent.FactReceived.class),
            new Entry("episode.stay-joined", 1, EpisodeEvent.StayJoined.class),
            new Entry("episode.stay-absorbed", 1, EpisodeEvent.StayAbsorbed.class),
            new Entry("episode.stay-parted", 1, EpisodeEvent.StayParted.class),
            new Entry("episode.case-opened", 1, EpisodeEvent.CaseOpened.class),
            new Entry("episode.case-carried", 6, EpisodeEvent.CaseCarried.class),
            new Entry("episode.determined", 1, EpisodeEvent.Determined.class),
            new Entry("episode.notice-planned", 1, EpisodeEvent.NoticePlanned.class),
            new Entry("episode.notice-dropped", 1, EpisodeEvent.NoticeDropped.class),
            new Entry("episode.decision-asked", 1, EpisodeEvent.DecisionAsked.class),
            new Entry("episode.decision-given", 1, EpisodeEvent.DecisionGiven.class),
            new Entry("episode.shadowed", 1, EpisodeEvent.Shadowed.class),
            new Entry("episode.notice-paused", 1, EpisodeEvent.NoticePaused.class),
            new Entry("episode.notice-withheld", 1, EpisodeEvent.NoticeWithheld.class),
            new Entry("episode.attempt-started", 1, EpisodeEvent.AttemptStarted.class),
            new Entry("episode.attempt-ended", 1, EpisodeEvent.AttemptEnded.class),
            new Entry("episode.acknowledged", 1, EpisodeEvent.Acknowledged.class),
            new Entry("episode.escalated", 1, EpisodeEvent.Escalated.class),
            new Entry("episode.not-sent-in-time", 1, EpisodeEvent.NotSentInTime.class),
            new Entry("episode.copy-owed", 1, EpisodeEvent.CopyOwed.class),
            new Entry("episode.copy-given", 1, EpisodeEvent.CopyGiven.class),
            new Entry("episode.relay-owed", 1, EpisodeEvent.RelayOwed.class),
            new Entry("episode.relay-ruled", 1, EpisodeEvent.RelayRuled.class),
            new Entry("episode.relay-recalled", 1, EpisodeEvent.RelayRecalled.class),
            new Entry("episode.relay-ended", 1, EpisodeEvent.RelayEnded.class),
            new Entry("episode.hand-over-recorded", 1, EpisodeEvent.HandOverRecorded.class),
            new Entry("episode.outcome-reported", 1, EpisodeEvent.OutcomeReported.class),
            new Entry("episode.staff-acted", 1, EpisodeEvent.StaffActed.class),
            new Entry("episode.reminder-raised", 1, EpisodeEvent.ReminderRaised.class),
            new Entry("episode.reminder-tried", 1, EpisodeEvent.ReminderTried.class),
            new Entry("episode.reminder-taken", 1, EpisodeEvent.ReminderTaken.class),
            new Entry("episode.case-closed", 1, EpisodeEvent.CaseClosed.class),
            new Entry("episode.case-reopened", 1, EpisodeEvent.CaseReopened.class),
            new Entry("episode.disclosure-incident-opened", 1, EpisodeEvent.DisclosureIncidentOpened.class),
            new Entry("episode.alarm-raised", 1, EpisodeEvent.AlarmRaised.class),
            new Entry("episode.alarm-tried", 1, EpisodeEvent.AlarmTried.class),
            new Entry("facility.configured", 1, FacilityEvent.Configured.class),
            new Entry("facility.mode-set", 1, FacilityEvent.ModeSet.class),
            new Entry("facility.sending-stopped", 1, FacilityEvent.SendingStopped.class),
            new Entry("facility.sending-resumed", 1, FacilityEvent.SendingResumed.class),
            new Entry("facility.table-adopted", 1, FacilityEvent.TableAdopted.class),
            new Entry("facility.practice-set", 1, FacilityEvent.PracticeSet.class),
            new Entry("facility.book-activated", 1, FacilityEvent.BookActivated.class),
            new Entry("facility.feed-fell-silent", 1, FacilityEvent.FeedFellSilent.class),
            new Entry("facility.feed-heard-again", 1, FacilityEvent.FeedHeardAgain.class),
            new Entry("facility.roster-refused", 1, FacilityEvent.RosterRefused.class),
            new Entry("facility.roster-accepted", 1, FacilityEvent.RosterAccepted.class),
            new Entry("facility.roster-taken", 1, FacilityEvent.RosterTaken.class),
            new Entry("facility.absence-answered", 1, FacilityEvent.AbsenceAnswered.class),
            new Entry("facility.notices-paused", 1, FacilityEvent.NoticesPaused.class),
            new Entry("facility.pause-decided", 1, FacilityEvent.PauseDecided.class),
            new Entry("facility.pause-ended", 1, FacilityEvent.PauseEnded.class),
            new Entry("facility.breaker-set", 1, FacilityEvent.BreakerSet.class),
            new Entry("facility.differences-found", 1, FacilityEvent.DifferencesFound.class),
            new Entry("facility.validity-set", 1, FacilityEvent.ValiditySet.class),
            new Entry("facility.expungement-proposed", 1, FacilityEvent.ExpungementProposed.class),
            new Entry("facility.expungement-confirmed", 1, FacilityEvent.ExpungementConfirmed.class),
            new Entry("facility.expungement-dropped", 1, FacilityEvent.ExpungementDropped.class),
            new Entry("facility.expungement-reapplied", 1, FacilityEvent.ExpungementReapplied.class),
            new Entry("facility.streams-destroyed", 1, FacilityEvent.StreamsDestroyed.class),
            new Entry("facility.log-troubled", 1, FacilityEvent.LogTroubled.class),
            new Entry("facility.log-sound", 1, FacilityEvent.LogSound.class),
            new Entry("facility.legal-hold-placed", 1, FacilityEvent.LegalHoldPlaced.class),
            new Entry("facility.legal-hold-lifted", 1, FacilityEvent.LegalHoldLifted.class),
            new Entry("facility.retention-destroyed", 1, FacilityEvent.RetentionDestroyed.class),
            new Entry("facility.retention-run", 1, FacilityEvent.RetentionRun.class),
            new Entry("facility.alarm-raised", 1, FacilityEvent.AlarmRaised.class),
            new Entry("facility.alarm-tried", 1, FacilityEvent.AlarmTried.class),
            new Entry("agency.enrolled", 1, AgencyEvent.Enrolled.class));

    static final Map<String, Entry> BY_TYPE = ALL.stream().collect(Collectors.toMap(Entry::type, Function.identity()));

    static final Map<Class<? extends Recorded>, Entry> BY_SHAPE =
            ALL.stream().collect(Collectors.toMap(Entry::shape, Function.identity()));

    private EventTypes() {}
}

package org.sallyport.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.journal.Recorded;
import org.sallyport.policy.Determination;
import org.sallyport.policy.Facts;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestId;

/** What was recorded of one stay and of the cases opened on it. Moments are UTC instants of the business clock. */
public sealed interface EpisodeEvent extends Recorded {

    /** The case this speaks of, when it speaks of one. */
    default Optional<CaseId> ofCase() {
        return switch (this) {
            case OfCase e -> Optional.of(e.caseId());
            case CaseOpened e -> Optional.of(e.caseId());
            case CaseCarried e -> Optional.of(e.from().id());
            case FactReceived _, StayJoined _, StayAbsorbed _, StayParted _, AlarmRaised _, AlarmTried _ ->
                Optional.empty();
        };
    }

    /** The feed said something of this stay. */
    record FactReceived(FeedEvent event) implements EpisodeEvent {}

    /** Another stay's records are this one's; what was received of it follows as {@link FactReceived}. */
    record StayJoined(EpisodeId other, Instant at) implements EpisodeEvent {}

    /** This stay's records now belong to another; this stream ends. */
    record StayAbsorbed(EpisodeId into, Instant at) implements EpisodeEvent {}

    /** These bookings are another stay after all; what was received of them counts there from now on. */
    record StayParted(List<String> bookings, EpisodeId into, Instant at) implements EpisodeEvent {}

    /** A request applies to this stay. {@code mayEndAt} is the end of the request's own last day, when it names one. */
    record CaseOpened(
            CaseId caseId, RequestId request, String agency, String requester, Optional<Instant> mayEndAt, Instant at)
            implements EpisodeEvent {}

    /** A case came along from a stay that was joined or parted. */
    record CaseCarried(NoticeCase from, Instant at) implements EpisodeEvent {}

    /** The answer as of this moment, with the facts it was made from. */
    record Determined(CaseId caseId, String determinationId, Determination determination, Facts facts, Instant at)
            implements OfCase {}

    /**
     * A notice is owed: what it will say if nothing changes, when it leaves, and the last moment in time (inclusive).
     */
    record NoticePlanned(CaseId caseId, NoticeContent content, Instant sendAt, Instant deadline, Instant at)
            implements OfCase {}

    /** A notice that never left is not owed any more; {@code why} is a code. */
    record NoticeDropped(CaseId caseId, NoticeId notice, String why, Instant at) implements OfCase {}

    /** A person must decide; {@code question} is {@code law}, {@code law-barred-elsewhere} or {@code press-send}. */
    record DecisionAsked(CaseId caseId, String question, String role, Instant by, Instant at) implements OfCase {}

    /** A person decided; {@code answersTo} is the name of the determination that was shown. */
    record DecisionGiven(
            CaseId caseId,
            boolean yes,
            String question,
            String answersTo,
            String role,
            String citation,
            String reason,
            String by,
            Instant at)
            implements OfCase {}

    /** In shadow: this is what would have been sent now. */
    record Shadowed(CaseId caseId, NoticeId notice, Instant at) implements OfCase {}

    /** So many leave at this facility in an hour that this one waits for a person's decision. */
    record NoticePaused(CaseId caseId, NoticeId notice, Instant at) implements OfCase {}

    /** A person decided that a paused notice is not to leave; it stays so until the facts change. */
    record NoticeWithheld(CaseId caseId, NoticeId notice, Instant at) implements OfCase {}

    /** An attempt begins; the first fixes the content. The worker may send until the lease ends. */
    record AttemptStarted(
            CaseId caseId, NoticeContent content, int attempt, String channel, Instant leaseUntil, Instant at)
            implements OfCase {}

    /**
     * The provider took it, or not; {@code detail} is a code of the channel. A stale result is recorded, never obeyed.
     */
    record AttemptEnded(CaseId caseId, NoticeId notice, int attempt, boolean taken, String detail, Instant at)
            implements OfCase {}

    /** The receiver has the notice, and says {@code coming}, {@code not-coming} or {@code undecided}. */
    record Acknowledged(CaseId caseId, NoticeId notice, String answer, String officerReference, Instant at)
            implements OfCase {}

    /** Nobody acknowledged in time; a named role takes over. */
    record Escalated(CaseId caseId, NoticeId notice, String role, Instant at) implements OfCase {}

    /** The person left, or the time passed, before a notice could leave; {@code cause} is a code (F-03). */
    record NotSentInTime(CaseId caseId, Optional<NoticeId> notice, String cause, Instant at) implements OfCase {}

    /** The person's copy is owed to them (and counsel) because a table grants it. */
    record CopyOwed(CaseId caseId, NoticeId notice, String obligation, Instant at) implements OfCase {}

    /** The person's copy was handed over. */
    record CopyGiven(CaseId caseId, NoticeId notice, String by, Instant at) implements OfCase {}

    /** The request is to be passed on to the facility the person went to; a try began, the next follows if it fails. */
    record RelayOwed(CaseId caseId, String to, Instant nextTry, Instant at) implements OfCase {}

    /** What the law of the facility the person went to says of it; {@code facts} are read by that facility's law. */
    record RelayRuled(
            CaseId caseId, String to, String determinationId, Determination determination, Facts facts, Instant at)
            implements OfCase {}

    /** The transfer it was passed on for is not so: it is to be taken back there; a try began, the next follows. */
    record RelayRecalled(CaseId caseId, String to, Instant nextTry, Instant at) implements OfCase {}

    /**
     * It was passed on, or will not be; or it was taken back there, or not. {@code why} is a code of {@link Relay},
     * {@code number} the receipt's there.
     */
    record RelayEnded(CaseId caseId, String to, String why, String number, Instant at) implements OfCase {}

    /** Physical custody passed, or did not: {@code arrived transferred not-arrived refused}. */
    record HandOverRecorded(CaseId caseId, String what, String officerReference, String by, Instant at)
            implements OfCase {}

    /** What the agency did in the end. */
    record OutcomeReported(CaseId caseId, String outcome, String by, Instant at) implements OfCase {}

    /** What staff did by themselves: told the agency then, or (absent) did not. */
    record StaffActed(CaseId caseId, Optional<Instant> toldAt, String channel, String by, Instant at)
            implements OfCase {}

    /** The agency is to be reminded that it has not said what it did. */
    record ReminderRaised(CaseId caseId, Reminder reminder) implements OfCase {}

    /** One try to remind began; {@code nextTry} follows unless it is taken before. */
    record ReminderTried(CaseId caseId, UUID reminder, Instant nextTry, Instant at) implements OfCase {}

    /** A provider took the reminder. */
    record ReminderTaken(CaseId caseId, UUID reminder, Instant at) implements OfCase {}

    /** Everything about the case has ended. */
    record CaseClosed(CaseId caseId, String outcome, Instant at) implements OfCase {}

    /** The release that ended the case was taken back; it goes on. */
    record CaseReopened(CaseId caseId, Instant at) implements OfCase {}

    /** A sent notice turns out to have been barred: counsel is told, the recipient is asked to delete. */
    record DisclosureIncidentOpened(CaseId caseId, NoticeId notice, String determinationId, Instant at)
            implements OfCase {}

    /** A named role must be told. */
    record AlarmRaised(Alarm alarm) implements EpisodeEvent {}

    /** One try to tell the role ended; {@code nextTry} is absent once taken. */
    record AlarmTried(UUID alarm, boolean taken, Optional<Instant> nextTry, Instant at) implements EpisodeEvent {}

    /** Something that happened to one case already open. */
    sealed interface OfCase extends EpisodeEvent {
        /** The case. */
        CaseId caseId();
    }
}

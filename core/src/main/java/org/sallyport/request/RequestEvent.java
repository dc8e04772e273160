package org.sallyport.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.sallyport.custody.EpisodeId;
import org.sallyport.journal.Recorded;

/** What happened to one request. Every moment is a UTC instant of the business clock. */
public sealed interface RequestEvent extends Recorded {
    /** It was taken in; {@code defects} are codes of form defects that send it to a person (F-06). */
    record Received(RequestId id, NotificationRequest request, List<String> defects, Instant at)
            implements RequestEvent {}

    /**
     * Another facility, which the person was transferred from, passes an agency's request on; {@code role} is asked
     * whether it is taken in, empty where the table lets it. Until then it stands for nothing.
     */
    record Offered(
            RequestId id, NotificationRequest request, List<String> defects, PassedOn from, String role, Instant at)
            implements RequestEvent {}

    /** A person said whether a request that another facility passed on is taken in. */
    record OfferAnswered(boolean taken, String by, String reason, Instant at) implements RequestEvent {}

    /** The agency sent it again with other content. */
    record Amended(NotificationRequest request, List<String> defects, Instant at) implements RequestEvent {}

    /** The agency said again that it stands; {@code on} is the day at the addressee. */
    record Revalidated(String by, LocalDate on, Instant at) implements RequestEvent {}

    /** The agency took it back. */
    record Withdrawn(String by, String reason, Instant at) implements RequestEvent {}

    /** A later form cancelled it (F-08). */
    record Cancelled(String byReference, Instant at) implements RequestEvent {}

    /** By the facility's rule it stands through this day, naming none itself; the agency spoke on {@code from}. */
    record ValidityGiven(LocalDate from, LocalDate through, Instant at) implements RequestEvent {}

    /** The agency is to be reminded that it ends unless it says that it stands. */
    record ReminderRaised(Reminder reminder) implements RequestEvent {}

    /** One try to remind began; {@code nextTry} follows unless it is taken before. */
    record ReminderTried(UUID reminder, Instant nextTry, Instant at) implements RequestEvent {}

    /** A provider took the reminder. */
    record ReminderTaken(UUID reminder, Instant at) implements RequestEvent {}

    /** Its own date passed, it stayed unbound longer than such a request may, or nobody said that it stands. */
    record Expired(String why, Instant at) implements RequestEvent {}

    /** The person was given a copy (F-07). */
    record Served(Service service, String recordedBy, Instant at) implements RequestEvent {}

    /** A person accepted it in spite of its defects of form. */
    record DefectsAccepted(String by, String reason, Instant at) implements RequestEvent {}

    /** Something weaker than a strong match points to a stay; a person decides. {@code reasons} are codes. */
    record MatchProposed(EpisodeId episode, List<String> reasons, Instant at) implements RequestEvent {}

    /** A person decided that the stay is not the subject's. */
    record MatchRejected(EpisodeId episode, String by, Instant at) implements RequestEvent {}

    /** It applies to this stay from now on: by a strong identifier, or a person's confirmation. */
    record Bound(EpisodeId episode, String how, Instant at) implements RequestEvent {}

    /** It no longer applies to this stay: records were parted, or the facts that bound it were corrected. */
    record Unbound(EpisodeId episode, String why, Instant at) implements RequestEvent {}

    /** Everything about it has ended. */
    record Closed(String outcome, Instant at) implements RequestEvent {}
}

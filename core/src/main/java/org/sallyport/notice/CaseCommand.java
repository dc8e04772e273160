package org.sallyport.notice;

import java.time.Instant;
import java.util.Optional;

/** What a person, an agency or a channel says of a case. Moments come from the transaction. */
public sealed interface CaseCommand {
    /** A channel's answer to one attempt. */
    record EndAttempt(NoticeId notice, int attempt, boolean taken, String detail) implements CaseCommand {}

    /** The receiver has the notice: {@code coming not-coming undecided}. */
    record Acknowledge(NoticeId notice, String answer, String officerReference) implements CaseCommand {}

    /** A person with a role answers the question that waits. */
    record Decide(boolean yes, String role, String citation, String reason, String by) implements CaseCommand {}

    /** The person's copy was handed over. */
    record GiveCopy(NoticeId notice, String by) implements CaseCommand {}

    /** Physical custody passed, or did not: {@code arrived transferred not-arrived refused}. */
    record RecordHandOver(String what, String officerReference, String by) implements CaseCommand {}

    /**
     * What staff did by themselves while Sallyport is in shadow: told the agency then by {@code channel}
     * ({@code phone fax email in-person other}), or did not.
     */
    record RecordStaffAction(Optional<Instant> toldAt, String channel, String by) implements CaseCommand {}

    /** What the agency did in the end. */
    record ReportOutcome(String outcome, String by) implements CaseCommand {}
}

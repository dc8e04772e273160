package org.sallyport.notice;

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

    /** What the agency did in the end. */
    record ReportOutcome(String outcome, String by) implements CaseCommand {}
}

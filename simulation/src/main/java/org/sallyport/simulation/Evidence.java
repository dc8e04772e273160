package org.sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.desk.Desk;
import org.sallyport.journal.Envelope;
import org.sallyport.notice.Alarm;
import org.sallyport.notice.NoticeContent;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.Reminder;
import org.sallyport.request.RequestId;
import org.sallyport.simulation.jail.Filing;

/**
 * What checkers judge: the journal, and what the world outside saw.
 *
 * @param journal          everything recorded, in order
 * @param facilities       the jails
 * @param firstBook        the policy book in force at the start
 * @param books            every policy book by its hash
 * @param received         what agencies got
 * @param told             what roles got
 * @param reminded         what agencies were reminded of
 * @param receipts         what filings were answered
 * @param filed            what was filed under which name
 * @param heard            when each feed was heard
 * @param sent             what jails sent, by source and id
 * @param feedAcknowledged which of it Sallyport said it has
 * @param healedAt         when faults ended
 * @param delayMax         how late a message sent before then may still arrive
 * @param now              the end
 */
public record Evidence(
        List<Envelope> journal,
        List<Facility> facilities,
        PolicyBook firstBook,
        Map<String, PolicyBook> books,
        List<Received> received,
        List<Told> told,
        List<Reminded> reminded,
        List<Receipted> receipts,
        Map<RequestId, Filing> filed,
        Map<FacilityId, List<Instant>> heard,
        Map<String, FeedEvent> sent,
        Map<String, Instant> feedAcknowledged,
        Optional<Instant> healedAt,
        Duration delayMax,
        Instant now) {

    /** An agency got these bytes. */
    public record Received(Instant at, String agency, NoticeContent content, int attempt) {}

    /** A role was told. */
    public record Told(Instant at, FacilityId facility, Alarm alarm) {}

    /** An agency was reminded. */
    public record Reminded(Instant at, String agency, Reminder reminder) {}

    /** An agency got this receipt for that filing. */
    public record Receipted(Filing filing, Desk.Filed receipt) {}

    /** The same with another journal: for evidence of what never happened. */
    public Evidence withJournal(List<Envelope> other) {
        return new Evidence(
                other,
                facilities,
                firstBook,
                books,
                received,
                told,
                reminded,
                receipts,
                filed,
                heard,
                sent,
                feedAcknowledged,
                healedAt,
                delayMax,
                now);
    }
}

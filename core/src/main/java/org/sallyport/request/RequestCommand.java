package org.sallyport.request;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What someone, or time, asks of one request. Moments are UTC instants of the business clock. */
public sealed interface RequestCommand {
    /** The command's name, as journals and screens show it. */
    default String word() {
        return switch (this) {
            case Receive _ -> "receive";
            case Withdraw _ -> "withdraw";
            case Amend _ -> "amend";
            case Revalidate _ -> "revalidate";
            case RecordService _ -> "record-service";
            case AcceptDefects _ -> "accept-defects";
            case Cancel _ -> "cancel";
            case Expire _ -> "expire";
            case AnswerOffer _ -> "answer-offer";
        };
    }

    /** Takes in a request that intake accepted. The same request again changes nothing. */
    record Receive(RequestId id, NotificationRequest request, List<String> defects, Instant at)
            implements RequestCommand {
        /** Copies the list. */
        public Receive {
            defects = List.copyOf(defects);
        }
    }

    /** The agency takes it back. */
    record Withdraw(String by, String reason, Instant at) implements RequestCommand {}

    /** The agency sends it again with other content, as intake accepted it. */
    record Amend(NotificationRequest request, List<String> defects, Instant at) implements RequestCommand {
        /** Copies the list. */
        public Amend {
            defects = List.copyOf(defects);
        }
    }

    /** The agency says again that it stands (F-13); {@code on} is the calendar day at the addressee. */
    record Revalidate(String by, LocalDate on, Instant at) implements RequestCommand {}

    /** The facility records that the person was given a copy (F-07). */
    record RecordService(Service service, String by, Instant at) implements RequestCommand {}

    /** A person accepts it in spite of its defects of form (F-06). */
    record AcceptDefects(String by, String reason, Instant at) implements RequestCommand {}

    /**
     * A later form of the same agency cancels it (F-08); {@code byReference} is the number of that later form's
     * receipt.
     */
    record Cancel(String byReference, Instant at) implements RequestCommand {}

    /**
     * A person says whether a request that another facility passed on is taken in; {@code role} is theirs,
     * {@code reason} in words that name nobody.
     */
    record AnswerOffer(boolean taken, String role, String by, String reason, Instant at) implements RequestCommand {}

    /**
     * Its time is up; {@code zone} is that of the facility it is addressed to. While {@code applies}, to a stay that
     * goes on, the facility's rule ends nothing.
     */
    record Expire(ZoneId zone, boolean applies, Instant at) implements RequestCommand {}
}
